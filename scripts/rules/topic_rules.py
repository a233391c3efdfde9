"""A topic page has the sections that a reader expects, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.page import Page

SECTIONS = (
    "messages",
    "figures",
    "what-to-know",
    "timeline",
    "legal",
    "attachments",
    "other-sources",
    "changes",
)
"""Ids of the second-level headings of a topic page, in order."""

_BLOCKS = {
    "issuer": "",
    "headline": "",
    "cards": "figures",
    "legal": "legal",
    "attachments": "attachments",
    "other-sources": "other-sources",
}
"""Blocks that a topic page holds, and the section each stands in."""


def check(library: Library) -> Iterator[Problem]:
    """Every topic page in every language."""
    for topic in library.topics.values():
        for language in library.languages:
            page = library.pages.get((language.code, topic.page))
            if page is not None and not library.is_stale(page):
                yield from _page(page)


def _page(page: Page) -> Iterator[Problem]:
    found = [heading for heading in page.headings if heading.level == 2]  # noqa: PLR2004
    ids = [heading.id for heading in found]
    for missing in (one for one in SECTIONS if one not in ids):
        message = f"the section '{missing}' is missing"
        yield Problem(page.path, 0, message, f"Add '## Title {{#{missing}}}'.", "topic-section")
    for heading in found:
        if heading.id and heading.id not in SECTIONS:
            message = f"'{heading.id}' is no section of a topic page"
            yield Problem(
                page.path, heading.line, message, f"The sections are: {', '.join(SECTIONS)}.", "topic-section"
            )
    known = [one for one in ids if one in SECTIONS]
    if known != [one for one in SECTIONS if one in known]:
        message = "the sections are not in their order"
        yield Problem(page.path, found[0].line, message, f"The order is: {', '.join(SECTIONS)}.", "topic-section")
    places = {used.reference.target: used for used in page.used if used.reference.kind == "block"}
    for block, section in _BLOCKS.items():
        if block not in places:
            where = f"in the section '{section}'" if section else "below the title"
            message = f"'{{{{ block: {block} }}}}' is missing"
            yield Problem(page.path, 0, message, f"Put it into a paragraph of its own {where}.", "topic-section")
        elif places[block].section != section:
            message = f"'{{{{ block: {block} }}}}' stands in the wrong section"
            hint = f"Move it to the section '{section}'." if section else "Move it to below the title."
            yield Problem(page.path, places[block].line, message, hint, "topic-section")
