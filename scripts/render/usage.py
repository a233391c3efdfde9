"""Which pages cite which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.figure import Figure
    from scripts.content.library import Library
    from scripts.content.page import Page


def pages_citing(library: Library) -> dict[str, list[str]]:
    """Names of the source language's pages by the id of a source that they cite, in the order of pages."""
    found: dict[str, list[str]] = {}
    for (code, name), page in library.pages.items():
        if code != library.source_language.code:
            continue
        for source in sorted(set(_cited(library, page))):
            found.setdefault(source, []).append(name)
    return found


def _cited(library: Library, page: Page) -> Iterator[str]:
    figures: list[str] = []
    for used in page.used:
        reference = used.reference
        if reference.kind == "source":
            yield reference.target
        elif reference.kind == "figure":
            figures.append(reference.figure_id)
        elif reference.kind == "series":
            figures += reference.ids
        elif reference.kind == "chart":
            figures += library.chart_figures(reference.target)
    topic = library.topics.get(f"{page.edition}/{page.slug}")
    if topic:
        yield from topic.record.legal
        yield from topic.record.other_sources
        figures += topic.record.cards
        figures += [ref.partition(".")[0] for ref in topic.record.headline]
    for figure_id in figures:
        yield from _of_figure(library.figures[figure_id])


def _of_figure(figure: Figure) -> Iterator[str]:
    for reading in figure.readings():
        yield from (citation.source for citation in reading.sources)
        yield from (conflict.source for conflict in reading.conflicts)
