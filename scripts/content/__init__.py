"""The content as records: read from docs/, knowing nothing of MkDocs."""
