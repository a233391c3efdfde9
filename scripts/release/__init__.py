"""A release: the built site with what proves what it is, ready for any static host."""
