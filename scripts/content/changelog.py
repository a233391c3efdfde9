"""A page's own log of changes: its last section, if that has the id ``changes``.

Each entry is an item of a list, the newest first, one a day, as readers see it::

    - **{{ date: 2026-12-03 }}** — Toll updated to the ministry's count of October.

What an entry says is Markdown with references, but to no figure: its value would change with the next
one, and what was said of this day with it. Old and new values are told by the ledger. A section
``changes`` in the midst of a page is about something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.content.partialdate import PartialDate, Precision, parse_date
from scripts.content.problem import Problem
from scripts.content.reference import PATTERN
from scripts.translation.wording import is_untranslated, without_mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from markdown_it.token import Token

    from scripts.content.page import Heading

SECTION = "changes"
"""Id of the heading."""

_SECTION_LEVEL = 2
_DATED = re.compile(r"\s*(?P<mark>\*\*|__)?\s*\{\{\s*date:\s*(?P<date>[^{}|]*?)\s*\}\}\s*(?(mark)(?P=mark))")
_REFERENCE = re.compile(PATTERN)
_LASTING = ("date:", "number:", "source:")
"""References that show the same for ever."""
_BETWEEN = " \t\n—–-:\uff1a,\u060c\u3001"
_HINT = "Write '- **{{ date: 2026-12-03 }}** — what changed.' Old and new values of figures are shown by themselves."


@dataclass(frozen=True)
class LoggedChange:
    """One entry."""

    date: PartialDate
    """A day."""
    note: str
    """What it says, in Markdown, on one line, without the date."""
    line: int
    untranslated: bool = False
    """Whether it is still in the source language."""


def log_heading(headings: Sequence[Heading]) -> Heading | None:
    """The heading of the page's log; None where it has none."""
    last = next((heading for heading in reversed(headings) if heading.level <= _SECTION_LEVEL), None)
    return last if last is not None and last.id == SECTION and last.level == _SECTION_LEVEL else None


def read_log(
    path: Path, tokens: Sequence[Token], heading: Heading | None, first_line: int
) -> tuple[tuple[LoggedChange, ...], list[Problem]]:
    """The entries below `heading` among the `tokens` of a page whose body begins at `first_line`."""
    if heading is None:
        return (), []
    entries: list[LoggedChange] = []
    problems: list[Problem] = []
    for text, line in _items(tokens, heading.line - first_line, first_line):
        try:
            entry = _entry(text, line)
        except ValueError as error:
            problems.append(Problem(path, line, f"{error}", _HINT, "changes"))
            continue
        if entries and entry.date.text >= entries[-1].date.text:
            message = f"the entry of {entry.date.text} stands below that of {entries[-1].date.text}"
            hint = "The newest entry comes first, and each day has one: join those of the same day."
            problems.append(Problem(path, line, message, hint, "changes"))
        entries.append(entry)
    return tuple(entries), problems


def _items(tokens: Sequence[Token], after: int, first_line: int) -> list[tuple[str, int]]:
    """Text and line of each item of the lists that begin below line `after` of the body; lists in them belong along."""
    found: list[tuple[list[str], int]] = []
    depth = 0
    for token in tokens:
        if token.type == "list_item_open" and token.map:
            depth += 1
            if depth == 1 and token.map[0] > after:
                found.append(([], token.map[0] + first_line))
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "inline" and depth and found and token.map and token.map[0] > after:
            found[-1][0].append(token.content)
    return [(" ".join(" ".join(texts).split()), line) for texts, line in found]


def _entry(text: str, line: int) -> LoggedChange:
    match = _DATED.match(without_mark(text))
    if match is None:
        raise ValueError("an entry of the changes does not begin with its date")
    date = parse_date(match["date"])
    if date.end is not None or date.start.precision is not Precision.DAY:
        raise ValueError(f"an entry of the changes is dated '{date.text}', which is no day")
    note = without_mark(text)[match.end() :].lstrip(_BETWEEN)
    if not note:
        raise ValueError(f"the entry of {date.text} does not say what changed")
    for reference in _REFERENCE.finditer(note):
        if not reference[1].lstrip().startswith(_LASTING):
            raise ValueError(f"the entry of {date.text} refers to a figure, whose value may change again")
    return LoggedChange(date, note, line, is_untranslated(text))
