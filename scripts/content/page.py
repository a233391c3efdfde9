"""A Markdown page, read for the checks: what it says, refers to and links to, line by line.

Pages are rendered by Python-Markdown, which keeps no line numbers; markdown-it reads the same text
here. Both know the same few constructs, and the renderer escapes whatever it does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin

from scripts.content.changelog import LoggedChange, log_heading, read_log
from scripts.content.filecache import kept
from scripts.content.problem import Problem
from scripts.content.records import FrontMatter
from scripts.content.reference import PATTERN, Reference, parse_reference
from scripts.content.schema import build
from scripts.content.textfile import read_text
from scripts.content.yamlfile import Document, parse_mapping
from scripts.translation.wording import TRANSLATED_FIELDS, is_untranslated, without_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token

_REFERENCE = re.compile(PATTERN)
_HEADING_ID = re.compile(r"\s*\{#([^{}\s]*)\}\s*$")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}|\{[.#][^{}]*\}")


@dataclass(frozen=True)
class Heading:
    """A heading and its explicit id (empty where it has none)."""

    level: int
    id: str
    text: str
    line: int


@dataclass(frozen=True)
class Used:
    """A reference, and where."""

    reference: Reference
    line: int
    section: str
    """Id of the nearest heading above."""
    alone: bool
    """Whether it is all that its paragraph holds."""


IMAGES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
"""Endings of images that pages may show: browsers know them, and press kits can have them."""


@dataclass(frozen=True)
class Link:
    """A link or image as typed."""

    target: str
    line: int
    is_image: bool = False
    words: str = ""
    """The alternative text of an image."""


@dataclass(frozen=True)
class Prose:
    """Text of the page's own voice: no quotation, no code, no reference."""

    text: str
    line: int
    section: str


@dataclass(frozen=True)
class Page:
    """One page in one language."""

    language: str
    name: str
    """Path below the language's folder, with slashes, such as ``2024-09/child-labour.md``."""
    path: Path
    front: FrontMatter
    """Its title and description may still be in the source language: see `untranslated`."""
    front_lines: Document
    headings: tuple[Heading, ...]
    used: tuple[Used, ...]
    links: tuple[Link, ...]
    prose: tuple[Prose, ...]
    untranslated: frozenset[str] = frozenset()
    """Fields of the front matter that are still in the source language."""
    changes: tuple[LoggedChange, ...] = ()
    """Its own log, newest first."""

    @property
    def edition(self) -> str:
        """The letter that the page belongs to; empty for general pages."""
        return self.name.partition("/")[0] if "/" in self.name else ""

    @property
    def slug(self) -> str:
        """The last part of the address: ``child-labour``; empty for an index page."""
        stem = self.name.rpartition("/")[2].removesuffix(".md")
        return "" if stem == "index" else stem

    @property
    def anchors(self) -> frozenset[str]:
        """Ids that a link can lead to."""
        return frozenset(heading.id for heading in self.headings if heading.id)


@kept
def read_page(path: Path, language: str, name: str) -> tuple[Page | None, list[Problem]]:
    """Read one page; None where it cannot be used at all."""
    text, problems = read_text(path)
    if not text:
        if not problems:
            problems.append(Problem(path, 1, "the page is empty", "Write it, or delete the file.", "front-matter"))
        return None, problems
    front, body, body_line, faults = _split(path, text)
    problems += faults
    if front is None:
        return None, problems
    marked = {field for field in TRANSLATED_FIELDS if is_untranslated(str(front.data.get(field, "")))}
    data = {key: without_mark(str(value)) if key in marked else value for key, value in front.data.items()}
    record, faults = build(FrontMatter, data, front, what="front matter")
    problems += faults
    if record is None:
        return None, problems
    reader = _Reader(path, body_line)
    reader.read(body)
    page = Page(
        language,
        name,
        path,
        record,
        front,
        tuple(reader.headings),
        tuple(reader.used),
        tuple(reader.links),
        tuple(reader.prose),
        frozenset(marked),
        reader.changes,
    )
    return page, problems + reader.problems


def _split(path: Path, text: str) -> tuple[Document | None, str, int, list[Problem]]:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return (
            None,
            "",
            1,
            [
                Problem(
                    path,
                    1,
                    "the page has no front matter",
                    "Begin the file with a line '---', then title:, description: and updated:, then '---'.",
                    "front-matter",
                )
            ],
        )
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if end is None:
        message = "the front matter is not closed"
        return (
            None,
            "",
            1,
            [Problem(path, 1, message, "Add a line '---' after its last field.", "front-matter")],
        )
    document, problems = parse_mapping(path, "\n".join(lines[1:end]), first_line=2)
    return document, "\n".join(lines[end + 1 :]), end + 2, problems


