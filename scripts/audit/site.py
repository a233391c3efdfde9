"""A built site as the checks see it: its pages, their languages and the address it was built for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.builtlinks import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.html import HtmlElement

INDEX = "index.html"


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file."""

    name: str
    """Path from the site's root: ``en/about/index.html``."""
    path: Path

    @property
    def address(self) -> str:
        """Address from the site's root: ``en/about/``; that of a file that is no index is its name."""
        return self.name.removesuffix(INDEX) if self.path.name == INDEX else self.name

    @property
    def leads_on(self) -> bool:
        """Whether it is the page of a moved address, which browsers leave at once."""
        return any(str(one.get("http-equiv") or "").lower() == "refresh" for one in self.tree().iter("meta"))

    def tree(self) -> HtmlElement:
        """The parsed page; parsed anew at every call, since all together would fill the memory."""
        return parse(self.path.read_bytes())


@dataclass(frozen=True)
class Settings:
    """How to check."""

    root: Path
    """Folder with ``mkdocs.yml`` and ``docs/``."""
    cache: Path
    """Where tools and answers of other sites are kept."""
    sample: bool = False
    """Whether slow checks look at one page of each kind instead of all."""
    online: bool = False
    """Whether other sites are asked."""
    say: Callable[[str], None] = print
    """Tells of progress."""


@dataclass(frozen=True)
class Site:
    """A folder with a built site."""

    folder: Path

    @cached_property
    def pages(self) -> tuple[BuiltPage, ...]:
        """Every HTML file, by name."""
        paths = sorted(self.folder.rglob("*.html"))
        return tuple(BuiltPage(path.relative_to(self.folder).as_posix(), path) for path in paths)

    @cached_property
    def read_pages(self) -> tuple[BuiltPage, ...]:
        """Those that readers stay on."""
        return tuple(page for page in self.pages if not page.leads_on)

    @cached_property
    def url(self) -> str:
        """Where it says it is published, with a slash at its end; empty when it was built without ``SITE_URL``."""
        home = self.folder / INDEX
        if not home.is_file():
            return ""
        return next(iter(BuiltPage(INDEX, home).tree().xpath("string(//link[@rel='canonical']/@href)").split()), "")

    @property
    def base(self) -> str:
        """Path that the site is published under, with slashes around it."""
        return urlsplit(self.url).path or "/"

    @cached_property
    def languages(self) -> dict[str, str]:
        """Code of each language by its folder; the source language has the folder ``""``."""
        found = {}
        for page in self.pages:
            folder = page.name.removesuffix(INDEX).rstrip("/")
            if page.path.name == INDEX and "/" not in folder:
                code = str(page.tree().get("lang") or "")
                if not folder or folder.lower() == code.lower():
                    found[folder] = code
        return found

    def language_folder(self, page: BuiltPage) -> str:
        """Folder of the language that a page is in; empty at the root."""
        first = page.name.partition("/")[0]
        return first if first in self.languages else ""
