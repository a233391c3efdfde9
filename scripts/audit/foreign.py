"""No page loads anything from another host: by its markup, every page; and in Chromium, those of the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.audit.browsing import visit_pages
from scripts.audit.finding import Finding, Result
from scripts.audit.sample import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement
    from playwright.async_api import BrowserContext, Request

    from scripts.audit.site import BuiltPage, Settings, Site

NAME = "foreign"
_ADVICE = "Put the file into docs/assets/ and name it from there: readers are to be seen by no other host."
_LOADING = {
    "src": ("script", "img", "source", "iframe", "audio", "video", "track", "embed", "input"),
    "href": ("use", "image"),
    "data": ("object",),
    "poster": ("video",),
    "background": ("body",),
}
_LOADING_RELS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}
    | {"manifest"}
)
_TO_THE_END = "() => scrollTo(0, document.documentElement.scrollHeight)"


def run(site: Site, settings: Settings) -> Result:
    """Every file of another host that a page loads."""
    static = [finding for page in site.pages for finding in _named(site, page)]
    looked = sample(site)
    seen = visit_pages(site, settings, looked, _requested)
    note = f"In Chromium: {len(looked)} pages of the sample, scrolled to the end."
    return Result(len(site.pages), "pages", tuple(dict.fromkeys([*static, *seen])), (note,))


def loaded(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Tag and address of everything that a page loads by its markup."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for attribute, tags in _LOADING.items():
            if element.tag in tags and element.get(attribute):
                yield element.tag, str(element.get(attribute))
        for candidate in str(element.get("srcset") or "").split(","):
            if candidate.strip():
                yield element.tag, candidate.split()[0]
        if element.tag == "link" and _LOADING_RELS & set(str(element.get("rel") or "").lower().split()):
            yield "link", str(element.get("href") or "")


def _named(site: Site, page: BuiltPage) -> Iterator[Finding]:
    own = urlsplit(site.url).netloc
    for tag, address in loaded(page.tree()):
        if (host := urlsplit(address).netloc) and host != own:
            yield Finding(NAME, page.name, f"the page loads a file from another host: {address}", _ADVICE, f"<{tag}>")


async def _requested(context: BrowserContext, address: str, page: BuiltPage) -> list[Finding]:
    told: list[str] = []

    def ask(request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(address):
            told.append(request.url)

    tab = await context.new_page()
    tab.on("request", ask)
    await tab.goto(address + page.address)
    await tab.evaluate(_TO_THE_END)
    await tab.wait_for_load_state("networkidle")
    await tab.close()
    return [
        Finding(NAME, page.name, f"the browser asks another host: {url}", _ADVICE, url) for url in dict.fromkeys(told)
    ]
