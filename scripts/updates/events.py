"""Everything that changed, as readers of a language get it: from the pages' logs and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.updates.revisions import Change, history

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.changelog import LoggedChange
    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.updates.ledger import Ledger


@dataclass(frozen=True)
class PageEvent:
    """A change of a page."""

    date: str
    """``YYYY-MM-DD``"""
    name: str
    page: Page
    """The page that tells it: in the reader's language, else in the first that has this entry."""
    entry: LoggedChange | None
    """What the page says; None where it keeps no log."""
    first: bool
    """Whether it is the page's first publication."""


@dataclass(frozen=True)
class FigureEvent:
    """A change of a figure."""

    id: str
    change: Change


@dataclass(frozen=True)
class Day:
    """What changed on one day."""

    date: str
    pages: tuple[PageEvent, ...]
    figures: tuple[FigureEvent, ...]


def days(library: Library, code: str) -> list[Day]:
    """All that changed, for readers of the language `code`, newest day first."""
    pages, figures = page_events(library, code), figure_events(library)
    dates = sorted({event.date for event in pages} | {event.change.date for event in figures}, reverse=True)
    return [
        Day(
            date,
            tuple(event for event in pages if event.date == date),
            tuple(event for event in figures if event.change.date == date),
        )
        for date in dates
    ]


def page_events(library: Library, code: str) -> list[PageEvent]:
    """Changes of pages, newest first; those of a day in the order of letters and topics."""
    found = [event for name in _order(library) for event in _of_page(library, code, name)]
    for name, taken in library.withdrawn.items():
        page = taken.pages[code]
        found.append(PageEvent(taken.date, name, page, page.changes[0], first=False))
    return sorted(found, key=lambda event: event.date, reverse=True)


def figure_events(library: Library) -> list[FigureEvent]:
    """Changes of figures, in the order of their records; not that they came with a page that was new."""
    ledger = library.ledger
    if ledger is None:
        return []
    position = {one: number for number, one in enumerate(library.figures, start=1)}
    ids = sorted((key[1] for key in ledger.entries if key[0] == "figure"), key=lambda one: (position.get(one, 0), one))
    return [
        FigureEvent(one, change)
        for one in ids
        for change in history(library, one)
        if change.kinds != ("published",) or not _came_with_page(ledger, change)
    ]


def _came_with_page(ledger: Ledger, change: Change) -> bool:
    page = ledger.entries.get(("page", f"{change.figure.record.topic}.md")) if change.figure else None
    return page is not None and page.revisions[0].date == change.date


def _order(library: Library) -> list[str]:
    """Names of pages: letters with their topics, the newest first, then the general pages."""
    known = library.names()
    found = set(known)
    lettered = [name for one in library.editions for name in (one.page, *(topic.page for topic in one.topics))]
    return [name for name in dict.fromkeys([*lettered, *known]) if name in found]


def _of_page(library: Library, code: str, name: str) -> Iterator[PageEvent]:
    source = library.pages[library.source_language.code, name]
    for entry in source.changes:
        page, told = _told(library, code, name, entry)
        yield PageEvent(entry.date.text, name, page, told, first=entry is source.changes[-1])
    recorded = library.ledger.entries.get(("page", name)) if library.ledger else None
    if recorded is not None and not source.changes:
        shown = library.shown(code, name)
        yield from (PageEvent(one.date, name, shown, None, first=False) for one in reversed(recorded.revisions[1:]))


def _told(library: Library, code: str, name: str, entry: LoggedChange) -> tuple[Page, LoggedChange]:
    """The entry of that day in the reader's language, or in the first fallback that has it."""
    for other in (code, *library.language(code).fallback):
        page = library.pages.get((other, name))
        if page is None or "title" in page.untranslated:
            continue
        for told in page.changes:
            if told.date.text == entry.date.text and not told.untranslated:
                return page, told
    return library.pages[library.source_language.code, name], entry
