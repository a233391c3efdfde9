"""Translation and original side by side, paragraph by paragraph, made from the two built pages.

For readers who want to check a draft, and for those who review it. Blocks that the site builds from
records are left out: they are the same in both. What is inside a paragraph is reduced to its words,
since links and marks lead from the page itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from lxml import html
from markupsafe import Markup, escape

from scripts.content.address import address, relative
from scripts.render.components import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.content.library import Library

FOLDER = "compare"
"""Last part of the address, below the page's own."""

_TEXT = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "blockquote"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "strong", "em"})
_KEPT |= _HEADINGS


@dataclass(frozen=True)
class Row:
    """A block of the translation and the one of the original that it stands for; either may be missing."""

    translation: Markup
    original: Markup


def write_comparisons(library: Library, language: Language, site: Path, components: Path) -> int:
    """Write the comparison of every page that `language` has; the number of pages."""
    names = [name for code, name in library.pages if code == language.code]
    for name in names:
        own = site / address(language, name)
        source = html.parse(str(site / address(library.source_language, name) / "index.html"))
        translated = html.parse(str(own / "index.html"))
        text = _page(library, language, name, list(rows(translated, source)), components, _styles(translated))
        (own / FOLDER).mkdir(exist_ok=True)
        (own / FOLDER / "index.html").write_text(text, encoding="utf-8", newline="\n")
    return len(names)


def rows(translated: html.HtmlElement, source: html.HtmlElement) -> Iterator[Row]:
    """The blocks of two built pages in pairs, each section in step with its own."""
    own, other = _sections(translated), _sections(source)
    for key in dict.fromkeys([*own, *other]):
        for left, right in zip_longest(own.get(key, []), other.get(key, [])):
            yield Row(_plain(left), _plain(right))


def _sections(tree: html.HtmlElement) -> dict[str, list[html.HtmlElement]]:
    """Blocks of text by the id of the heading above them."""
    found: dict[str, list[html.HtmlElement]] = {"": []}
    section = ""
    for article in tree.iter("article"):
        for block in _blocks(article):
            if block.tag in _HEADINGS and block.get("id"):
                section = block.get("id", "")
            found.setdefault(section, []).append(block)
        break
    return found


def _blocks(parent: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in parent:
        classes = (child.get("class") or "").split()
        if child.tag in _TEXT and child.text_content().strip():
            yield child
        elif "table-wrap" in classes:
            yield from (table for table in child if table.tag == "table")
        elif "message" in classes or "admonition" in classes or (child.tag == "div" and child.get("lang")):
            yield from _blocks(child)


def _plain(block: html.HtmlElement | None) -> Markup:
    """The block with its words and its structure only."""
    if block is None:
        return Markup("")
    tag = str(block.tag)
    inner = escape(block.text or "")
    for child in block:
        classes = (child.get("class") or "").split() if isinstance(child.tag, str) else ["comment"]
        skipped = {"mark", "marks", "permalink", "comment", "sr-only"} & set(classes)
        if not skipped and child.get("popover") is None and child.tag != "svg":
            inner += _plain(child)
        inner += escape(child.tail or "")
    if tag not in _KEPT:
        return inner
    if tag in _HEADINGS:  # the page has a title of its own above these
        tag = f"h{min(int(tag[1]) + 1, 6)}"
    plain = Markup("<{0}>{1}</{0}>").format(tag, inner)
    return Markup('<div class="table-wrap" tabindex="0">{}</div>').format(plain) if tag == "table" else plain


def _styles(tree: html.HtmlElement) -> list[str]:
    return [str(link.get("href")) for link in tree.iter("link") if link.get("rel") == "stylesheet"]


def _page(
    library: Library, language: Language, name: str, found: list[Row], components: Path, styles: list[str]
) -> str:
    interface = library.interface(language.code)
    here = f"{address(language, name)}{FOLDER}/"
    page = library.pages[language.code, name]
    return str(
        render(
            components,
            "compare",
            t=library.texts[interface.code].strings.__getitem__,
            interface=interface,
            language=language,
            source=library.source_language,
            rows=found,
            title=page.front.title,
            styles=[f"../{style}" for style in styles],
            icon=relative(here, "assets/images/mark.svg"),
            own=relative(here, address(language, name)),
            original=relative(here, address(library.source_language, name)),
        )
    )
