"""Headings carry explicit ids, so that a link survives translation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.page import Page

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GENERATED = re.compile(r"(note|ref|figure|source|term|label|attachment)-.*|notes|top|main")


def check(library: Library) -> Iterator[Problem]:
    """Every page's headings."""
    for page in library.pages.values():
        yield from _page(page)


def _page(page: Page) -> Iterator[Problem]:
    titles = [heading for heading in page.headings if heading.level == 1]
    if len(titles) != 1:
        line = titles[1].line if len(titles) > 1 else 1
        message = f"the page has {len(titles)} headings of the first level; it needs one"
        yield Problem(page.path, line, message, "Begin the text with '# Title' and use '##' below.", "heading")
    seen: dict[str, int] = {}
    level = 1
    for heading in page.headings:
        if heading.level == 1:
            continue
        if heading.level > level + 1:
            message = f"the heading '{heading.text}' skips a level"
            yield Problem(page.path, heading.line, message, f"Use {'#' * (level + 1)}.", "heading")
        level = heading.level
        if not heading.id:
            message = f"the heading '{heading.text}' has no id"
            hint = "Add one at the end of its line, the same in every language: '## Title {#some-id}'."
            yield Problem(page.path, heading.line, message, hint, "heading-id")
        elif not _ID.fullmatch(heading.id) or _GENERATED.fullmatch(heading.id):
            message = f"'{heading.id}' cannot be the id of a heading"
            hint = "Use lower-case letters, digits and hyphens; ids such as note-1 or figure-x are made by the site."
            yield Problem(page.path, heading.line, message, hint, "heading-id")
        elif heading.id in seen:
            message = f"the id '{heading.id}' stands twice in this page (first in line {seen[heading.id]})"
            yield Problem(page.path, heading.line, message, "Give this heading another id.", "heading-id")
        else:
            seen[heading.id] = heading.line
