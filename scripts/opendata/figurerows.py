"""Rows of figures: their values, where each stands, and what other sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.address import record_address
from scripts.opendata.quantities import as_of, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.figure import Figure, Reading
    from scripts.content.library import Library
    from scripts.opendata.description import Row


def figures(library: Library, site_url: str) -> Iterator[Row]:
    """One row a figure."""
    for figure in library.figures.values():
        record = figure.record
        first = figure.reading()
        yield {
            "id": figure.id,
            "edition": figure.edition,
            "topic": record.topic,
            "label": record.label,
            "verification": record.verification,
            "unit": record.unit,
            "out_of": record.out_of,
            "series": figure.is_series,
            "headline": (first.ref,) if first else (),
            "comparable": record.comparable,
            "after_letter": record.after_letter,
            "formula": record.formula,
            "supersedes": record.supersedes,
            "permalink": _permalink(figure, site_url),
        }


def observations(library: Library, site_url: str) -> Iterator[Row]:
    """One row a value: the single one, or each point of a series."""
    for figure, reading in _readings(library):
        yield {
            "id": reading.ref,
            "figure": figure.id,
            "key": reading.key or None,
            **quantity(reading.value, figure.record.unit, reading.qualifier, _where(library, reading)),
            **as_of(reading.as_of),
            "label": reading.label,
            "verification": reading.verification,
            "sources": tuple(dict.fromkeys(citation.source for citation in reading.sources)),
            "conflicts": len(reading.conflicts),
            "permalink": _permalink(figure, site_url),
        }


def observation_sources(library: Library) -> Iterator[Row]:
    """One row a citation of a value."""
    for _, reading in _readings(library):
        for position, citation in enumerate(reading.sources, start=1):
            kind, place = next(iter(citation.at.items()), (None, None))
            yield {
                "observation": reading.ref,
                "position": position,
                "source": citation.source,
                "place_kind": kind,
                "place": place,
                "seen": citation.seen,
                "seen_kind": citation.seen_kind,
            }


def conflicts(library: Library) -> Iterator[Row]:
    """One row a value that another source gives for the same thing."""
    for figure, reading in _readings(library):
        for position, other in enumerate(reading.conflicts, start=1):
            unit = other.unit or figure.record.unit
            where = f"{_where(library, reading)}, value of '{other.source}'"
            yield {
                "observation": reading.ref,
                "position": position,
                **quantity(other.value, unit, other.qualifier, where),
                **as_of(other.as_of),
                "source": other.source,
            }


def _readings(library: Library) -> Iterator[tuple[Figure, Reading]]:
    for figure in library.figures.values():
        for reading in figure.readings():
            yield figure, reading


def _permalink(figure: Figure, site_url: str) -> str:
    return site_url + record_address(figure.id)


def _where(library: Library, reading: Reading) -> str:
    path = reading.figure.path
    shown = path.relative_to(library.root) if path.is_relative_to(library.root) else path
    return f"{shown.as_posix()}:{reading.figure.line}: figure '{reading.ref}'"
