"""When the content last changed: the only clock of the output."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library

_EPOCH = "SOURCE_DATE_EPOCH"


@contextmanager
def of_one_build() -> Iterator[None]:
    """Take back the clock that a build set by its content: the next one of this process may have another."""
    given = os.environ.get(_EPOCH)
    try:
        yield
    finally:
        if given is None:
            os.environ.pop(_EPOCH, None)


def last_update(library: Library) -> int:
    """Seconds since 1970 at the start of the last ``updated`` day of all pages."""
    days = [page.front.updated.start.day for page in library.pages.values()]
    return int(datetime.combine(max(days), time(), UTC).timestamp()) if days else 0
