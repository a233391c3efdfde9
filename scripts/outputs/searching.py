"""The search of each language, made from its built pages while those of the next language are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.search.bundle import Indexing, write_settings
from scripts.search.documents import build_index
from scripts.search.extraction import entries
from scripts.search.opensearch import description

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.content.library import Library
    from scripts.render.pageview import PageView


class Searches:
    """Writes the search of language after language; one index at a time is made aside."""

    def __init__(self) -> None:
        self._running: Indexing | None = None

    def __deepcopy__(self, memo: object) -> Searches:
        """Itself: the i18n plugin copies the settings for every language."""
        return self

    def write(self, library: Library, language: Language, site: Path, view: PageView, site_url: str) -> None:
        """Write what browsers need and, where the site's address is known, the OpenSearch description.

        `view` is that of the search page. The index itself is there after `finish`.
        """
        index = build_index(library, language.code, entries(library, language, site))
        folder = site / language.prefix / "search"
        write_settings(index, language, folder, str(view.search_panel()))
        if site_url:
            text = description(language, site_url, view.t("site.name"), view.t("search.label"))
            (folder / "opensearch.xml").write_text(text, encoding="utf-8", newline="\n")
        self.finish()
        self._running = Indexing(index, language, folder)

    def finish(self) -> None:
        """Wait for the index that is being made; SearchError where it cannot be written."""
        running, self._running = self._running, None
        if running is not None:
            running.finish()

    def stop(self) -> None:
        """Give up what is being made."""
        running, self._running = self._running, None
        if running is not None:
            running.stop()
