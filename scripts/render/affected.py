"""Which pages show the figures whose texts a file holds: a preview builds those only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.yamlfile import read_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.content.library import Library
    from scripts.content.reference import Reference


def holds_figure_texts(library: Library, path: Path) -> bool:
    """Whether `path` is a file of names and definitions of figures: ``docs/en/figures/gci.yml``."""
    folders = {library.docs / language.code / "figures" for language in library.languages}
    return path.suffix == ".yml" and path.parent in folders


def pages_with_figures_of(library: Library, path: Path) -> Iterator[tuple[str, str]]:
    """Code and name of every page that may show a figure described in `path`; a missing page shows another's."""
    document, _ = read_mapping(path)
    figures = set(document.data)
    topics = {library.figures[figure].record.topic for figure in figures if figure in library.figures}
    for language in library.languages:
        for name in library.names():
            page = library.shown(language.code, name)
            # Lists of figures and of topics stand on pages that are called so.
            lists = page.slug in {"", "figures"}
            cards = f"{page.edition}/{page.slug}" in topics
            if lists or cards or any(figures & _shown(library, used.reference) for used in page.used):
                yield language.code, name


def _shown(library: Library, reference: Reference) -> set[str]:
    """Figures that a reference shows."""
    return set(library.chart_figures(reference.target)) if reference.kind == "chart" else {reference.figure_id}
