"""What a page weighs when it is first opened: HTML, styles, scripts and faces, each packed by gzip as hosts send them.

Faces are told by Chromium, on one page of each language: the files of every rule ``@font-face`` whose family the
page's text asks for, whether or not this machine has such a face and spares the file. Pictures, and what a reader
asks for later (search), are not counted.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.audit.browsing import visit_pages
from scripts.audit.finding import Finding, Result
from scripts.audit.sample import kind
from scripts.builtlinks import resolve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import BrowserContext

    from scripts.audit.site import BuiltPage, Settings, Site

NAME = "weight"
MOST = 90_000
"""Bytes of a first load, all of it: HTML, styles, scripts and faces."""
_SHOWN = 10
_LEVEL = 6
_FACES = """() => {
  const bare = family => family.trim().replace(/^["']|["']$/g, "");
  const asked = new Set(getComputedStyle(document.body).fontFamily.split(",").map(bare));
  const found = [];
  for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
    if (!(rule instanceof CSSFontFaceRule) || !asked.has(bare(rule.style.getPropertyValue("font-family")))) continue;
    const file = rule.style.getPropertyValue("src").match(/url\\("?([^")]+)"?\\)/);
    if (file) found.push(new URL(file[1], sheet.href ?? location.href).href);
  }
  return found;
}"""


@dataclass(frozen=True)
class Weight:
    """Bytes of one page's first load, packed."""

    page: str
    html: int
    css: int
    js: int
    fonts: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.html + self.css + self.js + self.fonts


def run(site: Site, settings: Settings) -> Result:
    """Pages heavier than they may be; the table has the heaviest."""
    faces = _faces(site, settings)
    weights = [_weigh(site, page, faces.get(site.language_folder(page), ())) for page in site.pages]
    heavy = sorted(weights, key=lambda one: (-one.total, one.page))
    findings = [
        Finding(
            NAME, one.page, f"its first load is {_kb(one.total)} packed, at most {_kb(MOST)} is allowed", _advice(one)
        )
        for one in heavy
        if one.total > MOST
    ]
    rows = [(one.page, *map(_kb, (one.html, one.css, one.js, one.fonts, one.total))) for one in heavy[:_SHOWN]]
    table = (("page", "HTML", "CSS", "JS", "fonts", "total"), *rows)
    return Result(len(weights), "pages", tuple(findings), (f"Allowed: {_kb(MOST)}.",), table)


def _weigh(site: Site, page: BuiltPage, faces: tuple[Path, ...]) -> Weight:
    tree = page.tree()
    styles = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' stylesheet ')]/@href")
    scripts = tree.xpath("//script/@src")
    return Weight(
        page.name,
        _packed(page.path),
        sum(_packed(_file(site, page, str(one))) for one in styles),
        sum(_packed(_file(site, page, str(one))) for one in scripts),
        sum(path.stat().st_size for path in faces),
    )


def _file(site: Site, page: BuiltPage, address: str) -> Path:
    target = resolve(address, page.name, site.base, frozenset())
    return site.folder / (target.path if target else "")


@cache
def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), _LEVEL, mtime=0)) if path.is_file() else 0


def _faces(site: Site, settings: Settings) -> dict[str, tuple[Path, ...]]:
    """The files of faces that pages of each language use, by its folder."""
    pages: dict[str, BuiltPage] = {}
    for page in site.read_pages:
        folder = site.language_folder(page)
        if kind(site, page) in {"", "topic"}:
            pages[folder] = page
    found: dict[str, tuple[Path, ...]] = {}

    async def visit(context: BrowserContext, address: str, page: BuiltPage) -> list[Finding]:
        tab = await context.new_page()
        await tab.goto(address + page.address)
        names = [str(one).removeprefix(address) for one in await tab.evaluate(_FACES)]
        await tab.close()
        found[site.language_folder(page)] = tuple(site.folder / urlsplit(name).path for name in dict.fromkeys(names))
        return []

    visit_pages(site, settings, list(pages.values()), visit)
    return found


def _kb(size: int) -> str:
    return f"{size / 1000:.1f} kB"


def _advice(one: Weight) -> str:
    return (
        f"HTML {_kb(one.html)}, CSS {_kb(one.css)}, JS {_kb(one.js)}, fonts {_kb(one.fonts)}: "
        "make the largest smaller, or divide the page."
    )
