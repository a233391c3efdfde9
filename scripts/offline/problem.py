"""What stops the files that are read offline."""


class OfflineError(Exception):
    """What readers are to have without a connection cannot be written; the message says why and what to do."""
