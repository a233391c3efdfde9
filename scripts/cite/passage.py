"""A message as plain text: its heading and paragraphs, with figures and dates written out, and what they rest on.

The page is read by the same parser as for the checks; marks, links and emphasis leave only their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.content.page import parser
from scripts.content.reference import PATTERN, parse_reference
from scripts.render.blocks import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from scripts.content.figure import Reading
    from scripts.content.reference import Reference
    from scripts.render.pageview import PageView

_REFERENCE = re.compile(PATTERN)
_ID = re.compile(r"\s*\{#[a-z0-9-]+\}\s*$")
_MESSAGE_LEVEL = 3
_SHOWN = frozenset({"text", "code_inline", "text_special", "html_inline"})
"""Tokens with words; raw HTML is shown as text on pages too."""
_JOINED = frozenset({"zh", "ja"})
"""Languages whose sentences follow each other without a space: Chinese and Japanese end them with a full-width stop."""


@dataclass(frozen=True)
class Passage:
    """A message in one language."""

    heading: str
    paragraphs: tuple[str, ...]
    readings: tuple[Reading, ...]
    """The values it shows, in order, each once."""
    sources: tuple[tuple[str, str], ...]
    """Sources that it rests on, in order: id, and the place (``article 143``) or nothing."""


def passage(view: PageView, anchor: str) -> Passage:
    """The text under the heading with the id `anchor` of the view's page; KeyError where there is none."""
    page = view.page
    at = next((place for place, one in enumerate(page.headings) if one.id == anchor), None)
    if at is None:
        raise KeyError(anchor)
    heading = page.headings[at]
    end = next((one.line for one in page.headings[at + 1 :] if one.level <= _MESSAGE_LEVEL), None)
    lines = page.path.read_text(encoding="utf-8").splitlines()
    writer = _Writer(view)
    paragraphs = tuple(
        text
        for token in parser().parse("\n".join(lines[heading.line : end - 1 if end else None]))
        if token.type == "inline" and (text := writer.text("".join(_words(token, writer.gap))))
    )
    title = writer.text(_ID.sub("", heading.text))
    return Passage(title, paragraphs, tuple(writer.readings), tuple(dict.fromkeys(writer.sources)))


def plain(view: PageView, text: str) -> str:
    """One line of a page, such as a heading, without marks and with its references written out."""
    token = parser().parseInline(_ID.sub("", text))[0]
    return _Writer(view).text("".join(_words(token, " ")))


def _words(token: Token, gap: str) -> Iterator[str]:
    for child in token.children or ():
        if child.type in _SHOWN:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield gap


class _Writer:
    """Writes references out and remembers what they named."""

    def __init__(self, view: PageView) -> None:
        self.view = view
        self.gap = "" if view.language.code in _JOINED else " "
        self.readings: list[Reading] = []
        self.sources: list[tuple[str, str]] = []

    def text(self, raw: str) -> str:
        """`raw` with the value of each reference; a mark takes the space before it along."""
        written, end = "", 0
        for match in _REFERENCE.finditer(raw):
            written += raw[end : match.start()]
            value = self._value(match[1])
            written = written + value if value else written.rstrip()
            end = match.end()
        return (written + raw[end:]).strip()

    def _value(self, inner: str) -> str:
        if inner.strip() == "untranslated":
            return ""
        reference = parse_reference(inner.replace("\\|", "|"))
        if reference.kind == "date":
            return self.view.date(reference.target)
        if reference.kind == "number":
            return self.view.number(Decimal(reference.target))
        if reference.kind == "source":
            self.sources.append((reference.target, reference.variant))
            return ""
        return self._figure(reference) if reference.kind == "figure" else ""

    def _figure(self, reference: Reference) -> str:
        reading = self.view.reading(reference.target)
        self.sources += [(one.source, " ".join(*one.at.items()) if one.at else "") for one in reading.sources]
        if reading not in self.readings:
            self.readings.append(reading)
        return "" if reference.variant == "source" else shown(self.view, reading, reference.variant)
