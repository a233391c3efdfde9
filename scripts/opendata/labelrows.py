"""Rows of labels: what figures, bodies, units and codes are called in each language.

In the source language nothing may be missing: a value without a name cannot be understood. In others a
label that is missing has no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from scripts.content.records import Label, PublisherKind, Qualifier, SeenKind, SourceKind, Verification
from scripts.content.records import Place as PlaceKind
from scripts.opendata.problem import DataError
from scripts.opendata.states import file_name, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.opendata.description import Row

_STRINGS = "strings.yml"
_CODES: tuple[tuple[str, object, str, tuple[tuple[str, str], ...]], ...] = (
    ("qualifier", Qualifier, "qualifiers.{id}", (("pattern", ""),)),
    ("label", Label, "labels.{id}", (("name", ".name"), ("explanation", ".text"))),
    ("verification", Verification, "verification.{id}", (("name", ""),)),
    ("seen-kind", SeenKind, "seen.{id}", (("name", ""),)),
    ("place-kind", PlaceKind, "places.{id}", (("pattern", ""),)),
    ("source-kind", SourceKind, "kinds.{id}", (("name", ""),)),
    ("publisher-kind", PublisherKind, "publisher-kinds.{id}", (("name", ""),)),
)
"""Subject, its codes, their key in strings.yml, and the fields with what their key ends in."""
_NAMED = (("publisher", "publishers", "name"), ("source", "sources", "title"), ("edition", "addressees", "addressees"))
"""Subject, group of docs/<language>/names/, field."""


def codes(library: Library) -> Iterator[Row]:
    """One row a unit in use, and one each other code."""
    units = [
        unit
        for figure in library.figures.values()
        for unit in (figure.record.unit, *(one.unit for reading in figure.readings() for one in reading.conflicts))
        if unit
    ]
    for unit in dict.fromkeys(units):
        yield {"subject": "unit", "id": unit}
    for subject, values, _, _ in _CODES:
        for value in get_args(values):
            yield {"subject": subject, "id": value}


def labels(library: Library) -> Iterator[Row]:
    """One row a text in one language."""
    for language in library.languages:
        code = language.code
        yield from _figures(library, code)
        yield from _names(library, code)
        yield from _terms(library, code)
        yield from _pages(library, code)
        yield from _codes(library, code)


def _row(subject: str, key: str, code: str, field: str, text: str) -> Row:
    return {"subject": subject, "id": key, "language": code, "field": field, "text": text}


def _figures(library: Library, code: str) -> Iterator[Row]:
    texts = library.texts[code]
    for key, figure in library.figures.items():
        text = texts.figures.get(key)
        if text is None:
            _refuse_missing(library, code, f"the figure '{key}'", f"docs/{code}/figures/")
            continue
        state = state_of(library, code, file_name(library, code, texts.figure_files[key].path))
        for field in ("name", "definition", "population", "note", "method"):
            if said := getattr(text, field):
                yield _row("figure", key, code, field, said) | state
        for point, remark in text.points.items():
            if reading := figure.reading(point):
                yield _row("observation", reading.ref, code, "remark", remark) | state


def _names(library: Library, code: str) -> Iterator[Row]:
    texts = library.texts[code]
    known = {
        "publishers": library.publishers.keys(),
        "sources": library.sources.keys(),
        "addressees": {edition.id for edition in library.editions},
    }
    for subject, group, field in _NAMED:
        for key, text in getattr(texts.names, group).items():
            if key in known[group]:
                state = state_of(library, code, file_name(library, code, texts.name_files[f"{group}.{key}"].path))
                yield _row(subject, key, code, field, text) | state


def _terms(library: Library, code: str) -> Iterator[Row]:
    definitions = library.texts[code].definitions
    for key in library.terms:
        if definition := definitions.get(key):
            yield _row("term", key, code, "definition", definition) | state_of(library, code, "glossary.yml")
        else:
            _refuse_missing(library, code, f"the term '{key}'", f"docs/{code}/glossary.yml")


def _pages(library: Library, code: str) -> Iterator[Row]:
    for edition in library.editions:
        yield from _page(library, library.pages.get((code, edition.page)), "edition", edition.id)
        for topic in edition.topics:
            yield from _page(library, library.pages.get((code, topic.page)), "topic", f"{topic.edition}/{topic.slug}")


def _page(library: Library, page: Page | None, subject: str, key: str) -> Iterator[Row]:
    if page is None:
        return
    for field in ("title", "description"):
        if field not in page.untranslated:
            row = _row(subject, key, page.language, field, getattr(page.front, field))
            yield row | state_of(library, page.language, page.name)


def _codes(library: Library, code: str) -> Iterator[Row]:
    strings = library.texts[code].strings
    patterns = {subject: (key, fields) for subject, _, key, fields in _CODES} | {
        "unit": ("unit-names.{id}", (("name", ""),))
    }
    for row in codes(library):
        subject, key = str(row["subject"]), str(row["id"])
        pattern, fields = patterns[subject]
        for field, ending in fields:
            name = pattern.replace("{id}", key) + ending
            if text := strings.get(name):
                yield _row(subject, key, code, field, text) | state_of(library, code, _STRINGS)
            else:
                _refuse_missing(library, code, f"the {subject} '{key}'", f"docs/{code}/{_STRINGS}, as '{name}'")


def _refuse_missing(library: Library, code: str, what: str, place: str) -> None:
    if code == library.source_language.code:
        raise DataError(f"{what} has no label in the source language '{code}'.\n    -> Add it to {place}.")
