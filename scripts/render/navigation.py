"""The menu: as long for the hundredth letter as for the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.render.pageview import PageView

RECENT = 6
"""Letters that the menu lists; older ones are on the home page."""

REFERENCE_PAGES = (
    "search.md",
    "reporters.md",
    "verify.md",
    "figures.md",
    "sources.md",
    "glossary.md",
    "data.md",
    "updates.md",
    "about.md",
    "translations.md",
    "translators.md",
    "publishers.md",
)
"""General pages in the order of the menu."""


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    title: str
    """HTML-safe; marked with its language where that is not the reader's."""
    href: str
    current: bool
    children: tuple[Entry, ...] = ()
    shown_in: str = ""
    """Code of the language that the page is shown in, where it is missing in the reader's."""


@dataclass(frozen=True)
class Section:
    """A titled group of lines."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Navigation:
    """The menu as seen from one page."""

    view: PageView

    def sections(self) -> tuple[Section, ...]:
        """Home, letters (the page's own unfolded), reference."""
        view = self.view
        names = set(view.library.names())
        reference = tuple(self._entry(name) for name in REFERENCE_PAGES if name in names)
        return (
            Section("", (self._entry("index.md", view.t("site.home")),)),
            Section(view.t("site.letters"), tuple(self._letters())),
            Section(view.t("site.reference"), reference),
        )

    def _letters(self) -> Iterator[Entry]:
        editions = self.view.library.editions
        shown = list(editions[:RECENT])
        own = self.view.edition
        if own is not None and own not in shown:
            shown.append(own)
        for edition in shown:
            unfolded = edition is own or (own is None and edition is editions[0])
            topics = tuple(self._entry(topic.page) for topic in edition.topics) if unfolded else ()
            yield self._entry(edition.page, self.view.letter_name(edition), topics)
        if len(editions) > len(shown):
            yield Entry(self.view.t("letter.all"), self.view.link("index.md", "letters"), current=False)

    def _entry(self, name: str, title: str = "", children: tuple[Entry, ...] = ()) -> Entry:
        view = self.view
        shown = view.library.shown(view.reader.code, name).language
        other = "" if shown == view.reader.code else shown
        return Entry(title or view.page_title(name), view.link(name), name == view.page.name, children, other)
