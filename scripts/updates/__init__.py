"""What changed when: the ledger of dates, the feeds and the log that tell of it."""

from scripts.updates.revisions import Change, Pair, history

__all__ = ["Change", "Pair", "history"]
