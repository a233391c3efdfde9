"""Figures: a value has a source, a date and a definition; a label says what the record shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.content.formatter import DATES, PLAIN
from scripts.content.formula import agrees, evaluate, figures_in
from scripts.content.partialdate import parse_date
from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.figure import Figure, Reading
    from scripts.content.library import Library
    from scripts.content.records import Quantity

_BUILT_IN_UNITS = DATES | PLAIN | {"percent"}
_WITHOUT_POPULATION = DATES | PLAIN


def check(library: Library) -> Iterator[Problem]:
    """Every figure record against the rules of truth."""
    for figure in library.figures.values():
        yield from _shape(figure)
        yield from _known(library, figure)
        yield from _label(library, figure)
        yield from _texts(library, figure)
    for texts in library.texts.values():
        for key, document in texts.figure_files.items():
            if key not in library.figures:
                hint = did_you_mean(key, library.figures, "docs/data/figures/")
                line = document.line((key,))
                yield Problem(document.path, line, f"these texts belong to no figure: '{key}'", hint, "orphan-text")


def _problem(figure: Figure, message: str, hint: str, rule: str) -> Problem:
    return Problem(figure.path, figure.line, f"figure '{figure.id}': {message}", hint, rule)


def _shape(figure: Figure) -> Iterator[Problem]:
    yield from _series(figure) if figure.is_series else _single(figure)
    for reading in figure.readings():
        yield from _value(figure, reading.value, figure.record.unit)
        for conflict in reading.conflicts:
            yield from _value(figure, conflict.value, conflict.unit or figure.record.unit)


def _series(figure: Figure) -> Iterator[Problem]:
    record = figure.record
    if record.value is not None or record.as_of is not None or record.sources or record.conflicts:
        message = "a series has its values, dates, sources and conflicts in its points"
        yield _problem(figure, message, "Move them into the points under 'series:'.", "figure-shape")
    keys = [point.key for point in record.series]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield _problem(figure, f"two points have the key '{key}'", "Give each its own.", "figure-shape")
    if record.headline and record.headline not in keys:
        hint = did_you_mean(record.headline, keys, "the series")
        yield _problem(figure, f"no point has the key '{record.headline}'", hint, "figure-shape")
    if record.series != tuple(sorted(record.series, key=lambda point: point.as_of.sort_key[0])):
        yield _problem(figure, "its points are not in the order of time", "Oldest first.", "figure-shape")


def _single(figure: Figure) -> Iterator[Problem]:
    record = figure.record
    if record.value is None:
        yield _problem(figure, "'value' is missing", "Add value: ..., or a 'series:' of values.", "figure-value")
    if record.as_of is None:
        hint = "Add as_of: the date when the value was true or published, such as 2024-09-12."
        yield _problem(figure, "'as_of' is missing", hint, "figure-date")
    if not record.sources:
        hint = "Add 'sources:' with at least one '- source: <id>' from docs/data/sources/."
        yield _problem(figure, "it has no source", hint, "figure-source")


def _value(figure: Figure, value: Quantity, unit: str) -> Iterator[Problem]:
    if unit in DATES:
        try:
            parse_date(str(value))
        except ValueError as error:
            yield _problem(figure, str(error), "Its unit says that the value is a date.", "figure-value")
    elif unit not in PLAIN and not isinstance(value, Decimal):
        hint = "Write digits with a point before decimals; dates have unit 'date', document symbols 'code'."
        yield _problem(figure, f"'{value}' is no number, but the unit is '{unit}'", hint, "figure-value")


def _known(library: Library, figure: Figure) -> Iterator[Problem]:
    if figure.record.topic not in library.topics:
        hint = did_you_mean(figure.record.topic, library.topics, "docs/data/editions/")
        yield _problem(figure, f"there is no topic '{figure.record.topic}'", hint, "unknown-topic")
    strings = library.texts[library.source_language.code].strings
    units = {figure.record.unit} | {c.unit for reading in figure.readings() for c in reading.conflicts if c.unit}
    for unit in sorted(units - _BUILT_IN_UNITS):
        if not any(key == f"units.{unit}" or key.startswith(f"units.{unit}.") for key in strings):
            known = [key.split(".")[1] for key in strings if key.startswith("units.")]
            hint = did_you_mean(unit, known, "'units:' in the strings.yml of every language")
            yield _problem(figure, f"there is no unit '{unit}'", hint, "unknown-unit")
    for reading in figure.readings():
        cited = [citation.source for citation in reading.sources] + [c.source for c in reading.conflicts]
        for source in cited:
            if source not in library.sources:
                hint = did_you_mean(source, library.sources, "docs/data/sources/")
                yield _problem(figure, f"there is no source '{source}'", hint, "unknown-source")
    for older in figure.record.supersedes:
        if older not in library.figures:
            hint = did_you_mean(older, library.figures, "docs/data/figures/")
            yield _problem(figure, f"there is no figure '{older}' to supersede", hint, "unknown-figure")
        elif library.figures[older].record.label != "superseded":
            message = f"it supersedes '{older}', whose label is not 'superseded'"
            yield _problem(figure, message, "Set that label, or remove the entry.", "figure-label")


def _label(library: Library, figure: Figure) -> Iterator[Problem]:
    record = figure.record
    for reading in figure.readings():
        if reading.conflicts and reading.label != "differs":
            message = f"{_where(reading)}sources differ, but the label is '{reading.label}'"
            yield _problem(figure, message, "Set label: differs.", "figure-label")
        if reading.label == "differs" and not reading.conflicts:
            message = f"{_where(reading)}the label is 'differs', but no other value is given"
            yield _problem(
                figure, message, "List the other values under 'conflicts:' with who says so.", "figure-label"
            )
    if record.label == "superseded" and not any(
        figure.id in other.record.supersedes for other in library.figures.values()
    ):
        message = "the label is 'superseded', but no figure supersedes it"
        yield _problem(figure, message, "Add 'supersedes: [this id]' to the later figure.", "figure-label")
    if record.label == "derived":
        yield from _derivation(library, figure)


def _where(reading: Reading) -> str:
    return f"point '{reading.key}': " if reading.key else ""


def _derivation(library: Library, figure: Figure) -> Iterator[Problem]:
    record = figure.record
    text = library.texts[library.source_language.code].figures.get(figure.id)
    if record.formula is None:
        if text is None or text.method is None:
            hint = "Add 'formula:', or 'method:' to its texts where no formula says it."
            yield _problem(figure, "it is derived, but nothing says how", hint, "derived")
        return
    values: dict[str, Decimal] = {}
    for ref in figures_in(record.formula):
        reading = library.reading(ref)
        if reading is None or not isinstance(reading.value, Decimal):
            hint = did_you_mean(ref, library.figures, "docs/data/figures/")
            yield _problem(figure, f"its formula names '{ref}', which is no number here", hint, "derived")
            return
        values[ref] = reading.value
    try:
        computed = evaluate(record.formula, values)
    except ValueError as error:
        yield _problem(figure, str(error), "", "derived")
        return
    if isinstance(record.value, Decimal) and not agrees(record.value, computed):
        message = f"its formula gives {computed.normalize():f}, but the value is {record.value}"
        yield _problem(figure, message, "Correct the value or the formula.", "derived")


def _texts(library: Library, figure: Figure) -> Iterator[Problem]:
    keys = {reading.key for reading in figure.readings()}
    for code, texts in library.texts.items():
        text = texts.figures.get(figure.id)
        if text is None:
            if code == library.source_language.code:
                message = f"it has no name and definition in '{code}'"
                hint = f"Add '{figure.id}:' to a file in docs/{code}/figures/."
                yield _problem(figure, message, hint, "figure-definition")
            continue
        document = texts.figure_files[figure.id]
        if text.population is None and figure.record.unit not in _WITHOUT_POPULATION:
            message = f"figure '{figure.id}': 'population' is missing: what or whom does it count, where and when?"
            line = document.line((figure.id,))
            yield Problem(document.path, line, message, "Add population: ...", "figure-definition")
        for key in text.points:
            if key not in keys:
                line = document.line((figure.id, "points", key))
                hint = did_you_mean(key, keys, "the series")
                yield Problem(document.path, line, f"figure '{figure.id}' has no point '{key}'", hint, "orphan-text")
