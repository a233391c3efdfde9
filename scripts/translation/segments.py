"""A file cut into segments: the pieces of text that are translated one by one, with their places.

A segment's key is the same in every language: a heading's id, and for other text the heading above
it, the kind of block and its number there. So a segment and its source find each other as long as
the translation keeps the structure, and where it does not, only that section is out of step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from scripts.content.page import parser
from scripts.content.yamlfile import parse_mapping
from scripts.translation.wording import TRANSLATED_FIELDS, is_untranslated, split_front, without_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

    from scripts.content.yamlfile import Location, Value

Kind = Literal["field", "title", "heading", "paragraph", "item", "quote", "cell", "admonition", "text"]
"""``field``: of the front matter; ``title``: the first heading; ``text``: an entry of a YAML file."""

_SPACES = re.compile(r"[ \t\r\n]+")
_ID = re.compile(r"\s*\{#([^{}\s]*)\}\s*$")
_CONTAINERS = {"list_item_open": "item", "blockquote_open": "quote", "admonition_open": "admonition"}


@dataclass(frozen=True)
class Segment:
    """One piece of text."""

    key: str
    """The same in every language; unique in the file."""
    kind: Kind
    text: str
    """As typed, in Markdown, on one line; without a heading's id and the mark of an untranslated block."""
    line: int
    """First line, from 1."""
    end: int
    """Last line."""
    section: str = ""
    """Id of the nearest heading above (of a heading itself: its own)."""
    shape: str = ""
    """The blocks around it, outermost first: ``ul > li > p``."""
    level: int = 0
    """Of a heading, from 1."""
    untranslated: bool = False
    """Whether it is marked as still in the source language."""
    column: int = 0
    """Of a cell of a table: its place in the row, from 0."""


def read_segments(path: Path, name: str) -> list[Segment]:
    """The segments of the file at `path`, whose `name` tells Markdown from YAML."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return segments(path, name, text)


def segments(path: Path, name: str, text: str) -> list[Segment]:
    """The segments of `text`; `path` is for messages only."""
    return _whole_rows(list(_page(path, text))) if name.endswith(".md") else list(_texts(path, text))


def _whole_rows(found: list[Segment]) -> list[Segment]:
    """The mark of a table's row stands in its first cell and holds for every cell."""
    marked = {segment.line for segment in found if segment.kind == "cell" and segment.untranslated}
    return [
        replace(segment, untranslated=True) if segment.kind == "cell" and segment.line in marked else segment
        for segment in found
    ]


def _texts(path: Path, text: str) -> Iterator[Segment]:
    document, _ = parse_mapping(path, text)
    for location, value in _leaves(document.data, ()):
        line = document.line(location)
        yield Segment(
            ".".join(map(str, location)), "text", without_mark(_one_line(value)), line, line,
            section=str(location[0]), untranslated=is_untranslated(value),
        )  # fmt: skip


def _leaves(value: Value, location: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*location, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _leaves(inner, (*location, position))
    elif value is not None:
        yield location, str(value)


def _page(path: Path, text: str) -> Iterator[Segment]:
    head, body = split_front(text)
    if head:
        front, _ = parse_mapping(path, head, first_line=2)
        for field in TRANSLATED_FIELDS:
            if field in front.data:
                line = front.line((field,))
                value = str(front.data[field])
                yield Segment(
                    field, "field", without_mark(value), line, line, untranslated=is_untranslated(value)
                )  # fmt: skip
    first_line = text[: len(text) - len(body)].count("\n") + 1
    yield from _Walk(first_line).walk(body)


class _Walk:
    """Goes through the tokens of a body and numbers what it finds."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.section = ""
        self.counts: dict[str, int] = {}
        self.open: list[Token] = []
        self.column = 0

    def walk(self, body: str) -> Iterator[Segment]:
        for token in parser().parse(body):
            if token.type == "inline":
                yield self._segment(token)
            elif token.nesting > 0:
                if token.type == "tr_open":
                    self.column = 0
                self.open.append(token)
            elif token.nesting < 0:
                self.open.pop()

    def _segment(self, token: Token) -> Segment:
        block = self.open[-1]
        kind = self._kind(block)
        text = _one_line(token.content)
        level = 0
        if block.type == "heading_open":
            level = int(block.tag[1])
            match = _ID.search(text)
            text = _ID.sub("", text)
            self.section = match[1] if match else f"{self.section}+"
            key = self.section if match else "title" if level == 1 else self._numbered("heading")
            if level == 1:
                kind, key = "title", "heading-1"
        else:
            key = self._numbered(kind)
        column = self.column
        if kind == "cell":
            self.column += 1
        start, end = self._lines(token)
        shape = " > ".join(other.tag or other.type.removesuffix("_open") for other in self.open)
        return Segment(
            key, kind, without_mark(text), start, end, self.section, shape, level, is_untranslated(text), column
        )  # fmt: skip

    def _kind(self, block: Token) -> Kind:
        if block.type == "heading_open":
            return "heading"
        if block.type in {"th_open", "td_open"}:
            return "cell"
        if block.type == "admonition_title_open":
            return "admonition"
        for other in reversed(self.open):
            if other.type == "list_item_open":
                return "item"
            if other.type == "blockquote_open":
                return "quote"
        return "paragraph"

    def _numbered(self, kind: str) -> str:
        place = f"{self.section}/{kind}"
        self.counts[place] = self.counts.get(place, 0) + 1
        return f"{place}-{self.counts[place]}"

    def _lines(self, token: Token) -> tuple[int, int]:
        mapped = token.map or next((other.map for other in reversed(self.open) if other.map), [0, 1])
        return mapped[0] + self.first_line, mapped[1] + self.first_line - 1


def _one_line(text: str) -> str:
    """`text` without line breaks; spaces that forbid one are the translator's own and stay."""
    return _SPACES.sub(" ", text).strip(" ")