def parser() -> MarkdownIt:
    """The reader of pages: CommonMark with tables and admonitions."""
    reader = MarkdownIt("commonmark").enable("table").use(admon_plugin)
    # It would leave links such as javascript: as text; the rules have to see them.
    reader.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005
    return reader


@dataclass
class _Reader:
    path: Path
    first_line: int
    headings: list[Heading] = field(default_factory=list)
    used: list[Used] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    line: int = 0
    section: str = ""
    quoting: int = 0
    changes: tuple[LoggedChange, ...] = ()

    def read(self, body: str) -> None:
        tokens = parser().parse(body)
        for index, token in enumerate(tokens):
            if token.map:
                self.line = token.map[0] + self.first_line
            if token.type in {"blockquote_open", "blockquote_close"}:
                self.quoting += token.nesting
            elif token.type == "html_block":
                self._refuse_html(token.content)
            elif token.type == "inline":
                self._inline(token, tokens[index - 1])
        self.changes, faults = read_log(self.path, tokens, log_heading(self.headings), self.first_line)
        self.problems += faults

    def _inline(self, token: Token, opener: Token) -> None:
        children = token.children or []
        runs = list(_runs(children, self.line))
        if opener.type == "heading_open":
            self._heading(int(opener.tag[1]), "".join(text for text, _ in runs))
            runs = [(_HEADING_ID.sub("", text), line) for text, line in runs]
        for text, line in runs:
            self._text(text, line, alone=len(runs) == 1 and opener.type == "paragraph_open")
        line = self.line
        for child in children:
            if child.type in {"softbreak", "hardbreak"}:
                line += 1
            elif child.type == "link_open":
                self.links.append(Link(str(child.attrs.get("href", "")), line))
            elif child.type == "image":
                self.links.append(Link(str(child.attrs.get("src", "")), line, is_image=True, words=child.content))
            elif child.type == "html_inline":
                self._refuse_html(child.content, line)

    def _heading(self, level: int, text: str) -> None:
        text = without_mark(text)
        match = _HEADING_ID.search(text)
        heading = Heading(level, match[1] if match else "", _HEADING_ID.sub("", text), self.line)
        self.headings.append(heading)
        self.section = heading.id
        if _REFERENCE.search(text):
            message = "a heading holds a reference; headings are also titles of links, where none can be shown"
            self.problems.append(Problem(self.path, self.line, message, "Move it into the text below.", "reference"))

    def _text(self, text: str, line: int, *, alone: bool) -> None:
        text = without_mark(text)
        for match in _REFERENCE.finditer(text):
            try:
                reference = parse_reference(match[1].replace("\\|", "|"))
            except ValueError as error:
                self.problems.append(Problem(self.path, line, str(error), "The forms are in the README.", "reference"))
                continue
            single = alone and text.strip() == match[0]
            if reference.is_block and not single:
                message = f"{reference} stands inside a paragraph"
                hint = "Put it into a paragraph of its own, with an empty line above and below."
                self.problems.append(Problem(self.path, line, message, hint, "reference"))
            self.used.append(Used(reference, line, self.section, single))
        rest = _REFERENCE.sub(" ", text)
        if "{{" in rest or "}}" in rest:
            message = "a reference is not closed on its line"
            self.problems.append(Problem(self.path, line, message, "Write {{ ... }} on one line.", "reference"))
        if attributes := _ATTRIBUTES.search(rest):
            message = f"'{attributes[0]}' sets attributes, which pages may not do"
            hint = "Only a heading's id is written so: '## Title {#id}', at the end of the line."
            self.problems.append(Problem(self.path, line, message, hint, "markup"))
        if not self.quoting and rest.strip():
            self.prose.append(Prose(rest, line, self.section))

    def _refuse_html(self, html: str, line: int | None = None) -> None:
        shown = html.strip().split("\n")[0][:60]
        self.problems.append(
            Problem(
                self.path,
                line or self.line,
                f"raw HTML is not allowed in pages: {shown}",
                "Write it in Markdown. To show a '<' as text, write '&lt;' or put it between back-ticks.",
                "markup",
            )
        )


def _runs(children: Sequence[Token], line: int) -> Iterator[tuple[str, int]]:
    """Text between line breaks, with its line; code is left out."""
    text = ""
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            if text:
                yield text, line
            text = ""
            line += 1
        elif child.type == "text":
            text += child.content
        elif child.type == "image":
            text += " " + child.content + " "
        elif child.type == "code_inline":
            text += " "
    if text:
        yield text, line
