"""What the site costs, measured; nothing here can fail a test run."""
