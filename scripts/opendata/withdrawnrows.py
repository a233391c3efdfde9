"""Rows of what was withdrawn with its page: ids stay, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.address import address, record_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.opendata.description import Row


def withdrawn(library: Library, site_url: str) -> Iterator[Row]:
    """One row a figure or message."""
    for taken in library.withdrawn.values():
        for kind, ids in (("figure", taken.figures), ("message", taken.messages)):
            for one in ids:
                yield {
                    "id": one,
                    "kind": kind,
                    "status": "withdrawn",
                    "since": taken.date,
                    "page": site_url + address(library.source_language, taken.page),
                    "permalink": site_url + record_address(one),
                }
