"""The fields of a front matter that say when a page is published or withdrawn: one place, one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.partialdate import Precision
from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.page import Page

RULE = "editorial"
FIELDS = ("publish_on", "draft", "withdrawn", "withdrawn_reason")
NEEDED = frozenset({"index.md", "figures.md", "sources.md", "glossary.md", "about.md"})
"""Pages that every other page leads to."""


def check(library: Library) -> Iterator[Problem]:
    """Every page, and those that have to be there."""
    for name in sorted(NEEDED - set(library.names())):
        path = library.docs / library.source_language.code / name
        hint = "Write it; a page that every page leads to keeps its name."
        yield Problem(path, 0, f"there is no page {name}, which every page leads to", hint, RULE)
    for page in library.pages.values():
        if page.language == library.source_language.code:
            yield from _dates(page)
            yield from _withdrawal(page)
        else:
            yield from _translation(library, page)


def _translation(library: Library, page: Page) -> Iterator[Problem]:
    for one in FIELDS:
        if one in page.front_lines.data and one != "withdrawn_reason":
            hint = f"Write it in docs/{library.source_language.code}/{page.name}, for all languages."
            yield _problem(page, one, f"'{one}' stands in a translation", hint)


def _dates(page: Page) -> Iterator[Problem]:
    front = page.front
    given = [one for one in FIELDS if one in page.front_lines.data]
    if page.name in NEEDED and given:
        message = f"every page leads to {page.name}: it cannot be unpublished or withdrawn"
        yield _problem(page, given[0], message, f"Take '{given[0]}' out.")
    for one, when in (("publish_on", front.publish_on), ("withdrawn", front.withdrawn)):
        exact = when is None or (when.end is None and when.start.precision >= Precision.DAY)
        if when is not None and (not exact or (one == "withdrawn" and when.start.precision != Precision.DAY)):
            hint = "Write 2026-12-01" + (", or 2026-12-01T08:00+07:00." if one == "publish_on" else ".")
            yield _problem(page, one, f"'{one}' is {when.text}, which is no day", hint)
    if front.publish_on and front.publish_on.has_day and front.updated.start.day < front.publish_on.start.day:
        message = f"the page will be published on {front.publish_on.text}, but is dated {front.updated.text}"
        hint = "Readers have it since that day: set 'updated' and the entry of its changes to the day of publication."
        yield _problem(page, "updated", message, hint)


def _withdrawal(page: Page) -> Iterator[Problem]:
    front = page.front
    if front.withdrawn and not front.withdrawn_reason:
        yield _problem(page, "withdrawn", "nothing says why the page was withdrawn", "Add 'withdrawn_reason: ...'.")
    if front.withdrawn_reason and not front.withdrawn:
        hint = "Add 'withdrawn: ' with the day."
        yield _problem(page, "withdrawn_reason", "nothing says since when the page is withdrawn", hint)
    if front.withdrawn and front.draft:
        yield _problem(page, "draft", "a draft cannot be withdrawn", "Take one of the two out.")
    if "{{" in (front.withdrawn_reason or ""):
        yield _problem(page, "withdrawn_reason", "the reason holds a reference", "Write plain words.")


def _problem(page: Page, field: str, message: str, hint: str) -> Problem:
    return Problem(page.path, page.front_lines.line((field,)), message, hint, RULE)
