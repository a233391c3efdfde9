"""Numbers of documents in right-to-left text, kept in one piece.

The bidirectional algorithm takes the digits of ``143/NQ-CP`` for part of the Arabic text before them
and shows ``NQ-CP/143`` (Unicode Annex 9, rules W2 and N2). An isolate of its own keeps them in order.
A word that begins with a Latin letter needs none: its digits follow the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_NUMBER = re.compile(rf"(?<![\w/.-])[0-9][0-9/.:-]*[{_LATIN}](?:[0-9{_LATIN}/.:-]*[0-9{_LATIN}])?")
_LEFT_ALONE = frozenset({"bdi", "code", "pre"})


def isolate(text: str) -> Markup:
    """`text` as HTML, each document's number in a ``bdi`` of its own."""
    return Markup().join(Markup("<bdi>{}</bdi>").format(part) if apart else escape(part) for part, apart in _cut(text))


def isolate_tree(element: Element) -> None:
    """The same for the text of `element` and all below it, but code and what is in another language."""
    if element.tag in _LEFT_ALONE or element.get("lang"):
        return
    children = list(element)
    element.text, found = _elements(element.text)
    element[:0] = found
    for child in children:
        isolate_tree(child)
        child.tail, found = _elements(child.tail)
        position = list(element).index(child) + 1
        element[position:position] = found


def _elements(text: str | None) -> tuple[str, list[Element]]:
    """`text` up to the first number; each number with what follows it."""
    head, found = "", list[Element]()
    for part, apart in _cut(text or ""):
        if apart:
            found.append(Element("bdi"))
            found[-1].text = part
        elif found:
            found[-1].tail = part
        else:
            head = part
    return head, found


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, and of each whether it is such a number."""
    end = 0
    for match in _NUMBER.finditer(text):
        yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    yield text[end:], False
