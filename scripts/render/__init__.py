"""From records and references to HTML; knows nothing of MkDocs."""
