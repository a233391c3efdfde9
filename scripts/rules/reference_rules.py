"""References lead to records that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.formatter import DATES
from scripts.content.partialdate import parse_date
from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.content.reference import Reference

_TOPIC_BLOCKS = frozenset({"issuer", "headline", "cards", "legal", "other-sources"})
_EDITION_BLOCKS = frozenset({"letter", "topics"})


def check(library: Library) -> Iterator[Problem]:
    """Every reference of every page."""
    for page in library.pages.values():
        for used in page.used:
            for message, hint, rule in _faults(library, page, used.reference):
                yield Problem(page.path, used.line, message, hint, rule)


def _faults(library: Library, page: Page, reference: Reference) -> Iterator[tuple[str, str, str]]:
    match reference.kind:
        case "figure":
            yield from _figure(library, reference)
        case "series":
            yield from _series(library, reference)
        case "chart":
            yield from _chart(library, page, reference.target)
        case "source" if reference.target not in library.sources:
            hint = did_you_mean(reference.target, library.sources, "docs/data/sources/")
            yield f"there is no source '{reference.target}'", hint, "unknown-source"
        case "date":
            try:
                parse_date(reference.target)
            except ValueError as error:
                yield str(error), "", "reference"
        case "block":
            yield from _block(library, page, reference.target)


def _series(library: Library, reference: Reference) -> Iterator[tuple[str, str, str]]:
    for one in reference.ids:
        figure = library.figures.get(one)
        if figure is None:
            yield _unknown_figure(library, one)
        elif not figure.is_series:
            yield f"the figure '{one}' is no series", "Refer to it by {{ " + one + " }}.", "unknown-figure"


def _chart(library: Library, page: Page, chart_id: str) -> Iterator[tuple[str, str, str]]:
    if chart_id not in library.charts:
        hint = did_you_mean(chart_id, library.charts, "docs/data/charts/")
        yield f"there is no chart '{chart_id}'", hint, "unknown-chart"
    same = [used for used in page.used if used.reference.kind == "chart" and used.reference.target == chart_id]
    if len(same) > 1:
        yield f"the chart '{chart_id}' stands twice on this page", "Keep one, and link to it.", "reference"


def _figure(library: Library, reference: Reference) -> Iterator[tuple[str, str, str]]:
    figure = library.figures.get(reference.figure_id)
    if figure is None:
        yield _unknown_figure(library, reference.figure_id)
        return
    if library.reading(reference.target) is None:
        keys = [reading.key for reading in figure.readings()]
        hint = did_you_mean(reference.point_key, keys, "its series") if figure.is_series else "It is a single value."
        yield f"the figure '{figure.id}' has no point '{reference.point_key}'", hint, "unknown-figure"
    if reference.variant == "year" and figure.record.unit not in DATES:
        yield f"the figure '{figure.id}' is no date, so it has no year", "Use another variant.", "reference"


def _unknown_figure(library: Library, figure_id: str) -> tuple[str, str, str]:
    hint = did_you_mean(figure_id, library.figures, "docs/data/figures/")
    return f"there is no figure '{figure_id}'", hint, "unknown-figure"


def _block(library: Library, page: Page, block: str) -> Iterator[tuple[str, str, str]]:
    if block == "withdrawn":
        yield "'withdrawn' is put by the site into pages that were withdrawn", "Take it out.", "reference"
    is_topic = f"{page.edition}/{page.slug}" in library.topics
    if block in _TOPIC_BLOCKS and not is_topic:
        yield f"'{block}' can stand on the page of a topic only", "", "reference"
    if block in _EDITION_BLOCKS and not (page.edition and not page.slug):
        yield f"'{block}' can stand on the page of a letter only", "", "reference"
    if block == "attachments" and not page.edition:
        yield f"'{block}' can stand on pages of a letter only", "", "reference"
