"""The search: what of the built pages is found, and how words are spelt in the index."""
