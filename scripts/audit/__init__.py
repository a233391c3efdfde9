"""What must hold of a built site, checked on its files and in a browser; one check a module, one report."""
