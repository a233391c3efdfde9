"""Feeds of what changed: Atom (RFC 4287) and JSON Feed 1.1, for each language and each of its topics.

A feed's author is this site; an entry names the office whose messages the page holds. The text is that
of the page's own log, so what has no entry there is no news, and a rebuild sends nobody anything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]  # it has no types
from lxml import etree

from scripts.content.address import address
from scripts.render.chrome import Chrome
from scripts.render.pageview import Settings
from scripts.updates.events import figure_events, page_events
from scripts.updates.feedaddress import HOME, feed_title, feeds_of
from scripts.updates.feedentry import FeedEntry, entry

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.content.library import Library

LIMIT = 100
"""Entries of a feed, the newest; readers of feeds keep what they have seen, and the log page has all."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Feed:
    """What both forms say."""

    title: str
    description: str
    author: str
    language: str
    home: str
    """Absolute address of the page that it follows."""
    atom: str
    json: str
    """Absolute addresses of its two forms."""
    updated: str
    """``YYYY-MM-DD``"""
    entries: tuple[FeedEntry, ...]
    """Newest first."""


def write(library: Library, language: Language, site: Path, components: Path, site_url: str) -> list[Path]:
    """Write every feed of a language below `site`; their paths. `site_url` ends with a slash."""
    written: list[Path] = []
    for name, feed in feeds(library, language, components, site_url).items():
        texts = (atom(feed), json_feed(feed))
        for at, text in zip(feeds_of(language, name), texts, strict=True):
            path = site / at.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            written.append(path)
    return written


def feeds(library: Library, language: Language, components: Path, site_url: str) -> dict[str, Feed]:
    """The feeds of a language by the page that each follows: ``index.md`` for all, else a topic's."""
    settings = Settings(site_url=site_url)
    figures = figure_events(library)
    told = [
        entry(
            Chrome(library, language, language, library.shown(language.code, event.name), components, settings),
            event,
            figures,
        )
        for event in page_events(library, language.code)
        if event.entry is not None
    ]
    names = [HOME, *(topic.page for topic in library.topics.values())]
    found: dict[str, Feed] = {}
    for name in names:
        if (library.source_language.code, name) not in library.pages:
            continue
        page = library.shown(language.code, name)
        view = Chrome(library, language, language, page, components, settings)
        entries = tuple(one for one in told if name in {HOME, one.name})[:LIMIT]
        forms = feeds_of(language, name)
        found[name] = Feed(
            feed_title(view, name),
            page.front.description,
            view.t("site.name"),
            view.interface.code,
            site_url + address(language, name),
            site_url + forms[0].path,
            site_url + forms[1].path,
            entries[0].date if entries else page.front.updated.text,
            entries,
        )
    return found


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    made = FeedGenerator()
    made.id(feed.atom)
    made.title(feed.title)
    made.subtitle(feed.description)
    made.updated(_moment(feed.updated))
    made.author(name=feed.author)
    made.language(feed.language)
    made.generator("")
    made.link(href=feed.atom, rel="self", type="application/atom+xml")
    made.link(href=feed.home, rel="alternate", type="text/html", hreflang=feed.language)
    for one in feed.entries:
        item = made.add_entry(order="append")
        item.id(one.id)
        item.title(one.title)
        item.link(href=one.url, rel="alternate", type="text/html")
        item.published(_moment(one.date))
        item.updated(_moment(one.date))
        item.summary(one.summary)
        item.content(str(one.content), type="html")
        for term, label in one.categories:
            item.category(term=term, label=label)
    tree = etree.fromstring(made.atom_str())
    tree.set(_LANG, feed.language)
    # The library knows one language a feed; an entry may be in another.
    for element, one in zip(tree.iter(f"{_ATOM}entry"), feed.entries, strict=True):
        element.set(_LANG, one.language)
    etree.indent(tree)
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True) + b"\n"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    data: dict[str, Any] = {
        "version": _JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json,
        "description": feed.description,
        "authors": [{"name": feed.author}],
        "language": feed.language,
        "items": [_item(one) for one in feed.entries],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _item(one: FeedEntry) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": one.url,
        "title": one.title,
        "summary": one.summary,
        "content_html": str(one.content),
        "date_published": _moment(one.date).isoformat(),
        "language": one.language,
        **({"tags": [label for _, label in one.categories]} if one.categories else {}),
    }


def _moment(day: str) -> datetime:
    """The beginning of a day: no more is known of when it changed."""
    return datetime.combine(date.fromisoformat(day), time(), UTC)
