"""The content as open data: tables described once, from which every file and every schema is derived."""
