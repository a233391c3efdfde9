"""What is not published yet, and what no longer is, as the front matter of pages of the source language says.

It stands there and nowhere else: every page has a front matter, general pages too, while records belong to topics
and letters only; whoever writes a page sees it at its top; and a page is in one file, so that there is one answer.
A letter's own page speaks for the whole letter: what it withholds, or withdraws, is every page of the letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.moment import begins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from scripts.content.library import Library
    from scripts.content.page import Page


@dataclass(frozen=True)
class Embargo:
    """Why a page is not published, or not yet."""

    page: str
    until: datetime | None
    """When it will be; None for a draft."""
    date: str
    """The same as it was typed; empty for a draft."""
    path: Path
    line: int

    def __str__(self) -> str:
        return f"will be published on {self.date}" if self.until else "is a draft"


@dataclass(frozen=True)
class Withdrawal:
    """A page that was taken back."""

    page: str
    date: str
    """Since when, ``YYYY-MM-DD``."""
    reasons: Mapping[str, str]
    """By language code; always in the source language."""
    pages: Mapping[str, Page]
    """What is left of it, by language code: title and day, no text. Every language has one."""
    figures: tuple[str, ...] = ()
    messages: tuple[str, ...] = field(default=())
    """Ids that went with it; they stay taken."""


def letter_page(page: Page) -> str:
    """Name of the page of the letter that `page` belongs to; empty for general pages."""
    return f"{page.edition}/index.md" if page.edition else ""


def embargoes(library: Library, now: datetime | None) -> dict[str, Embargo]:
    """Pages not published at `now`, by name; with None, all that are drafts or ever had a time to wait for."""
    found: dict[str, Embargo] = {}
    for name in library.names():
        reasons = [one for page in _speaking(library, name) if (one := _embargo(name, page, now)) is not None]
        drafts = [one for one in reasons if one.until is None]
        dated = sorted((one for one in reasons if one.until), key=lambda one: (str(one.until), one.date))
        if reasons:
            found[name] = drafts[0] if drafts else dated[-1]
    return found


def withdrawn_names(library: Library, now: datetime) -> dict[str, Page]:
    """Pages withdrawn at `now`, by name, with the page whose front matter says so."""
    found: dict[str, Page] = {}
    for name in library.names():
        for page in _speaking(library, name):
            day = page.front.withdrawn
            if day is not None and day.has_day and begins(day) <= now:
                found.setdefault(name, page)
    return found


def _embargo(name: str, page: Page, now: datetime | None) -> Embargo | None:
    front = page.front
    if front.draft:
        return Embargo(name, None, "", page.path, page.front_lines.line(("draft",)))
    if front.publish_on is None or not front.publish_on.has_day:
        return None
    until = begins(front.publish_on)
    if now is not None and until <= now:
        return None
    return Embargo(name, until, front.publish_on.text, page.path, page.front_lines.line(("publish_on",)))


def _speaking(library: Library, name: str) -> Iterator[Page]:
    """The page itself, and that of its letter."""
    code = library.source_language.code
    page = library.pages[code, name]
    yield page
    letter = library.pages.get((code, letter_page(page)))
    if letter is not None and letter is not page:
        yield letter
