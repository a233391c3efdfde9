"""What an entry is called in other languages: names from abroad are typed as they are known there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.content.reference import PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.search.entry import Entry

_REFERENCE = re.compile(PATTERN)


def titles_elsewhere(library: Library, code: str, entry: Entry) -> Iterator[str]:
    """The entry's titles in the source language and in those that readers of `code` fall back on.

    A source shows the title that is printed on it already.
    """
    for other in library.shared_languages:
        title = _title(library, other, entry) if other != code else ""
        if title:
            yield title


def _title(library: Library, code: str, entry: Entry) -> str:
    match entry.kind:
        case "figure":
            text = library.texts[code].figures.get(entry.anchor.removeprefix("figure-"))
            return text.name if text else ""
        case "term":
            form = library.terms[entry.anchor.removeprefix("term-")].forms.get(code)
            return f"{form.term} {form.abbreviation or ''}" if form else ""
        case "source":
            return ""
    page = library.pages.get((code, entry.page))
    if page is None:
        return ""
    if not entry.anchor:
        return page.front.title
    heading = next((one.text for one in page.headings if one.id == entry.anchor), "")
    return _REFERENCE.sub(" ", heading)
