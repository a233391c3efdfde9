"""Which files of a built site somebody needs who reads it in one language without a connection."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.builtlinks import folders, links, parse, resolve
from scripts.content.address import address
from scripts.offline.problem import OfflineError
from scripts.offline.records import FOLDER as RECORDS
from scripts.outputs.comparison import FOLDER as COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.builtlinks import Target
    from scripts.content.languages import Language
    from scripts.content.library import Library

LARGEST = 2_000_000
"""Bytes of a linked file that still goes along; what a page shows always does."""
_FOLDERS = frozenset({"assets", "charts"})
"""Linked files that go along lie in these; press kits, data and feeds are fetched from the site itself."""
_LEFT_OUT = frozenset({COMPARISONS, "press"})
SEARCH_CODE = "assets/search/"
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)""")


@dataclass(frozen=True)
class Site:
    """A built site on disk, and the address it will have."""

    root: Path
    names: frozenset[str]
    """All files, as paths from the root."""
    folders: frozenset[str]
    url: str
    """With a slash at its end; empty where it is not known."""
    base: str
    """Path of the address, with a slash at both ends."""
    own: Mapping[str, bytes] = field(default_factory=dict)
    """Pages that stand for those on disk."""

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return self.own[name] if name in self.own else (self.root / name).read_bytes()


def read_site(root: Path, url: str, base: str) -> Site:
    """List what was built."""
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return Site(root, frozenset(names), folders(names), url, base)


@dataclass(frozen=True)
class CopySet:
    """Paths from the site's root, each list sorted."""

    pages: tuple[str, ...]
    files: tuple[str, ...]
    """Styles, faces, images, attachments."""
    search: tuple[str, ...]
    """What only scripts ask for."""
    queries: tuple[tuple[str, str], ...]
    """The query that pages ask for a file with, such as the version of a stylesheet."""


def collect(site: Site, library: Library, language: Language) -> CopySet:
    """What belongs to the copy in `language`; OfflineError where something that a page needs is not there."""
    others = tuple(other.prefix for other in library.languages if other.prefix and other.code != language.code)
    waiting = [f"{address(language, name)}index.html" for name in library.names()]
    pages: set[str] = set()
    files: set[str] = set()
    queries: dict[str, str] = {}
    while waiting:
        page = waiting.pop()
        if page in pages:
            continue
        if page not in site.names:
            raise OfflineError(f"{page}: the page was not built, so it cannot be read offline")
        pages.add(page)
        for link in links(parse(site.read(page))):
            target = resolve(link.address, page, site.base, site.folders)
            if target is None or (target.path not in site.names and not link.loaded):
                continue  # where it leads is looked at when the page is put into the copy
            if link.loaded:
                files |= _needed(site, target, page)
                queries |= {target.path: target.query} if target.query else {}
            elif _is_page(target.path, language.prefix, others):
                waiting.append(target.path)
            elif _is_small_file(site, target.path):
                files.add(target.path)
    return CopySet(
        tuple(sorted(pages)),
        tuple(sorted(files)),
        tuple(sorted(_search(site, language))),
        tuple(sorted(queries.items())),
    )


def _is_page(path: str, prefix: str, others: tuple[str, ...]) -> bool:
    if not path.endswith(".html") or _LEFT_OUT & set(path.split("/")):
        return False
    return path.startswith(RECORDS) or (path.startswith(prefix) and not path.startswith(others))


def _is_small_file(site: Site, path: str) -> bool:
    return path.split("/", maxsplit=1)[0] in _FOLDERS and (site.root / path).stat().st_size <= LARGEST


def _needed(site: Site, target: Target, page: str) -> set[str]:
    """The file, and those that a stylesheet asks for in its turn."""
    path = target.path
    if path not in site.names:
        raise OfflineError(
            f"{page}: the page needs {path}, which is not there.\n    -> Put the file there, or take out its mention."
        )
    found = {path}
    if path.endswith(".css"):
        for inner in _CSS_ADDRESS.findall(site.read(path).decode("utf-8")):
            other = resolve(inner, path, site.base, site.folders)
            if other is not None:
                found |= _needed(site, other, path)
    return found


def _search(site: Site, language: Language) -> set[str]:
    """The search's code, words and index; nothing where the site has no search."""
    folder = f"{language.prefix}search/"
    if f"{folder}search.json" not in site.names:
        return set()
    index = posixpath.join(folder, "pagefind/")
    if not any(name.startswith(index) for name in site.names):
        raise OfflineError(f"{folder}: the search has no index yet; it has to be there before the copies are made")
    return {name for name in site.names if name.startswith((SEARCH_CODE, index)) or name == f"{folder}search.json"}
