"""What a page says of itself to whatever shows links to it: networks, messengers, search engines.

Properties of the Open Graph protocol (https://ogp.me) and the one of X that chooses the form. Where the
site's address is not known, whatever needs it is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale

from scripts.cards.card import card, territory
from scripts.cards.drawing import HEIGHT, WIDTH
from scripts.content.address import card_address
from scripts.render.chrome import content_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.content.languages import Language
    from scripts.render.chrome import Chrome
    from scripts.render.pageview import PageView
    from scripts.render.recordview import RecordView


@dataclass(frozen=True)
class Meta:
    """A ``meta`` element."""

    attribute: str
    """``property`` for Open Graph, else ``name``."""
    key: str
    content: str


def sharing(chrome: Chrome, site_url: str) -> tuple[Meta, ...]:
    """The elements for the page of `chrome`, in the language of its text; `site_url` is empty or ends with a slash."""
    return _elements(_properties(chrome, site_url))


def record_sharing(view: RecordView, name: str, description: str, site_url: str) -> tuple[Meta, ...]:
    """The elements for the page of a figure or message; `view` is that of its first section, `name` its title there.

    It has the picture of the page that the record stands on.
    """
    properties = [
        ("og:type", "article"),
        ("og:title", name),
        ("og:description", description),
        ("og:site_name", view.t("site.name")),
        *((("og:locale", locale(view.language)),) if locale(view.language) else ()),
    ]
    return _elements((*properties, *_pictured(view, view.here, site_url)))


def _elements(properties: Iterable[tuple[str, str]]) -> tuple[Meta, ...]:
    return tuple(
        Meta("name" if key.startswith("twitter:") else "property", key, content) for key, content in properties
    )


def locale(language: Language) -> str:
    """Language and territory as Open Graph has them: ``zh_CN``; empty for a language without a territory."""
    place = territory(language)
    return f"{Locale.parse(language.cldr).language}_{place}" if place else ""


def _properties(chrome: Chrome, site_url: str) -> Iterator[tuple[str, str]]:
    page, language = chrome.page, chrome.content_language
    view = content_view(chrome)
    is_article = chrome.edition is not None
    yield "og:type", "article" if is_article else "website"
    yield "og:title", page.front.title
    yield "og:description", page.front.description
    yield "og:site_name", view.t("site.name")
    if own := locale(language):
        yield "og:locale", own
    for other in chrome.library.languages:
        named = locale(other)
        if other != language and (other.code, page.name) in chrome.library.pages and named:
            yield "og:locale:alternate", named
    if is_article:
        yield "article:modified_time", page.front.updated.start.day.isoformat()
    yield from _pictured(view, chrome.absolute(""), site_url)


def _pictured(view: PageView, address: str, site_url: str) -> Iterator[tuple[str, str]]:
    """Address and picture, where the site has an address of its own."""
    if not site_url:
        yield "twitter:card", "summary"
        return
    yield "og:url", site_url + address
    yield "og:image", site_url + card_address(view.language, view.page.name)
    yield "og:image:type", "image/png"
    yield "og:image:width", str(WIDTH)
    yield "og:image:height", str(HEIGHT)
    yield "og:image:alt", card(view).alternative
    yield "twitter:card", "summary_large_image"
