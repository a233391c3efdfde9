"""What stands around a page's text, in the reader's language: menus, notices, links between languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scripts.content.address import address
from scripts.content.partialdate import parse_date
from scripts.outputs.comparison import FOLDER
from scripts.render.navigation import Navigation, Section
from scripts.render.pageview import PageView
from scripts.translation.standing import Reviewed, State
from scripts.updates.feedaddress import HOME, feed_title, feeds_of

if TYPE_CHECKING:
    from scripts.content.languages import Language
    from scripts.translation.standing import Standing
    from scripts.updates.feedaddress import FeedAddress

GUIDE = "translators.md"
"""The page that tells how to translate."""


@dataclass(frozen=True)
class Notice:
    """Something a reader must know of the page before reading it."""

    kind: str
    """``unpublished``, ``missing``, ``partly``,
    ``stale-figures``, ``stale-wording``, ``machine-draft`` or ``draft``."""
    text: str


@dataclass(frozen=True)
class Alternative:
    """The page in a language of the site."""

    language: Language
    href: str
    translated: bool
    """False where another language's text is shown there."""
    current: bool


@dataclass
class Chrome(PageView):
    """A page's surroundings; `language` is the reader's, the page may be in another."""

    def menu(self) -> tuple[Section, ...]:
        """The menu as seen from this page."""
        return Navigation(self).sections()

    @cached_property
    def is_fallback(self) -> bool:
        """Whether the page is shown for want of one in the reader's language."""
        return self.page.language != self.reader.code

    @property
    def is_withdrawn(self) -> bool:
        """Whether a notice stands in the page's place."""
        return self.page.name in self.library.withdrawn

    @cached_property
    def content_language(self) -> Language:
        """The language of the page's text."""
        return self.library.language(self.page.language)

    @cached_property
    def standing(self) -> Standing | None:
        """How the page's translation stands; None for a page of the source language."""
        return self.library.standings.get((self.page.language, self.page.name))

    @property
    def source_href(self) -> str:
        """The page in the source language."""
        return self.link(self.page.name, language=self.library.source_language)

    @property
    def compare_href(self) -> str:
        """Translation and original side by side; empty where the text is the original."""
        if self.is_fallback or self.standing is None or not self.settings.comparisons:
            return ""
        return f"{self.link(self.page.name)}{FOLDER}/"

    @property
    def start_href(self) -> str:
        """Where the missing translation is begun: at the publisher's repository, else in the guide."""
        path = f"docs/{self.reader.code}/{self.page.name}"
        if self.settings.edit:
            return self.settings.edit.replace("{path}", path)
        return self.link(GUIDE, "start") if GUIDE in self.library.names() else self.link("about.md")

    def notices(self) -> list[Notice]:
        """The notices above the page, the gravest first."""
        found: list[Notice] = []
        if (embargo := self.library.unpublished.get(self.page.name)) is not None:
            until = self.date(parse_date(embargo.date)) if embargo.until else ""
            found.append(
                Notice("unpublished", self.t("editorial.until", date=until) if until else self.t("editorial.draft"))
            )
        if self.is_fallback:
            names = {"language": self.language.name, "shown": self.language_name(self.page.language)}
            found.append(Notice("missing", self.t("translation.missing", **names)))
        return found + translation_notices(self, self.standing)

    def alternatives(self) -> list[Alternative]:
        """The page in every language, in the order of the list of languages."""
        return [
            Alternative(
                language,
                self.link(self.page.name, language=language),
                (language.code, self.page.name) in self.library.pages or self.is_withdrawn,
                language.code == self.reader.code,
            )
            for language in self.library.languages
        ]

    def feeds(self) -> list[tuple[str, FeedAddress]]:
        """Title and address of the feeds that tell of this page: the site's, and a topic's own."""
        return [
            (feed_title(self, name), feed)
            for name in (HOME, *([self.page.name] if self.topic else []))
            for feed in feeds_of(self.reader, name)
        ]

    def absolute(self, site_url: str, language: Language | None = None) -> str:
        """Address of the page with the site's own."""
        return site_url + address(language or self.content_language, self.page.name)


def translation_notices(view: PageView, standing: Standing | None) -> list[Notice]:
    """What a reader must know of a text that is a translation; None for a text of the source language."""
    if standing is None:
        return []
    found: list[Notice] = []
    if standing.untranslated:
        found.append(Notice("partly", view.t("translation.partly")))
    if standing.is_stale:
        kind = "stale-figures" if standing.state is State.STALE_FIGURES else "stale-wording"
        found.append(Notice(kind, view.t(f"translation.{kind}", date=view.date(parse_date(standing.updated)))))
    if standing.review is not None and standing.review is not Reviewed.REVIEWED:
        found.append(Notice(standing.review, view.t(f"translation.{standing.review}")))
    return found


def content_view(chrome: Chrome) -> PageView:
    """The view that the page's own text is rendered by, in the text's language."""
    return PageView(
        chrome.library, chrome.content_language, chrome.reader, chrome.page, chrome.components, chrome.settings
    )
