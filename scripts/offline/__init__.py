"""Reading without a connection: a copy of the site in one language to unpack, and what a browser keeps."""
