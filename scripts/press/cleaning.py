"""A rendered page turned into plain HTML that pandoc knows: what is for the screen goes, marks become footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Callable

_GONE_TAGS = frozenset({"button", "svg", "script", "template", "style", "summary"})
_GONE = frozenset({"permalink", "sr-only", "tips", "tip", "quote-link", "card__quote", "chart__files", "notes"})
_UNWRAPPED = frozenset({"div", "section", "article", "details", "bdi", "cite", "time", "span"})
_KEPT_ATTRIBUTES = frozenset({"href", "src", "alt", "colspan", "rowspan", "start", "lang", "dir"})
_STYLE = "data-custom-style"
"""Pandoc makes a paragraph style of its value in DOCX and ODT."""


@dataclass
class Footnotes:
    """The footnotes of a manuscript, in the order of their marks."""

    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> html.HtmlElement:
        """A mark for a new note with `text`, as HTML."""
        self.texts.append(text)
        number = len(self.texts)
        mark: html.HtmlElement = html.Element("a", {"epub-type": "noteref", "href": f"#fn{number}"})
        mark.text = str(number)
        return mark


@dataclass(frozen=True)
class Answers:
    """What the cleaning asks of whoever knows the page."""

    note: Callable[[int], str]
    """The text of the page's source note with a number, as HTML."""
    resolve: Callable[[str], str]
    """The whole address that a link leads to; nothing, then its words stay."""
    picture: Callable[[html.HtmlElement], str]
    """Name of the file of an ``img``; nothing where its chart has not been drawn."""
    colon: str
    """What stands between a name and what it names."""


def clean(text: str, notes: Footnotes, answers: Answers) -> str:
    """The body of a page as plain HTML, its marks added to `notes`."""
    root = html.fragment_fromstring(text, create_parent="div")
    for block in root.iter("p", "li", "td", "th"):
        _thin_out(block)
    for element in list(root.iter()):
        gone = not isinstance(element.tag, str) or element.tag in _GONE_TAGS or _GONE & set(_classes(element))
        if gone and element.getparent() is not None:
            element.drop_tree()
    for element in list(root.iterdescendants()):
        if element.getparent() is not None:  # it may have gone with what it stood in
            _turn(element, notes, answers)
    return "".join([root.text or "", *(etree.tostring(child, encoding="unicode", method="html") for child in root)])


def _thin_out(block: html.HtmlElement) -> None:
    """Leave out marks that say what the ones before them in the same paragraph said: a page of a file is short."""
    last: list[str] = []
    group: list[html.HtmlElement] = []
    marks = [one for one in block.iter("span") if one.get("data-note")]
    for at, mark in enumerate(marks):
        group.append(mark)
        following = marks[at + 1] if at + 1 < len(marks) else None
        if following is not None and not (mark.tail or "").strip() and mark.getnext() is following:
            continue
        numbers = [one.get("data-note") or "" for one in group]
        if numbers == last:
            for one in group:
                one.drop_tree()
        last, group = numbers, []


def _turn(element: html.HtmlElement, notes: Footnotes, answers: Answers) -> None:
    tag, classes = element.tag, _classes(element)
    if number := element.get("data-note"):
        _mark(element, notes.add(answers.note(int(number))))
    elif tag == "img":
        _place_picture(element, answers.picture(element))
    elif tag == "a" and element.get("epub-type") is None:
        _link(element, answers.resolve(element.get("href") or ""))
    elif tag == "dl":
        _list(element, answers.colon)
    elif style := element.get("data-style"):
        _style(element, style)
    elif "admonition" in classes:
        _only(element, "blockquote")
    elif "admonition-title" in classes:
        _emphasize(element)
    elif tag == "bdi" and element.get("lang"):
        _only(element, "span")
    elif tag in _UNWRAPPED:
        element.drop_tag()
    else:
        _only(element, str(tag))


def _only(element: html.HtmlElement, tag: str) -> None:
    """Leave the element what pandoc understands."""
    element.tag = tag
    for name in list(element.attrib):
        if name not in _KEPT_ATTRIBUTES and name != "epub-type":
            del element.attrib[name]


def _mark(element: html.HtmlElement, mark: html.HtmlElement) -> None:
    """Put the mark of a footnote in the element's place, with a comma after another mark."""
    mark.tail = element.tail
    parent = element.getparent()
    if parent is None:
        return
    parent.replace(element, mark)
    before = mark.getprevious()
    if before is not None and before.get("epub-type") and not (before.tail or "").strip():
        comma = html.Element("sup")
        comma.text, before.tail = ",", None
        before.addnext(comma)


def _link(element: html.HtmlElement, target: str) -> None:
    if not target:
        element.drop_tag()
        return
    if "citation__url" in _classes(element):  # on paper the address itself is wanted
        for inner in list(element):
            inner.drop_tree()
        element.text = target
    element.set("href", target)
    _only(element, "a")


def _emphasize(element: html.HtmlElement) -> None:
    inner = html.Element("strong")
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
    _only(element, str(element.tag))


def _list(element: html.HtmlElement, colon: str) -> None:
    """Names and what they name as a list: definition lists take a page each in some formats."""
    items: list[html.HtmlElement] = []
    for child in list(element.iter("dt", "dd")):
        if child.tag == "dt":
            item = html.Element("li")
            name = html.Element("strong")
            name.text = child.text_content().strip() + colon.rstrip()
            name.tail = " " if colon != colon.rstrip() else ""
            item.append(name)
            items.append(item)
            child.drop_tree()
        elif items:
            item = items[-1]
            if len(item) > 1:
                item[-1].tail = (item[-1].tail or "") + "; "
            child.tag = "span"
            child.tail = None
            item.append(child)
    for child in list(element):
        element.remove(child)
    element.tag = "ul"
    element.text = None
    element.attrib.clear()
    element.extend(items)


def _style(element: html.HtmlElement, name: str) -> None:
    """A paragraph with a style of its own: pandoc wants a ``div`` around it."""
    inner = html.Element("p")
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
    element.tag = "div"
    element.attrib.clear()
    element.set(_STYLE, name)


def _place_picture(element: html.HtmlElement, file: str) -> None:
    if not file:
        element.drop_tree()
        return
    alternative = element.get("alt") or ""
    element.attrib.clear()
    element.set("src", file)
    element.set("alt", alternative)


def is_whole(href: str) -> bool:
    """Whether an address leads somewhere from any place: the web, or mail."""
    return urlsplit(href).scheme in {"http", "https", "mailto"}


def title_and_rest(text: str) -> tuple[str, str]:
    """The words of the first heading of the first level, and the HTML without it."""
    root = html.fragment_fromstring(text, create_parent="div")
    heading = next(root.iter("h1"), None)
    if heading is None:
        return "", text
    title = " ".join(heading.text_content().split())
    heading.drop_tree()
    return title, "".join(
        [root.text or "", *(etree.tostring(child, encoding="unicode", method="html") for child in root)]
    )


def _classes(element: html.HtmlElement) -> list[str]:
    return (element.get("class") or "").split()
