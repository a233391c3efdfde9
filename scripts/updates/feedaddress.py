"""Where the feeds are: beside the page that they follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.content.address import address

if TYPE_CHECKING:
    from scripts.content.languages import Language
    from scripts.render.pageview import PageView

HOME = "index.md"
"""The page whose feeds are those of the whole site."""


@dataclass(frozen=True)
class FeedAddress:
    """One form of a feed."""

    path: str
    """From the site's root."""
    format: str
    """Its name, the same in all languages."""
    type: str
    """Media type."""


def feeds_of(language: Language, name: str = HOME) -> tuple[FeedAddress, FeedAddress]:
    """Atom and JSON Feed of a page in a language."""
    at = address(language, name)
    return (
        FeedAddress(f"{at}feed.xml", "Atom", "application/atom+xml"),
        FeedAddress(f"{at}feed.json", "JSON Feed", "application/feed+json"),
    )


def feed_title(view: PageView, name: str = HOME) -> str:
    """What the feed of a page is called: after the site, or after the topic as its readers get it."""
    title = view.t("site.name") if name == HOME else view.library.shown(view.reader.code, name).front.title
    return view.t("updates.feed-title", title=title)
