"""Python-Markdown extension: references, explicit heading ids, messages; no raw HTML.

In ``mkdocs.yml`` it is ``scripts.render.markdown``; the page's view is handed over in its ``view``
setting. Whatever raw HTML a page holds is shown as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from scripts.content.reference import PATTERN, parse_reference
from scripts.render.isolation import isolate_tree
from scripts.render.terms import mark_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown
    from markupsafe import Markup

    from scripts.render.pageview import PageView

_HEADING = re.compile(r"h[1-6]")
_ID = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")
_REFERENCE = "data-reference"
UNTRANSLATED = "untranslated"
"""What stands between the braces of the mark at the head of an untranslated block."""

_BLOCKS = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt"})
_SCHEMES = frozenset({"", "https", "http", "mailto", "tel"})
TITLE_ID = "main"
"""Id of every page's title: where "skip to content" leads."""


class ReferenceExtension(Extension):
    """Registers the processors; needs the setting ``view``, a PageView."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 (Python-Markdown's signature)
        # A default of None would make Python-Markdown turn the view into a truth value.
        self.config = {"view": ["", "the page's view"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Called by Python-Markdown."""
        view: PageView | None = self.getConfig("view") or None
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_References(PATTERN, md), "reference", 185)
        md.treeprocessors.register(_HeadingIds(md), "heading_ids", 15)
        if view is not None:
            md.treeprocessors.register(_Rendering(md, view), "rendering", 3)


def makeExtension(**settings: Any) -> ReferenceExtension:  # noqa: ANN401, N802 (Python-Markdown's entry point)
    """Entry point for Python-Markdown."""
    return ReferenceExtension(**settings)


class _References(InlineProcessor):
    """Leaves a placeholder; values are written last, from top to bottom, so that notes count right."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element, int, int]:
        del data
        element = ElementTree.Element("span", {_REFERENCE: m[1].replace("\\|", "|")})
        return element, m.start(0), m.end(0)


class _HeadingIds(Treeprocessor):
    """``## Title {#id}``; runs before the table of contents is made."""

    def run(self, root: ElementTree.Element) -> None:
        for heading in root.iter():
            if not _HEADING.fullmatch(str(heading.tag)):
                continue
            if heading.tag == "h1":
                heading.set("id", TITLE_ID)
            last = heading[-1] if len(heading) else None
            text = (last.tail if last is not None else heading.text) or ""
            match = _ID.search(text)
            if match is None:
                continue
            heading.set("id", match[1])
            if last is not None:
                last.tail = text[: match.start()]
            else:
                heading.text = text[: match.start()]


