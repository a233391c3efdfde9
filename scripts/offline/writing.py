"""Writes what readers have without a connection, when all pages and searches are there."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.builtlinks import links, parse, resolve
from scripts.clock import last_update
from scripts.content.address import WORKER, address
from scripts.content.partialdate import parse_date
from scripts.offline.copyset import collect, read_site
from scripts.offline.keeping import TEXTS, Speech, kept, worker
from scripts.offline.pages import CODE, SITE, Copy, Texts, page, places
from scripts.offline.problem import OfflineError
from scripts.offline.records import split
from scripts.offline.searchpack import NAME, hold, pack
from scripts.opendata.archive import zipped
from scripts.search.spelling import folded, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scripts.content.languages import Language
    from scripts.content.library import Library
    from scripts.offline.copyset import CopySet, Site
    from scripts.render.pageview import PageView

FOLDER = "offline"
KEEPER = "assets/offline/"
"""What keeps a language in a browser; a copy has no use for it."""
_SCRIPT = Path(__file__).with_name("copy.js")
_PACKED = (".webp", ".woff2", ".png", ".jpg", ".pdf")


@dataclass(frozen=True)
class Collected:
    """A language and what is read of it offline."""

    language: Language
    view: PageView
    site: Site
    """The built site, with the records' pages in this language alone."""
    found: CopySet


def collect_all(library: Library, site_folder: Path, site_url: str, views: Mapping[str, PageView]) -> list[Collected]:
    """What is read offline of each language that was built; `views` are by language's code.

    OfflineError where something is missing or leads nowhere.
    """
    base = f"/{urlsplit(site_url).path.strip('/')}/".replace("//", "/")
    site = read_site(site_folder, site_url, base)
    if any(name.startswith(f"{FOLDER}/") or name == WORKER for name in site.names):
        raise OfflineError(f"{FOLDER}/ and {WORKER} are names for what is read offline; a page or file has one of them")
    built = [one for one in library.languages if f"{address(one, 'index.md')}index.html" in site.names]
    records = split(site, built)
    collected = []
    for language in built:
        own = replace(site, own=records[language.code])
        collected.append(Collected(language, views[language.code], own, collect(own, library, language)))
    return collected


def write_copies(library: Library, site_folder: Path, collected: Iterable[Collected]) -> None:
    """Write the zip file of each language; files in it are as old as SOURCE_DATE_EPOCH, or the content."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", last_update(library)))
    folder = site_folder / FOLDER
    folder.mkdir()
    for one in collected:
        packed = zipped(copy(one, library), seconds, _PACKED)
        (folder / f"{one.language.code}.zip").write_bytes(packed)


def write_worker(site_folder: Path, collected: Sequence[Collected]) -> None:
    """Write the lists of what browsers keep, and the service worker: last, as they name pages by their content."""
    for one in collected:
        for name, text in kept(one.site, one.found, one.language.code, FOLDER).files.items():
            (site_folder / FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    speeches = [_speech(one.language, one.view) for one in collected]
    script = worker(speeches, _styles(collected[0].site, collected[0].language))
    (site_folder / WORKER).write_text(script, encoding="utf-8", newline="\n")


def copy(one: Collected, library: Library) -> dict[str, bytes]:
    """The files of a language's copy, by their names in the zip file."""
    site, found = one.site, one.found
    home = address(one.language, "index.md")
    # What scripts load as files of their own; the rest of the search lies in one script.
    beside = tuple(name for name in found.search if name.endswith(".css"))
    modules = [name for name in found.files if name.endswith(".js")]
    plain = [name for name in (*found.files, *beside) if name not in modules]
    put = places(f"{home}index.html", (*found.pages, *found.files, *beside))
    made = Copy(site, put, _texts(library, one.view))
    files = {put[name]: site.read(name) for name in plain}
    files |= {put[name]: page(site.read(name), name, made) for name in found.pages}
    files[CODE] = _SCRIPT.read_bytes() + hold(site, (name for name in modules if not name.startswith(KEEPER)))
    if found.search:
        files[f"{SITE}{NAME}"] = pack(site, set(found.search) - set(beside), home)
    top = f"{site_slug(library)}-{one.language.code}-{_day(library)}"
    return {f"{top}/{name}": content for name, content in files.items()}


def site_slug(library: Library) -> str:
    """The site's name in letters that every device can write: the name in the source language without its accents."""
    name = library.texts[library.source_language.code].strings["site.name"]
    return "-".join(folded(run) for run in runs(name)) or "site"


def _day(library: Library) -> str:
    """The last day that the content changed."""
    return datetime.fromtimestamp(last_update(library), UTC).date().isoformat()


def _texts(library: Library, view: PageView) -> Texts:
    day = view.date(parse_date(_day(library)))
    return Texts(view.t("offline.copy", date=day), view.t("offline.live"), view.t("offline.absent"))


def _speech(language: Language, view: PageView) -> Speech:
    interface = view.interface
    texts = {name: view.t(f"offline.{name}") for name in TEXTS}
    return Speech(language.code, language.prefix, interface.direction, interface.cldr.replace("_", "-"), texts)


def _styles(site: Site, language: Language) -> Iterable[str]:
    """The stylesheets of the first page, which are those of all."""
    home = f"{address(language, 'index.md')}index.html"
    for link in links(parse(site.read(home))):
        target = resolve(link.address, home, site.base, site.folders)
        if link.loaded and target is not None and target.path.endswith(".css"):
            yield f"{target.path}?{target.query}" if target.query else target.path
