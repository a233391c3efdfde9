"""What readers once had does not vanish: its address would lead nowhere, and its ids would stand for nothing.

The ledger knows what was published and since when; a project that keeps none is not asked. A page may be recorded
before its time: then its first day there is the day of its publication, and until that day it may still be put off.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from scripts.content.embargo import letter_page
from scripts.content.problem import Problem
from scripts.moment import begins
from scripts.rules.front_matter_rules import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.updates.ledger import Entry

_OTHER = "and a page that moves gets a line in docs/data/moved.yml."


def check(library: Library, now: datetime) -> Iterator[Problem]:
    """Every page that says itself that it is not published at `now`, though it was; a letter's page for its letter.

    The fields of the front matter have been checked.
    """
    for page in library.pages.values():
        entry = library.ledger.entries.get(("page", page.name)) if library.ledger else None
        field = _hiding(page, entry, now) if entry and page.language == library.source_language.code else ""
        if entry is None or not field:
            continue
        what = f"{page.name}, and with it its whole letter," if page.name == letter_page(page) else page.name
        since = f"was published on {entry.revisions[0].date}"
        if entry.withdrawn:
            since += f" and withdrawn on {entry.withdrawn}"
            hint = "Keep 'withdrawn' until it is back; a new page gets another name, "
        else:
            hint = "To take it back, write 'withdrawn: ' with the day and 'withdrawn_reason: ...'; "
        message = f"{what} {since}: by '{field}' its address would lead nowhere, and its ids would vanish"
        yield Problem(page.path, page.front_lines.line((field,)), message, f"Take '{field}' out. {hint}{_OTHER}", RULE)


def _hiding(page: Page, entry: Entry, now: datetime) -> str:
    """The field that hides the page at `now`, which was published before; empty where there is none."""
    first = entry.revisions[0].date
    if first > now.astimezone(UTC).date().isoformat():
        return ""
    if page.front.draft:
        return "draft"
    when = page.front.publish_on
    return "publish_on" if when and begins(when) > now and when.start.day.isoformat() > first else ""
