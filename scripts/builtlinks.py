"""Links of built pages: where each leads, as a path from the site's root."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOADING_RELS = frozenset({"stylesheet", "icon", "preload", "manifest", "modulepreload"})
_LOADED = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "link": ("href",),
}


@dataclass(frozen=True)
class Target:
    """Where a link leads within the site."""

    path: str
    """A file: ``en/about/index.html``."""
    query: str = ""
    fragment: str = ""


@dataclass(frozen=True)
class Link:
    """One address in a page."""

    element: html.HtmlElement
    attribute: str
    address: str
    """One of several in a ``srcset``."""
    loaded: bool
    """Whether the page needs what is there, rather than lead to it."""


def parse(text: bytes) -> html.HtmlElement:
    """A built page as a tree."""
    return html.fromstring(text, parser=html.HTMLParser(encoding="utf-8"))


def links(tree: html.HtmlElement) -> Iterator[Link]:
    """Every address in a page that a browser loads or a reader can follow."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in {"a", "area"} and element.get("href") is not None:
            yield Link(element, "href", str(element.get("href")), loaded=False)
        loaded = element.tag != "link" or bool(_LOADING_RELS & set(element.get("rel", "").split()))
        if element.get("data-module") is not None:
            yield Link(element, "data-module", str(element.get("data-module")), loaded=True)
        for attribute in _LOADED.get(element.tag, ()):
            value = element.get(attribute)
            if value is None:
                continue
            for address in _srcset(value) if attribute == "srcset" else (value,):
                yield Link(element, attribute, address, loaded=loaded)


def _srcset(value: str) -> Iterator[str]:
    """The addresses of a ``srcset``: each may be followed by a width or density."""
    for part in value.split(","):
        if part.strip():
            yield part.split()[0]


def folders(names: Iterable[str]) -> frozenset[str]:
    """The folders that hold the files `names`, all as paths from the site's root, which is ``.``."""
    return frozenset(parent.as_posix() for name in names for parent in PurePosixPath(name).parents)


def resolve(address: str, page: str, base: str, holding: frozenset[str]) -> Target | None:
    """Where `address` leads from `page`; None where that is the page itself or outside of the site.

    `page` is a path from the site's root, `base` the path that the site is published under with a slash at
    both ends, `holding` the site's folders, which hold a page each.
    """
    parts = urlsplit(address.strip())
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path, start = unquote(parts.path), posixpath.dirname(page)
    if path.startswith("/"):
        start, path = "", path.removeprefix(base) if path.startswith(base) else f"..{path}"
    name = posixpath.normpath(posixpath.join(start, path))
    if name == "." or path.endswith("/") or name in holding:
        name = posixpath.normpath(posixpath.join(name, "index.html"))
    return Target(name, parts.query, parts.fragment)
