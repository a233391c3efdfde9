"""Files for readers and machines, made from the loaded content or the built pages."""
