"""What readers get of a library at a moment: filtered once, so that no output has to ask.

Files, pages, feeds, data and indexes are made from the smaller library and know nothing of the rest. The moment
decides which things are in it and is not kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scripts.content.changelog import LoggedChange
from scripts.content.embargo import Withdrawal, embargoes, withdrawn_names
from scripts.content.leaving import left_with, without
from scripts.content.partialdate import parse_date
from scripts.content.records import FrontMatter
from scripts.content.uses import figures_of_pages

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from scripts.content.leaving import Left
    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.updates.ledger import Ledger


def published(library: Library, now: datetime) -> Library:
    """What is published at `now`; the library itself where that is all of it."""
    hidden = embargoes(library, now)
    return withdrawn(without(library, left_with(library, hidden)) if hidden else library, now)


def previewed(library: Library, now: datetime) -> Library:
    """What writers see at `now`: also what is not published yet, which is in `unpublished`."""
    return replace(withdrawn(library, now), unpublished=embargoes(library, now))


def recordable(library: Library, now: datetime) -> Library:
    """What is published at `now`, with a ledger that still has what was withdrawn, so that it can be closed there."""
    hidden = embargoes(library, now)
    staying = without(library, left_with(library, hidden)) if hidden else library
    return replace(withdrawn(staying, now), ledger=staying.ledger)


def merged(full: Ledger | None, recorded: Ledger) -> Ledger:
    """`recorded` with the entries of `full` that it was made without."""
    if full is None:
        return recorded
    return replace(recorded, entries={**full.entries, **recorded.entries}, homes={**full.homes, **recorded.homes})


def withdrawn(library: Library, now: datetime) -> Library:
    """The library with notices in the place of the pages withdrawn at `now`."""
    names = withdrawn_names(library, now)
    if not names:
        return library
    found: dict[str, Withdrawal] = {}
    left: Left = left_with(library, names)
    for name, saying in names.items():
        own = left_with(library, [name])
        figures = _figures(library, name, names, left)
        day = saying.front.withdrawn
        assert day is not None, name  # noqa: S101 (withdrawn_names gives such pages only)
        reasons = _reasons(library, saying)
        found[name] = Withdrawal(
            name,
            day.start.day.isoformat(),
            reasons,
            {one.code: _stub(library, one.code, name, day.start.day.isoformat(), reasons) for one in library.languages},
            tuple(key for key in figures if all(key not in one.figures for one in found.values())),
            () if own.editions else own.messages,
        )
    return replace(without(library, left), withdrawn=found, moved=library.moved)


def _figures(library: Library, name: str, names: Collection[str], left: Left) -> list[str]:
    """Figures that go with the page: of its topic; of a topic that stays, those that it showed."""
    shown = figures_of_pages(library, [page for page in library.pages.values() if page.name == name])
    homes = {key: f"{library.figures[key].record.topic}.md" for key in left.figures}
    return [key for key, home in homes.items() if home == name or (home not in names and key in shown)]


def _reasons(library: Library, saying: Page) -> dict[str, str]:
    """Why, in each language whose page says it."""
    pages = [page for (_, name), page in library.pages.items() if name == saying.name]
    return {one.language: one.front.withdrawn_reason for one in pages if one.front.withdrawn_reason}


def _stub(library: Library, code: str, name: str, day: str, reasons: dict[str, str]) -> Page:
    """What is left of a page in a language: title, day, and one entry of its log."""
    shown = library.shown(code, name)
    strings = library.texts[library.interface(code).code].strings
    reason = reasons.get(code) or reasons.get(library.source_language.code, "")
    note = f"{strings['withdrawn.entry']} {reason}".strip()
    return replace(
        shown,
        language=code,
        front=FrontMatter(shown.front.title, strings["withdrawn.description"], parse_date(day)),
        headings=(),
        used=(),
        links=(),
        prose=(),
        untranslated=frozenset(),
        changes=(LoggedChange(parse_date(day), note, 0),),
    )
