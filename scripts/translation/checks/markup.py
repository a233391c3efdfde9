"""The words of a segment without its markup: what a reader reads, and what it refers to.

A reference, a piece of code and a picture leave the mark ``OBJECT`` in the text, so that what stands
before and after them is not taken for neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scripts.content.page import parser
from scripts.content.reference import PATTERN, parse_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

OBJECT = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: no letter, digit, mark or space."""

_REFERENCE = re.compile(PATTERN)
_PLACE = re.compile(r"\{[a-z]+\}")
_MARKUP = re.compile(r"[*_`\[\]\\<&]")


@dataclass(frozen=True)
class Words:
    """A segment's text as read, and where it leads."""

    text: str
    references: tuple[str, ...] = ()
    """In the form that `scripts.content.reference` gives them; as typed where they have none."""
    links: tuple[str, ...] = ()
    """Targets of links and pictures, as typed."""


@lru_cache(maxsize=20_000)
def words(text: str, *, markdown: bool) -> Words:
    """Read one segment; with `markdown` off only references and places for values are marks."""
    references = tuple(_normal(match[1]) for match in _REFERENCE.finditer(text))
    bare = _REFERENCE.sub(OBJECT, text) if references else text
    if not markdown:
        return Words(_PLACE.sub(OBJECT, bare), references)
    if not _MARKUP.search(bare):
        return Words(bare, references)
    tokens = _reader().parseInline(bare)
    children = (tokens[0].children or []) if tokens else []
    return Words("".join(_text(children)), references, tuple(_targets(children)))


def trimmed(text: str) -> str:
    """The text without objects and spaces at its end."""
    return text.rstrip(f"{OBJECT} \u00a0\u202f\t\n")


def _normal(inner: str) -> str:
    try:
        return str(parse_reference(inner.replace("\\|", "|")))
    except ValueError:
        return "{{" + inner + "}}"


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return parser()


def _text(children: list[Token]) -> Iterator[str]:
    for child in children:
        if child.type == "text":
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type in {"code_inline", "html_inline", "image"}:
            yield OBJECT


def _targets(children: list[Token]) -> Iterator[str]:
    for child in children:
        if child.type == "link_open":
            yield str(child.attrs.get("href", ""))
        elif child.type == "image":
            yield str(child.attrs.get("src", ""))
