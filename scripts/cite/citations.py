"""Every page, message and figure as something to quote and to cite, in each language: made once, when first asked for.

What has no translation yet is cited in the language that it is shown in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import html

from scripts.cite.bibliography import bibtex, formatted
from scripts.cite.item import figure_item, message_item, page_item, permalink
from scripts.cite.quoting import figure_text, message_text
from scripts.cite.ris import ris
from scripts.render.pageview import PageView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markupsafe import Markup

    from scripts.cite.item import Csl, Item
    from scripts.content.library import Edition, Library, Topic
    from scripts.content.records import Message


@dataclass(frozen=True)
class Download:
    """A citation as a file that is part of the page."""

    name: str
    """What reference managers call it: ``BibTeX``."""
    file: str
    """Name to save it under."""
    href: str
    """A ``data:`` address (RFC 2397), UTF-8, percent-encoded: works without a network and without JavaScript."""


@dataclass(frozen=True)
class Cited:
    """One page, message or figure in one language."""

    language: str
    """Code of the language that it is in, which may be another than was asked for."""
    csl: Csl
    """The item as CSL-JSON."""
    text: str
    """Plain text to paste, with attribution; of a page, its citation."""
    formatted: Markup
    """The citation in the language's habit, as HTML."""
    bibtex: str
    ris: str
    permalink: str
    """Absolute address that stays; empty while the site's address is not known."""

    @property
    def downloads(self) -> tuple[Download, ...]:
        """The item for reference managers."""
        key = str(self.csl["id"])
        data = json.dumps([self.csl], ensure_ascii=False)
        return (
            Download("BibTeX", f"{key}.bib", _data("application/x-bibtex", self.bibtex)),
            Download("RIS", f"{key}.ris", _data("application/x-research-info-systems", self.ris)),
            Download("CSL-JSON", f"{key}.json", _data("application/vnd.citationstyles.csl+json", data)),
        )


class Citations:
    """Citations of a library; `site_url` may be empty, `components` is the folder of the components' templates.

    CitationError when pandoc cannot be run or leaves something out.
    """

    def __init__(self, library: Library, site_url: str, components: Path) -> None:
        self._library = library
        self.site_url = site_url
        self._components = components
        self._messages = {
            message.id: (edition, topic, message)
            for edition in library.editions
            for topic in edition.topics
            for message in topic.record.messages
        }
        self._made: dict[tuple[str, bool], dict[str, Cited]] = {}

    def __deepcopy__(self, memo: object) -> Citations:
        """Itself: the i18n plugin copies the settings for every language."""
        return self

    def of(self, code: str, key: str) -> Cited:
        """What readers of the language `code` cite: a page by its name, a message or figure by its id.

        KeyError when the library has no such page, message or figure.
        """
        shown = self._language(code, key)
        is_page = key.endswith(".md")
        if (shown, is_page) not in self._made:
            self._made[shown, is_page] = self._pages(shown) if is_page else self._records(shown)
        return self._made[shown, is_page][key]

    def messages(self) -> dict[str, tuple[Edition, Topic, Message]]:
        """Every message with where it stands, by id, in the order of letters."""
        return dict(self._messages)

    def _language(self, code: str, key: str) -> str:
        """The language that a page, message or figure is shown in to readers of `code`."""
        library = self._library
        if key in library.figures:
            return self._view(code, "index.md").text_language(key)
        if key in self._messages:
            return library.shown(code, self._messages[key][1].page).language
        return library.shown(code, key).language

    def _view(self, code: str, name: str) -> PageView:
        language = self._library.language(code)
        return PageView(self._library, language, language, self._library.shown(code, name), self._components)

    def _pages(self, code: str) -> dict[str, Cited]:
        names = [name for other, name in self._library.pages if other == code]
        items = [page_item(self._view(code, name), self.site_url) for name in names]
        return dict(zip(names, self._all(code, items, {}), strict=True))

    def _records(self, code: str) -> dict[str, Cited]:
        library, language = self._library, self._library.language(code)
        items: list[Item] = []
        texts: dict[str, str] = {}
        for key, (edition, topic, message) in self._messages.items():
            if self._language(code, key) == code:
                view = self._view(code, topic.page)
                items.append(message_item(view, topic, edition, key, self.site_url))
                where = permalink(key, language, self.site_url)
                texts[key] = message_text(view, topic, edition, message, where)
        view = self._view(code, "index.md")
        for key, figure in library.figures.items():
            if self._language(code, key) == code:
                updated = library.shown(code, f"{figure.record.topic}.md").front.updated
                items.append(figure_item(view, figure, updated, self.site_url))
                texts[key] = figure_text(view, figure, permalink(key, language, self.site_url))
        return {item.id: cited for item, cited in zip(items, self._all(code, items, texts), strict=True)}

    def _all(self, code: str, items: list[Item], texts: dict[str, str]) -> Iterator[Cited]:
        view = self._view(code, "index.md")
        marks = {name: view.t(f"marks.{name}") for name in ("stop", "comma", "semicolon")}
        shown = formatted(items, items[0].language, marks, view.date) if items else {}
        entries = bibtex(items, marks["semicolon"])
        for item in items:
            plain = html.fragment_fromstring(shown[item.id], create_parent="div").text_content()
            yield Cited(
                code,
                item.csl(marks["semicolon"]),
                texts.get(item.id, plain),
                shown[item.id],
                entries[item.id],
                ris(item, marks["semicolon"]),
                item.url,
            )


def _data(media: str, text: str) -> str:
    return f"data:{media};charset=utf-8,{quote(text, safe='/:,;=@()!*')}"
