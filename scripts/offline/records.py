"""Permanent pages of figures and messages, in one language: on the site all languages stand in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from scripts.builtlinks import parse
from scripts.offline.problem import OfflineError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.content.languages import Language
    from scripts.offline.copyset import Site

FOLDER = "id/"
_SECTION = "record__section"
_OUT = (
    "//nav[contains(@class, 'record__languages')]",
    "//script[@type='application/ld+json']",
    "//link[@rel='canonical']",
)
"""What leads to other languages, and what only machines read."""


def split(site: Site, languages: Iterable[Language]) -> dict[str, dict[str, bytes]]:
    """By language's code, the records' pages of `site` by path with that language's section alone.

    Each page is read once. OfflineError where one has no section of a language.
    """
    codes = [language.code for language in languages]
    found: dict[str, dict[str, bytes]] = {code: {} for code in codes}
    for name in sorted(site.names):
        if name.startswith(FOLDER) and name.endswith("/index.html"):
            for code, text in _parts(name, site.read(name), codes):
                found[code][name] = text
    return found


def _parts(name: str, text: bytes, codes: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    tree = parse(text)
    for path in _OUT:
        for element in tree.xpath(path):
            element.drop_tree()
    sections = {str(section.get("id")): section for section in tree.find_class(_SECTION)}
    main = next(iter(sections.values())).getparent() if sections else None
    for section in sections.values():
        section.getparent().remove(section)
    around = _ids(tree)
    for code in codes:
        if code not in sections or main is None:
            raise OfflineError(f"{name}: the page has no section '{code}'; see overrides/components/record.html.")
        section = sections[code]
        _unlink(section, around | _ids(section))
        main.append(section)
        _describe(tree, section)
        yield code, html.tostring(tree.getroottree(), encoding="utf-8", doctype="<!doctype html>")
        main.remove(section)


def _ids(tree: html.HtmlElement) -> frozenset[str]:
    return frozenset(str(element.get("id")) for element in tree.iter() if element.get("id"))


def _unlink(section: html.HtmlElement, places: frozenset[str]) -> None:
    """Take out links into sections that are not there: to the original."""
    for link in section.xpath(".//a[starts-with(@href, '#')]"):
        if str(link.get("href"))[1:] not in places:
            link.drop_tree()


def _describe(tree: html.HtmlElement, section: html.HtmlElement) -> None:
    """Say of the page what its section says of itself, as docs/assets/records/record.js does."""
    tree.set("lang", str(section.get("lang")))
    for element in (tree, tree.body):
        element.set("dir", str(section.get("dir")))
    heading = next((one.text_content().strip() for one in section.iter("h2")), "")
    for title in tree.iter("title"):
        title.text = f"{heading} - {section.get('data-site')}"
    for link in tree.find_class("wordmark"):
        link.set("href", str(section.get("data-home")))
        link.find("span").text = section.get("data-site")
