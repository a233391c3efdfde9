"""What in a unit is a fact rather than wording: a figure, date, name, symbol or link.

When one of these changes in the source, a translation that was not touched since says something
wrong; when only wording changes, it says the same in other words.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOKEN = re.compile(r"\{\{[^{}]*\}\}|\]\([^)\s]*\)|\{#[^{}]*\}|https?://\S+|[^\W_]+(?:[.,/–'’-][^\W_]+)*|\s+|.")
"""References, link targets, ids and addresses whole; then words, spaces and single marks."""

_SENTENCE_END = frozenset('.!?:;…”"(|-–—*#>')


def tokens(unit: str) -> list[str]:
    """The unit, cut into what may change as a whole."""
    return TOKEN.findall(unit)


def operations(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """``(operation, old text, new text)``: equal, delete, insert or replace, word by word."""
    before, after = tokens(old), tokens(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for operation, a1, a2, b1, b2 in matcher.get_opcodes():
        yield operation, "".join(before[a1:a2]), "".join(after[b1:b2])


def changes_facts(old: str, new: str) -> bool:
    """Whether a fact is among what differs between two forms of a unit."""
    before, after = tokens(old), tokens(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return any(
        _has_fact(before, a1, a2) or _has_fact(after, b1, b2)
        for operation, a1, a2, b1, b2 in matcher.get_opcodes()
        if operation != "equal"
    )


def has_fact(unit: str) -> bool:
    """Whether a unit that came or went holds a fact."""
    found = tokens(unit)
    return _has_fact(found, 0, len(found))


def _has_fact(found: Sequence[str], start: int, end: int) -> bool:
    return any(_is_fact(found, position) for position in range(start, end))


def _is_fact(found: Sequence[str], position: int) -> bool:
    token = found[position]
    if token.startswith(("{{", "](", "http")) or any(char.isdigit() for char in token):
        return True
    if not token[0].isupper():
        return False
    # A capital inside a sentence makes a name; at its head every word has one.
    before = next((other for other in reversed(found[:position]) if not other.isspace()), "")
    return bool(before) and before[-1] not in _SENTENCE_END and not before.startswith("{{")
