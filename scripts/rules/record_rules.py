"""Records point at records that exist: sources at publishers, names at what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Unknown publishers, and names of nothing."""
    for key, source in library.sources.items():
        if source.publisher not in library.publishers:
            path, line = library.line("source", key)
            message = f"source '{key}': there is no publisher '{source.publisher}'"
            hint = did_you_mean(source.publisher, library.publishers, "docs/data/publishers/")
            yield Problem(path, line, message, hint, "unknown-publisher")
    for texts in library.texts.values():
        folder = library.docs / texts.language / "names"
        known = {
            "publishers": library.publishers,
            "sources": library.sources,
            "attachments": library.attachments,
            "addressees": {edition.id: edition for edition in library.editions},
        }
        for kind, records in known.items():
            for key in getattr(texts.names, kind):
                if key not in records:
                    message = f"{kind}: '{key}' names nothing in docs/data"
                    yield Problem(folder, 0, message, did_you_mean(key, records, "docs/data/"), "orphan-name")
