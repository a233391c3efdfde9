"""What stops the open data from being written."""

from __future__ import annotations


class DataError(Exception):
    """The content does not fit the described tables; the message says where, and what to do."""
