"""Pages of the copy that opens from files: links lead to files, and every page says of what day it is.

A browser that reads files has no folder addresses, loads no modules and fetches nothing; so ``../about/``
becomes ``../about/index.html``, and the one script of the page is led to scripts/offline/copy.js.
"""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import html

from scripts.builtlinks import Link, links, parse, resolve
from scripts.offline.copyset import SEARCH_CODE
from scripts.offline.problem import OfflineError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.offline.copyset import Site

SITE = "site/"
"""Folder of the copy for everything but its first page."""
START = "index.html"
CODE = f"{SITE}copy.js"
LOAD = "siteCopy.load("
"""What takes the place of ``import(`` in scripts: see scripts/offline/copy.js."""
_OFFLINE = "offline/"
_OUT = (
    "//template[@class='saved-copy']",
    "//*[@data-list]",
    "//link[@rel='search']",
    "//script[@type='application/ld+json']",
    "//meta[@http-equiv='Content-Security-Policy']",
)
"""What keeps pages in a browser, what only machines read, and a policy: files have no origin to be told apart by."""


@dataclass(frozen=True)
class Texts:
    """What the copy's pages say about themselves, in the reader's language."""

    copied: str
    """That this is a copy, of what day, and that figures may have changed."""
    live: str
    """The link to the page on the web."""
    absent: str
    """That something is not in the copy."""


@dataclass(frozen=True)
class Copy:
    """The copy in one language."""

    site: Site
    places: Mapping[str, str]
    """Where each file of the site lies in the copy; other files are not in it."""
    texts: Texts


def places(home: str, names: tuple[str, ...]) -> dict[str, str]:
    """Where `names`, paths from the site's root, lie in the copy; `home` is the page that a reader opens first."""
    found = {name: START if name == home else f"{SITE}{name}" for name in names}
    if CODE in found.values():
        raise OfflineError(f"{CODE.removeprefix(SITE)}: a file of the site has the name of the copy's own script")
    return found


def page(text: bytes, name: str, copy: Copy) -> bytes:
    """The page `name` as it stands in the copy; OfflineError where a link leads nowhere."""
    tree = parse(text)
    _drop(tree, has_address=bool(copy.site.url))
    for link in list(links(tree)):
        if link.element.getparent() is not None:
            _lead(link, name, copy)
    _scripts(tree, name, copy)
    _say(tree, name, copy)
    written = html.tostring(tree.getroottree(), encoding="utf-8", doctype="<!doctype html>")
    return bytes(written)


def panel(text: str, site: Site) -> str:
    """The form of the search, which the dialog is made from, with links to the web only."""
    form = html.fromstring(text)
    _lead_elsewhere(form, site)
    return str(html.tostring(form, encoding="unicode"))


def _drop(tree: html.HtmlElement, *, has_address: bool) -> None:
    """Take out what is for readers on the web."""
    for path in _OUT:
        for element in tree.xpath(path):
            element.drop_tree()
    if not has_address:  # the menu of languages would lead nowhere
        for element in tree.xpath("//details[contains(@class, 'drop--languages')]"):
            element.drop_tree()


def _lead(link: Link, name: str, copy: Copy) -> None:
    """Lead a link to a file of the copy, else to the web, else to nothing."""
    target = resolve(link.address, name, copy.site.base, copy.site.folders)
    if target is None:
        return
    if target.path not in copy.site.names and not target.path.startswith(_OFFLINE):
        raise OfflineError(f"{name}: the link leads nowhere: {link.address}\n    -> Correct the link or take it out.")
    fragment = f"#{target.fragment}" if target.fragment else ""
    place = copy.places.get(target.path)
    if place is not None:
        new = f"{_relative(name, place, copy)}{fragment}"
    elif copy.site.url:
        query = f"?{target.query}" if target.query else ""
        path = target.path.removesuffix("index.html") if target.path.endswith("/index.html") else target.path
        new = f"{copy.site.url}{quote('' if path == 'index.html' else path)}{query}{fragment}"
    else:
        _mark_absent(link.element, copy.texts.absent)
        return
    old = str(link.element.get(link.attribute))
    link.element.set(link.attribute, new if link.attribute != "srcset" else old.replace(link.address, new, 1))


def _relative(name: str, place: str, copy: Copy) -> str:
    """`place` as seen from the page `name`, both within the copy."""
    return quote(posixpath.relpath(place, posixpath.dirname(copy.places[name]) or "."))


def _mark_absent(element: html.HtmlElement, absent: str) -> None:
    """Keep what a link says, and say that what it leads to is not here."""
    if element.tag == "link":
        element.drop_tree()
        return
    element.tag = "span"
    for attribute in ("href", "hreflang", "download", "rel", "target"):
        element.attrib.pop(attribute, None)
    element.set("class", f"{element.get('class', '')} absent".strip())
    last = html.Element("span")
    last.text = f" ({absent})"
    element.append(last)


def _scripts(tree: html.HtmlElement, name: str, copy: Copy) -> None:
    """Lead the page's one script to the copy's search."""
    _lead_elsewhere(tree, copy.site)
    for element in tree.xpath("//*[@data-search]"):
        element.set("data-search", f"{_relative(name, f'{SITE}{SEARCH_CODE}', copy)}/")
    for script in tree.xpath("//script[not(@src) and not(@type)]"):
        if "import(" not in (script.text or ""):
            raise OfflineError(
                f"{name}: the script in the page loads nothing by import(), so the copy cannot search.\n"
                "    -> See overrides/partials/search-loader.html and scripts/offline/pages.py."
            )
        script.text = script.text.replace("import(", LOAD)
        code = html.Element("script")
        code.set("src", _relative(name, CODE, copy))
        script.addprevious(code)


def _lead_elsewhere(tree: html.HtmlElement, site: Site) -> None:
    """Searches in other languages are on the web, or not at all."""
    for form in tree.xpath("//form[@data-others]"):
        others = json.loads(form.get("data-others")) if site.url else []
        led = [{**other, "page": f"{site.url}{other['page']}"} for other in others]
        form.set("data-others", json.dumps(led, ensure_ascii=False))


def _say(tree: html.HtmlElement, name: str, copy: Copy) -> None:
    """Put the line about the copy below the page's header."""
    text = html.Element("p")
    text.text = copy.texts.copied
    if copy.site.url:
        link = html.Element("a")
        link.set("href", f"{copy.site.url}{quote(name.removesuffix('index.html'))}")
        link.text = copy.texts.live
        text.text += " "
        text.append(link)
    notice, frame = html.Element("div"), html.Element("div")
    notice.set("class", "saved-line")
    notice.set("role", "note")
    frame.set("class", "md-grid copy-line")
    notice.append(text)
    frame.append(notice)
    header = next(iter(tree.xpath("//header[contains(@class, 'site-header')]")), None)
    if header is not None:
        header.addnext(frame)
    else:
        tree.find("body").insert(0, frame)
