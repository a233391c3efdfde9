"""A part of a page as plain text, with figures and dates written out: what can be quoted without the site.

Source marks and lists built from records are left out; a link leaves its words. Paragraphs are parted
by an empty line, cells of a row by a bar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.content.formatter import Formatter
from scripts.content.page import parser
from scripts.content.partialdate import parse_date
from scripts.content.reference import PATTERN, parse_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from scripts.content.figure import Reading
    from scripts.content.library import Library
    from scripts.content.reference import Reference

_HEADING_ID = re.compile(r"\s*\{#[a-z0-9-]+\}$")
_REFERENCE = re.compile(rf"[ \t]*{PATTERN}")


def plain_text(markdown: str, library: Library, formatter: Formatter) -> str:
    """The text of `markdown` in the formatter's language."""
    outline = _Outline()
    for token in parser().parse(markdown):
        if token.type == "inline":
            outline.add(_written(_HEADING_ID.sub("", _words(token)), library, formatter))
        elif token.type in {"fence", "code_block"}:
            outline.add(token.content.rstrip())
        else:
            outline.enter(token)
    return "\n\n".join(outline.parts)


def formatter_of(library: Library, code: str) -> Formatter:
    """Writes values for readers of the language `code`."""
    interface = library.interface(code)
    return Formatter(interface.cldr, library.texts[interface.code].strings)


@dataclass
class _Outline:
    """Paragraphs in their order, items with their number or dash, rows of tables in one line each."""

    parts: list[str] = field(default_factory=list)
    _lists: list[int] = field(default_factory=list)
    """The next number of each open list; 0 for one without numbers."""
    _head: str = ""
    _row: list[str] | None = None

    def add(self, text: str) -> None:
        """What a block holds."""
        if self._row is not None:
            self._row.append(text)
        elif text:
            self.parts.append(self._head + text)
            self._head = ""

    def enter(self, token: Token) -> None:
        """The beginning or end of a block."""
        if token.type == "bullet_list_open":
            self._lists.append(0)
        elif token.type == "ordered_list_open":
            self._lists.append(int(token.attrs.get("start", 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif token.type == "list_item_open":
            self._head = f"{self._lists[-1]}. " if self._lists[-1] else "- "
            self._lists[-1] += bool(self._lists[-1])
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close":
            self.parts.append(" | ".join(self._row or []))
            self._row = None


def _words(token: Token) -> str:
    return "".join(_pieces(token))


def _pieces(token: Token) -> Iterator[str]:
    for child in token.children or []:
        if child.type == "softbreak":
            yield " "
        elif child.type == "hardbreak":
            yield "\n"
        elif child.type in {"text", "code_inline", "image"}:
            yield child.content


def _written(text: str, library: Library, formatter: Formatter) -> str:
    def write(match: re.Match[str]) -> str:
        shown = _shown(parse_reference(match[1].replace("\\|", "|")), library, formatter)
        space = match[0][: match[0].index("{")]
        return space + shown if shown else ""

    return _REFERENCE.sub(write, text).strip()


def _shown(reference: Reference, library: Library, formatter: Formatter) -> str:
    """What a reference says; empty for source marks and lists."""
    kind, variant = reference.kind, reference.variant
    if kind == "date":
        return formatter.date(parse_date(reference.target))
    if kind == "number":
        return formatter.number(Decimal(reference.target))
    reading = library.reading(reference.target) if kind == "figure" and variant != "source" else None
    return _READERS[variant](formatter, reading) if reading else ""


_READERS: dict[str, Callable[[Formatter, Reading], str]] = {
    "": Formatter.quantity,
    "value": Formatter.value,
    "as-of": lambda formatter, reading: formatter.date(reading.as_of),
    "year": lambda formatter, reading: formatter.year(parse_date(str(reading.value))),
}
"""By the variant of the reference."""
