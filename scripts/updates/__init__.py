"""What changed when: the ledger of dates, the feeds and the log that tell of it."""
