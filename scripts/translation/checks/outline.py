"""The skeleton of a page: its headings, and the blocks below each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from scripts.content.page import parser
from scripts.translation.wording import split_front

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ID = re.compile(r"\{#([^{}\s]*)\}\s*$")


@dataclass(frozen=True)
class Block:
    """One block: what it is, how big, and what stands in it."""

    kind: str
    """One of ``paragraph``, ``list``, ``numbered list``, ``item``, ``table``, ``quotation``, ``note box``, ``heading``,
    ``code``, ``line``."""
    line: int = field(compare=False)
    """From 1; not part of what is compared."""
    detail: str = ""
    """Of a table its size, of a note box its type."""
    inner: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, up to the next heading."""

    id: str
    """Empty for what stands before the first heading; a number with ``+`` where a heading has no id."""
    level: int
    line: int
    blocks: tuple[Block, ...]


def outline(text: str) -> tuple[Section, ...]:
    """The sections of a page, in its order."""
    text = text.replace("\r\n", "\n")
    _, body = split_front(text)
    first_line = text[: len(text) - len(body)].count("\n") + 1
    tokens = _reader().parse(body)
    found: list[Section] = [Section("", 0, first_line, ())]
    place = 0
    start = 0
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.level:
            continue
        found[-1] = _filled(found[-1], tokens[start:index], first_line)
        match = _ID.search(tokens[index + 1].content)
        place += 1
        line = (token.map or [0])[0] + first_line
        found.append(Section(match[1] if match else f"+{place}", int(token.tag[1]), line, ()))
        start = index + 3
    found[-1] = _filled(found[-1], tokens[start:], first_line)
    return tuple(found)


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """The reader of pages, which leaves the text inside the blocks as it is."""
    reader = parser()
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


def _filled(section: Section, tokens: Sequence[Token], first_line: int) -> Section:
    return Section(section.id, section.level, section.line, tuple(_blocks(tokens, first_line)))


_KINDS = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "numbered list",
    "list_item_open": "item",
    "blockquote_open": "quotation",
    "admonition_open": "note box",
    "table_open": "table",
    "heading_open": "heading",
    "fence": "code",
    "code_block": "code",
    "hr": "line",
}


def _blocks(tokens: Sequence[Token], first_line: int) -> Iterator[Block]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = _end(tokens, index)
        kind = _KINDS.get(token.type)
        if kind:
            inside = tokens[index + 1 : end]
            line = (token.map or [0])[0] + first_line
            yield Block(kind, line, _detail(token, inside), _inner(kind, inside, first_line))
        index = end + 1


def _end(tokens: Sequence[Token], start: int) -> int:
    """The place of the token that closes the one at `start`."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


def _detail(token: Token, inside: Sequence[Token]) -> str:
    if token.type == "table_open":
        rows = sum(other.type == "tr_open" for other in inside)
        columns = sum(other.type == "th_open" for other in inside)
        return f"{rows} rows and {columns} columns"
    if token.type == "admonition_open":
        return str(token.meta.get("tag", ""))
    return ""


def _inner(kind: str, inside: Sequence[Token], first_line: int) -> tuple[Block, ...]:
    return () if kind in {"paragraph", "table", "heading", "code"} else tuple(_blocks(inside, first_line))
