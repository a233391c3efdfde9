"""What a check says: what it looked at, and what is wrong where."""

from __future__ import annotations

from dataclasses import dataclass


class ToolError(Exception):
    """A tool that a check needs is missing; the message says what to install."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of one page."""

    check: str
    """Name of the check, as ``--only`` takes it."""
    page: str
    """Path of the file from the site's root; empty for the site as a whole."""
    message: str
    """What is wrong: what was found and what was expected."""
    advice: str
    """What to do about it."""
    place: str = ""
    """Where in the page: a selector, a line, an address; empty for the page as a whole."""


@dataclass(frozen=True)
class Result:
    """What a check found."""

    looked_at: int
    of: str
    """What was counted: ``pages``, ``links``."""
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    """What a reader of the report must know: what was left out, and why."""
    table: tuple[tuple[str, ...], ...] = ()
    """Measurements; the first row names the columns."""
