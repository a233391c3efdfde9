"""Entries read from the built pages of a language: what is found is what readers see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.builtlinks import parse
from scripts.content.address import address
from scripts.search.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import html

    from scripts.content.languages import Language
    from scripts.content.library import Library
    from scripts.search.entry import Kind

DASHBOARDS = frozenset({"translations.md", "search.md"})
"""Pages that list the site itself; they are not searched."""

_APART = {"cards": "figure", "glossary": "term", "source-list": "source"}
"""Class of a list whose items are entries of their own, and their kind."""
_LEFT_OUT = frozenset(
    {"mark", "permalink", "label", "notes", "tips", "support", "headline", "attribution", "notice", "untranslated"}
    | {"downloads", "filter", "sr-only", "source-list__used", "glossary__forms", "issuer__statement"}
    | {"tip", "topics", "latest", "letters", "chart__meta", "chart__sources", "chart__table", "chart__files"}
    | {"card__quote", "cite", "press-kit", "size"}
)
"""Marks, labels and lists of what is found elsewhere."""
_TAGS_LEFT_OUT = frozenset({"script", "style", "svg", "button", "template", "summary", "dt"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
"""Keep a name in another direction together, as ``<bdi>`` does."""
_SPACES = re.compile(r"\s+")
_SECTIONS = frozenset({"h2", "h3"})


def entries(library: Library, language: Language, site: Path) -> list[Entry]:
    """Everything to be found in the pages of `language` below `site`.

    Pages shown for want of a translation are not among them, nor dashboards. A figure that stands on its
    topic's page is found there, not in the list of all figures.
    """
    found: dict[str, Entry] = {}
    names = sorted(library.names(), key=lambda name: (name not in _topic_pages(library), name))
    for name in names:
        if name in DASHBOARDS or (language.code, name) not in library.pages:
            continue
        path = site / address(language, name) / "index.html"
        tree = parse(path.read_bytes())
        article = next((one for one in tree.iter("article") if "md-content__inner" in _classes(one)), None)
        if article is None:
            continue
        reader = _Reader(library, name, library.pages[language.code, name].front.description)
        for entry in reader.read(article):
            # A card has the same anchor wherever it is repeated.
            key = entry.anchor if entry.kind in ("figure", "source", "term") else entry.key
            found.setdefault(key, entry)
    return list(found.values())


def _topic_pages(library: Library) -> frozenset[str]:
    return frozenset(topic.page for topic in library.topics.values())


@dataclass
class _Reader:
    """Reads one page from top to bottom."""

    library: Library
    name: str
    description: str
    title: str = ""
    sections: list[tuple[Kind, str, str, list[str]]] = field(default_factory=list)
    """Kind, anchor, title and pieces of text of each section so far."""
    apart: list[Entry] = field(default_factory=list)

    def read(self, article: html.HtmlElement) -> Iterator[Entry]:
        heading = next(iter(article.iter("h1")), None)
        self.title = text_of(heading) if heading is not None else self.name
        self.sections.append(("page", "", self.title, [self.description]))
        self._walk(article)
        for kind, anchor, title, pieces in self.sections:
            text = " ".join(piece for piece in pieces if piece)
            if anchor != "changes" and (text or kind == "message" or not anchor):
                yield Entry(kind, self.name, anchor, self.title, title, text, self._topic)
        yield from self.apart

    @property
    def _topic(self) -> str:
        key = self.name.removesuffix(".md")
        return key if key in self.library.topics else ""

    def _walk(self, parent: html.HtmlElement) -> None:
        for child in parent:
            if not isinstance(child.tag, str) or child.tag == "h1" or _is_left_out(child):
                continue
            listed = next((kind for name, kind in _APART.items() if name in _classes(child)), None)
            if listed is not None:
                self._list(child, listed)
            elif child.tag in _SECTIONS:
                if child.get("id") and not child.get("id", "").startswith("group-"):
                    self.sections.append(("page", child.get("id", ""), text_of(child), []))
            elif "message" in _classes(child):
                self._message(child)
            elif child.tag in {"div", "section", "article"}:
                self._walk(child)
            else:
                self.sections[-1][3].append(text_of(child))

    def _message(self, section: html.HtmlElement) -> None:
        anchor = section.get("aria-labelledby", "")
        heading = next(one for one in section.iter("h3", "h2") if one.get("id") == anchor)
        self.sections.append(("message", anchor, text_of(heading), [_rest(section, heading)]))

    def _list(self, parent: html.HtmlElement, kind: str) -> None:
        for item in parent:
            anchor = item.get("id", "")
            if kind == "figure":
                name = next((one for one in item.iter("h2", "h3", "h4") if "card__name" in _classes(one)), None)
                if anchor and name is not None:
                    text, topic = _rest(item, name), item.get("data-topic", "")
                    value = next((text_of(one) for one in item.iter("p") if "card__value" in _classes(one)), "")
                    found = Entry("figure", self.name, anchor, self.title, text_of(name), text, topic, value)
                    self.apart.append(found)
            elif kind == "term":
                name = next(item.iter("dt"), None)
                if anchor and name is not None:
                    self.apart.append(Entry("term", self.name, anchor, self.title, text_of(name), _rest(item, name)))
            elif anchor.startswith("source-"):
                titles = [text_of(cite) for cite in item.iter("cite")]
                titles += [text_of(bdi) for bdi in item.iter("bdi") if "citation__url" not in _classes(bdi.getparent())]
                self.apart.append(Entry("source", self.name, anchor, self.title, " · ".join(titles), text_of(item)))


def _rest(parent: html.HtmlElement, title: html.HtmlElement) -> str:
    """What `parent` says besides its title."""
    parts = [text_of(child) for child in parent if child is not title and not _is_left_out(child)]
    return " ".join(part for part in parts if part)


def text_of(element: html.HtmlElement) -> str:
    """The words that a reader sees in `element`, without marks and labels, spaces folded."""
    return _SPACES.sub(" ", "".join(_pieces(element))).strip()


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    edge = " " if element.tag in _BLOCKS else ""
    isolated = element.tag == "bdi"
    yield f"{edge}{_ISOLATE}" if isolated else edge
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_left_out(child):
            yield from _pieces(child)
        yield child.tail or ""
    yield f"{_END_OF_ISOLATE}{edge}" if isolated else edge


def _is_left_out(element: html.HtmlElement) -> bool:
    if element.tag == "code" and element.getparent().tag == "dd":
        return True  # a figure's id, for those who write
    return element.tag in _TAGS_LEFT_OUT or bool(_LEFT_OUT & _classes(element))


def _classes(element: html.HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())
