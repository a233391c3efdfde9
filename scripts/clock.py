"""When the content last changed: the only clock of the output."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.content.library import Library


def last_update(library: Library) -> int:
    """Seconds since 1970 at the start of the last ``updated`` day of all pages."""
    days = [page.front.updated.start.day for page in library.pages.values()]
    return int(datetime.combine(max(days), time(), UTC).timestamp()) if days else 0
