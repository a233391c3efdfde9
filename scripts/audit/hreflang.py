"""Language and direction of every page, and the links between its languages (``hreflang``), which must be mutual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from scripts.audit.finding import Finding, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.audit.site import BuiltPage, Settings, Site

NAME = "hreflang"
_HTML = "Mend <html> in the template: lang is the language's code, dir its direction of writing."
_LINKS = "Let the template write the links from one list of languages, the same on all of them."


@dataclass(frozen=True)
class _Head:
    page: BuiltPage
    lang: str
    direction: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    listed: bool


def run(site: Site, settings: Settings) -> Result:
    """Wrong or missing languages, directions and links between languages."""
    del settings
    heads = [_read(page) for page in site.pages]
    findings = [finding for head in heads for finding in _language(site, head)]
    if not site.url:
        note = "Built without SITE_URL: there are no canonical and hreflang links, and none were looked for."
        return Result(len(heads), "pages", tuple(findings), (note,))
    by_address = {site.url + head.page.address: head for head in heads}
    findings += [finding for head in heads for finding in _linked(head, by_address)]
    return Result(len(heads), "pages", tuple(findings))


def _read(page: BuiltPage) -> _Head:
    tree = page.tree()
    links = [
        (str(link.get("hreflang")), str(link.get("href") or ""))
        for link in tree.xpath("//link[@rel='alternate'][@hreflang]")
    ]
    robots = str(tree.xpath("string(//meta[@name='robots']/@content)"))
    canonical = str(tree.xpath("string(//link[@rel='canonical']/@href)"))
    lang, direction = str(tree.get("lang") or ""), str(tree.get("dir") or "")
    return _Head(page, lang, direction, canonical, tuple(links), "noindex" not in robots)


def _language(site: Site, head: _Head) -> Iterator[Finding]:
    wanted = site.languages.get(site.language_folder(head.page), "")
    try:
        locale = Locale.parse(head.lang, sep="-")
    except (ValueError, UnknownLocaleError):
        yield Finding(NAME, head.page.name, f'<html lang="{head.lang}"> names no language', _HTML)
        return
    if wanted and head.lang != wanted:
        yield Finding(NAME, head.page.name, f'<html lang="{head.lang}">, but its folder is that of "{wanted}"', _HTML)
    if head.direction != locale.text_direction:
        message = f'<html dir="{head.direction}">, but {head.lang} is written "{locale.text_direction}"'
        yield Finding(NAME, head.page.name, message, _HTML)


def _linked(head: _Head, by_address: dict[str, _Head]) -> Iterator[Finding]:
    own = next((address for address, other in by_address.items() if other is head), "")
    name = head.page.name
    if head.canonical and head.canonical not in by_address:
        yield Finding(NAME, name, f"the canonical address is no page of the site: {head.canonical}", _LINKS)
    if not head.alternates:
        return
    yield from _complete(head, own)
    for code, target in head.alternates:
        other = by_address.get(target)
        if other is None:
            yield Finding(NAME, name, f"the hreflang link of {code} leads to no page of the site: {target}", _LINKS)
        elif code not in {"x-default", other.lang}:
            yield Finding(NAME, name, f"the hreflang link of {code} leads to a page in {other.lang}: {target}", _LINKS)
        elif not other.listed:
            yield Finding(NAME, name, f"the hreflang link of {code} leads to a noindex page: {target}", _LINKS)
        elif own not in {address for _, address in other.alternates}:
            yield Finding(NAME, name, f"the page in {code} has no hreflang link back: {target}", _LINKS)


def _complete(head: _Head, own: str) -> Iterator[Finding]:
    name, codes = head.page.name, [code for code, _ in head.alternates]
    if len(set(codes)) < len(codes):
        yield Finding(NAME, name, "a language has two hreflang links", _LINKS)
    if "x-default" not in codes:
        yield Finding(NAME, name, "there is no hreflang link x-default", _LINKS)
    if (head.lang, own) not in head.alternates:
        yield Finding(NAME, name, f"no hreflang link names the page itself: {head.lang} {own}", _LINKS)
