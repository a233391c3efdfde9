"""What a page's log says, as HTML for another place: its references shown, its links led from there."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import html
from markupsafe import Markup, escape

from scripts.content.page import parser
from scripts.content.reference import PATTERN, Reference, parse_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

_REFERENCE = re.compile(PATTERN)
_TAGS = {"strong_open": "strong", "em_open": "em", "strong_close": "/strong", "em_close": "/em", "link_close": "/a"}


@dataclass(frozen=True)
class Place:
    """Where a note is shown."""

    reference: Callable[[Reference], Markup]
    """How a reference is shown there."""
    page: Callable[[str, str], str]
    """Address of a page (its name) and a fragment, from there."""
    file: Callable[[str], str]
    """Address of a file, given by its path from the site's root, from there."""


def note_html(note: str, name: str, place: Place) -> Markup:
    """The `note` of the page `name`, shown at `place`: emphasis, code, links and references."""
    tokens = parser().parseInline(note)[0].children or []
    return Markup().join(_shown(token, name, place) for token in tokens)


def words(shown: Markup) -> str:
    """The words of some HTML, white space folded."""
    return " ".join(html.fragment_fromstring(str(shown), create_parent="div").text_content().split())


def _shown(token: Token, name: str, place: Place) -> Markup:
    if token.type == "text":
        return _text(token.content, place)
    if token.type == "code_inline":
        return Markup("<code>{}</code>").format(token.content)
    if token.type == "link_open":
        return Markup('<a href="{}">').format(_target(str(token.attrs.get("href", "")), name, place))
    if token.type in _TAGS:
        return Markup(f"<{_TAGS[token.type]}>")  # noqa: S704 (from the table)
    return escape(token.content or " ")


def _text(text: str, place: Place) -> Markup:
    parts, end = [Markup()], 0
    for match in _REFERENCE.finditer(text):
        before, shown = escape(text[end : match.start()]), place.reference(parse_reference(match[1]))
        # A mark that is not shown leaves no space behind.
        parts += [before, shown] if shown else [before.rstrip()]
        end = match.end()
    return Markup().join([*parts, escape(text[end:])])


def _target(href: str, name: str, place: Place) -> str:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    if not parts.path:
        return place.page(name, parts.fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path))
    if path.endswith(".md"):
        return place.page(path, parts.fragment)
    return place.file(path.removeprefix("../"))
