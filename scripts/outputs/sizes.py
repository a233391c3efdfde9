"""Sizes of files that pages offer: known only when everything is written, so they are put in last.

A template writes ``<span class="size" data-file="data/figures.csv"></span>``, with the file's path from
the site's root; here the empty element gets its text. It is found as the very characters that our own
templates write, so no HTML needs to be read for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from scripts.content.problem import Problem
from scripts.render.components import shown_size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.content.library import Library

_PLACE = Markup('<span class="size" data-file="{}">{}</span>')
_OPEN, _, _END = _PLACE.partition("{}")
_EMPTY = _END.replace("{}", "")


def place(path: str) -> Markup:
    """The empty place for the size of `path`, a path from the site's root."""
    return _PLACE.format(path, "")


def fill(library: Library, site: Path, later: str = "") -> list[Problem]:
    """Put every size into the pages of `site`; a problem for each file that a page offers and nobody wrote.

    Files below the folder `later` may still be missing: their places stay empty.
    """
    problems: list[Problem] = []
    folders = {language.prefix: language.cldr for language in library.languages}
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        if _OPEN not in text:
            continue
        address = page.relative_to(site).as_posix()
        prefix = f"{address.partition('/')[0]}/"
        locale = folders.get(prefix, library.source_language.cldr)
        for path in sorted(set(_places(text))):
            file = site / path
            if file.is_file():
                text = text.replace(place(path), _PLACE.format(path, shown_size(file.stat().st_size, locale)))
            elif not later or not path.startswith(later):
                message = f"the page offers the file '{path}', which was not written"
                problems.append(Problem(page, 0, message, "Write the file, or take the link out.", "download"))
        page.write_text(text, encoding="utf-8", newline="\n")
    return problems


def _places(text: str) -> Iterator[str]:
    """The paths whose size is wanted."""
    for part in text.split(_OPEN)[1:]:
        path, found, _ = part.partition('"')
        if found and part[len(path) :].startswith(_EMPTY):
            yield path