class _Rendering(Treeprocessor):
    """Messages into sections, references into values; runs after the table of contents."""

    def __init__(self, md: Markdown, view: PageView) -> None:
        super().__init__(md)
        self.view = view
        self._parents: dict[ElementTree.Element, ElementTree.Element] = {}
        self._marked_later: set[ElementTree.Element] = set()

    def run(self, root: ElementTree.Element) -> None:
        self._refuse_running_links(root)
        self._mark_untranslated(root)
        self._wrap_messages(root)
        self._wrap_tables(root)
        terms = mark_terms(root, self.view)
        if self.view.language.direction == "rtl":
            isolate_tree(root)
        for picture in root.iter("img"):
            picture.set("loading", "lazy")
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._marked_later = set(_marked_later(root))
        for element in list(root.iter()):
            if _REFERENCE in element.attrib:
                self._render(element)
            elif element.tag in {"h2", "h3", "h4"} and element.get("id"):
                link = ElementTree.SubElement(element, "span")
                self._put(link, self.view.heading_link(element.attrib["id"]))
            elif "data-support" in element.attrib:
                message = self.view.message(element.attrib.pop("data-support"))
                self._put(element, self.view.support(message) if message else "")
            elif "data-attribution" in element.attrib:
                message = self.view.message(element.attrib.pop("data-attribution"))
                self._put(element, self.view.attribution(message) if message else "")
        end = ElementTree.SubElement(root, "div")
        self._put(end, self.view.closing())
        if terms:
            tips = ElementTree.SubElement(root, "div")
            self._put(tips, self.view.component("tips", ids=terms))

    def _render(self, element: ElementTree.Element) -> None:
        reference = parse_reference(element.attrib.pop(_REFERENCE))
        if reference.is_block:
            parent = self._parents[element]
            parent.remove(element)
            parent.tag = "div"
            self._put(parent, self.view.block(reference))
        else:
            if reference.kind == "source" or reference.variant == "source":
                self._close_up(element)
            self._put(element, self.view.inline(reference, marked=element not in self._marked_later))

    def _close_up(self, element: ElementTree.Element) -> None:
        """Take the space before a mark away: it belongs to the word."""
        parent = self._parents[element]
        position = list(parent).index(element)
        if position:
            before = parent[position - 1]
            before.tail = (before.tail or "").rstrip()
        else:
            parent.text = (parent.text or "").rstrip()

    def _put(self, element: ElementTree.Element, html: Markup | str) -> None:
        element.text = self.md.htmlStash.store(str(html))

    def _mark_untranslated(self, root: ElementTree.Element) -> None:
        """Blocks that are still in the source language say so, to the eye and to machines."""
        parents = {child: parent for parent in root.iter() for child in parent}
        source = self.view.library.source_language
        for mark in [one for one in root.iter() if one.get(_REFERENCE, "").strip() == UNTRANSLATED]:
            block = parent = parents[mark]
            while block.tag not in _BLOCKS and block in parents:
                block = parents[block]
            if block.tag in {"td", "th"}:
                block = parents[block]
            block.set("class", "untranslated")
            block.set("lang", source.code)
            block.set("dir", source.direction)
            position = list(parent).index(mark)
            tail = (mark.tail or "").lstrip()
            if position:
                parent[position - 1].tail = (parent[position - 1].tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail
            parent.remove(mark)

    def _wrap_messages(self, root: ElementTree.Element) -> None:
        section: ElementTree.Element | None = None
        for element in list(root):
            if _HEADING.fullmatch(str(element.tag)) and int(str(element.tag)[1]) <= 3:  # noqa: PLR2004
                section = None
                if self.view.message(element.get("id", "")):
                    section = self._open_message(root, element)
                    continue
            if section is not None:
                root.remove(element)
                section.insert(len(section) - 1, element)

    def _open_message(self, root: ElementTree.Element, heading: ElementTree.Element) -> ElementTree.Element:
        anchor = heading.attrib["id"]
        section = ElementTree.Element("section", {"class": "message", "aria-labelledby": anchor})
        root.insert(list(root).index(heading), section)
        root.remove(heading)
        section.append(heading)
        ElementTree.SubElement(section, "div", {"data-attribution": anchor})
        ElementTree.SubElement(section, "div", {"data-support": anchor})
        return section

    def _wrap_tables(self, root: ElementTree.Element) -> None:
        parents = [parent for parent in root.iter() if any(child.tag == "table" for child in parent)]
        for parent in parents:
            for table in [child for child in parent if child.tag == "table"]:
                wrap = ElementTree.Element("div", {"class": "table-wrap", "tabindex": "0", "role": "region"})
                wrap.tail, table.tail = table.tail, None
                parent[list(parent).index(table)] = wrap
                wrap.append(table)

    def _refuse_running_links(self, root: ElementTree.Element) -> None:
        # The rules of the content refuse these with file and line; this is the second lock.
        for element in root.iter():
            for name in ("href", "src"):
                if urlsplit(element.get(name, "")).scheme.lower() not in _SCHEMES:
                    raise ValueError(f"a link that runs or leads nowhere: {element.get(name)}")


def _marked_later(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Bare values, ``{{ id | value }}``, whose mark stands further on in the same paragraph: ``{{ id | source }}``."""
    for block in root.iter():
        if block.tag not in _BLOCKS:
            continue
        marks = set[str]()
        for element in reversed(list(block.iter())):
            if _REFERENCE not in element.attrib:
                continue
            reference = parse_reference(element.attrib[_REFERENCE])
            if reference.variant == "source":
                marks.add(reference.target)
            elif reference.variant == "value" and reference.target in marks:
                yield element
