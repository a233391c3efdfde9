"""The words of a source file without its layout: what a translation is made from.

Spaces, line breaks and comments do not count, and neither do the parts of the front matter that are
not translated: changing them asks nothing of a translator. The rest is a list of units (a heading, a
paragraph, a list item, a row of a table; an entry of a YAML file), one a line, in the order of the
file. Their hash is what a pin holds, and they are stored with it, so that a later difference can be
shown without version control.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TRANSLATED_FIELDS = ("title", "description")
"""Fields of the front matter that are translated."""

UNTRANSLATED = "{{ untranslated }}"
"""Stands at the head of a block that is still in the source language."""

_BLOCK = re.compile(r"(?:[-*+]|\d+[.)])\s|#{1,6}\s|\||>|!!!|```")
_ENTRY = re.compile(r"(?P<indent>\s*)(?:- )?(?P<key>[\w.'\"-]+):(?:\s|$)")
_FOLDED = re.compile(r"[>|][+-]?$")
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
_HEADING_ID = re.compile(r"\{#[^{}]*\}\s*$")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_ANY_UNTRANSLATED = re.compile(r"\{\{\s*untranslated\s*\}\}\s*")


def units(name: str, text: str) -> tuple[str, ...]:
    """The units of the file called `name` (its ending tells Markdown from YAML)."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").removeprefix("\ufeff"))
    found = _page(text) if name.endswith(".md") else _texts(text)
    return tuple(unit for unit in found if unit)


def copy_of(lines: Sequence[str]) -> str:
    """Units as they are stored: one a line."""
    return "".join(f"{line}\n" for line in lines)


def digest(lines: Sequence[str]) -> str:
    """SHA-256 of the units, in hexadecimal."""
    return hashlib.sha256(copy_of(lines).encode()).hexdigest()


def word_count(unit: str) -> int:
    """Words a person has to translate: no reference, address, id or key."""
    if match := _ENTRY.match(unit):
        unit = unit[match.end() :]
    for pattern in (_REFERENCE, _HEADING_ID, _LINK_TARGET):
        unit = pattern.sub(" ", unit)
    return len(_WORD.findall(unit))


def is_untranslated(unit: str) -> bool:
    """Whether the unit is marked as still to be translated."""
    return _ANY_UNTRANSLATED.search(unit) is not None


def without_mark(text: str) -> str:
    """`text` without marks of untranslated blocks."""
    return _ANY_UNTRANSLATED.sub("", text)


def split_front(text: str) -> tuple[str, str]:
    """Front matter and body of a page; the first is empty where there is none."""
    if not text.startswith("---\n"):
        return "", text
    head, mark, body = text[4:].partition("\n---\n")
    return (head, body) if mark else ("", text)


def _page(text: str) -> Iterator[str]:
    head, body = split_front(text)
    wanted = False
    field = ""
    for line in head.split("\n"):
        if match := _ENTRY.match(line):
            if field:
                yield field
            wanted = match["key"] in TRANSLATED_FIELDS
            field = _folded(line) if wanted else ""
        elif wanted:
            field = _folded(f"{field} {line}")
    if field:
        yield field
    unit = ""
    for line in body.split("\n"):
        if not line.strip():
            yield unit
            unit = ""
        elif _BLOCK.match(line.lstrip()):
            yield unit
            unit = _indent(line) + _folded(line)
        else:
            unit = f"{unit} {_folded(line)}" if unit else _folded(line)
    yield unit


def _texts(text: str) -> Iterator[str]:
    unit = ""
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _ENTRY.match(line):
            yield unit
            unit = _indent(line) + _FOLDED.sub("", _folded(line)).rstrip()
        else:
            unit = f"{unit} {_folded(line)}"
    yield unit


def _folded(line: str) -> str:
    return " ".join(line.split())


def _indent(line: str) -> str:
    """How deep the line stands, in steps of two spaces: a list in a list is another list."""
    return "  " * ((len(line) - len(line.lstrip())) // 2)
