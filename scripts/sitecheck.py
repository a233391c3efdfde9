"""The last check, on the pages as they were built: every link, anchor and file is there."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import html

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOADED = (("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("link", "href"))
_LOADING_RELS = frozenset({"stylesheet", "icon", "preload", "manifest", "modulepreload"})


@dataclass(frozen=True)
class _Built:
    path: Path
    name: str
    """Path from the site's root."""
    ids: frozenset[str]
    twice: tuple[str, ...]
    links: tuple[str, ...]
    loaded: tuple[str, ...]


def check_site(site: Path, base: str = "/") -> list[Problem]:
    """Every broken link, missing anchor, doubled id and foreign file of the pages below `site`.

    `base` is the path that the site is published under; links that begin with it stay in the site.
    """
    pages = {page.name: page for page in (_read(site, path) for path in sorted(site.rglob("*.html")))}
    return [problem for page in pages.values() for problem in _faults(site, base, pages, page)]


def _read(site: Path, path: Path) -> _Built:
    tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    ids = [str(element.get("id")) for element in tree.iter() if element.get("id")]
    loaded = [
        str(element.get(attribute))
        for tag, attribute in _LOADED
        for element in tree.iter(tag)
        if element.get(attribute) and (tag != "link" or _LOADING_RELS & set(element.get("rel", "").split()))
    ]
    return _Built(
        path,
        path.relative_to(site).as_posix(),
        frozenset(ids),
        tuple(sorted({one for one in ids if ids.count(one) > 1})),
        tuple(str(element.get("href")) for element in tree.iter("a") if element.get("href")),
        tuple(loaded),
    )


def _faults(site: Path, base: str, pages: dict[str, _Built], page: _Built) -> Iterator[Problem]:
    for one in page.twice:
        yield Problem(page.path, 0, f"the id '{one}' stands twice in the page", "", "built-id")
    for link in page.loaded:
        if urlsplit(link).netloc:
            yield Problem(page.path, 0, f"the page loads a file from another host: {link}", "", "foreign")
    for link in dict.fromkeys((*page.links, *page.loaded)):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        path = unquote(parts.path)
        folder = posixpath.dirname(page.name)
        if path.startswith("/"):
            folder, path = "", path.removeprefix(base) if path.startswith(base) else f"..{path}"
        name = posixpath.normpath(posixpath.join(folder, path)) if parts.path else page.name
        if parts.path.endswith("/") or name == "." or (site / name).is_dir():
            name = posixpath.normpath(posixpath.join(name, "index.html"))
        if name.startswith("..") or not (site / name).is_file():
            yield Problem(page.path, 0, f"the link leads nowhere: {link}", "", "built-link")
        elif parts.fragment and name in pages and unquote(parts.fragment) not in pages[name].ids:
            yield Problem(page.path, 0, f"there is no such place in {name}: {link}", "", "built-anchor")
