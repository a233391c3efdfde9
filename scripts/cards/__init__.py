"""The picture that is shown with a link to a page, where readers share it."""
