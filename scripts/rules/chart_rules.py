"""Charts: made of figures that can be drawn together, with texts, shown on a page, every label in its place."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.charts.arrange import sheets
from scripts.charts.plotting import plot
from scripts.charts.sheet import TooLongError
from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean
from scripts.render.texts import ShownTexts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.figure import Figure, Reading
    from scripts.content.library import Library
    from scripts.content.records import ChartRecord

_MOST_LINES = 2
"""A line has its values above or below it, not both."""


def check(library: Library) -> Iterator[Problem]:
    """Every chart record, its texts, and its place on a page."""
    shown = _shown(library)
    for key, record in library.charts.items():
        path, line = library.line("chart", key)
        faults = [*_figures(library, record), *_forms(library, record), *_texts(library, key)]
        if key not in shown:
            hint = f"Write {{{{ chart: {key} }}}} on a page, in a paragraph of its own, or take the record out."
            faults.append(("it is shown on no page", hint, "unused-chart"))
        yield from (Problem(path, line, f"chart '{key}': {text}", hint, rule) for text, hint, rule in faults)
        if not any(rule != "unused-chart" for _, _, rule in faults):
            yield from _labels(library, key)
    yield from _orphans(library)


def _shown(library: Library) -> set[str]:
    return {
        used.reference.target for page in library.pages.values() for used in page.used if used.reference.kind == "chart"
    }


_Fault = tuple[str, str, str]
"""What is wrong, what to do, and the rule."""


def _figures(library: Library, record: ChartRecord) -> Iterator[_Fault]:
    """That what it refers to exists."""
    if record.topic not in library.topics:
        yield f"there is no topic '{record.topic}'", did_you_mean(record.topic, library.topics, ""), "unknown-topic"
    if bool(record.rows) == bool(record.series):
        yield "it needs either 'rows:' or 'series:'", "Rows are values, series are figures with points.", "chart-form"
    for ref in record.rows:
        if library.reading(ref) is None:
            hint = did_you_mean(ref, library.figures, "docs/data/figures/")
            yield f"there is no figure '{ref}'", hint, "unknown-figure"
    for one in record.series:
        if one not in library.figures:
            yield (
                f"there is no figure '{one}'",
                did_you_mean(one, library.figures, "docs/data/figures/"),
                "unknown-figure",
            )
        elif not library.figures[one].is_series:
            yield f"the figure '{one}' is no series", "List single values under 'rows:'.", "unknown-figure"
    if record.highlight and record.highlight not in record.rows:
        yield f"'{record.highlight}' is highlighted, but is none of its rows", "", "unknown-figure"


def _forms(library: Library, record: ChartRecord) -> Iterator[_Fault]:
    """That its values can be drawn so."""
    readings = _readings(library, record)
    for reading in readings:
        if not isinstance(reading.value, Decimal):
            hint = "Only numbers can be drawn; dates and symbols belong into a list."
            yield f"the value of '{reading.ref}' is no number", hint, "chart-value"
        elif reading.value < 0:
            yield f"the value of '{reading.ref}' is below nought", "Bars begin at nought.", "chart-value"
        elif reading.figure.out_of is not None and reading.value > reading.figure.out_of:
            yield f"the value of '{reading.ref}' is above its 'out_of'", "Correct the figure.", "chart-value"
    figures = list(dict.fromkeys(reading.figure for reading in readings))
    groups = [[figure] for figure in figures] if record.own_scale else [figures]
    for group in groups:
        units = sorted({_unit(figure) for figure in group})
        if len(units) > 1:
            hint = "Draw what is measured alike; series of several units need 'own_scale: true'."
            yield f"its figures have different units: {', '.join(units)}", hint, "chart-unit"
    if record.kind == "line":
        yield from _joined(record, figures)


def _joined(record: ChartRecord, figures: list[Figure]) -> Iterator[_Fault]:
    if record.rows:
        hint = "Give one figure with a 'series:' of points, or draw bars."
        yield "a line would join values of different figures", hint, "chart-line"
    if len(record.series) > _MOST_LINES:
        yield f"a chart of lines has {_MOST_LINES} series at most", "Draw bars or dots.", "chart-line"
    for figure in figures:
        if not figure.record.comparable:
            message = f"a line would join the values of '{figure.id}', which are not comparable"
            yield message, "Draw bars or dots.", "chart-line"


def _unit(figure: Figure) -> str:
    return figure.record.unit + (f" out of {figure.out_of}" if figure.out_of is not None else "")


def _readings(library: Library, record: ChartRecord) -> list[Reading]:
    found = [reading for ref in record.rows if (reading := library.reading(ref)) is not None]
    for one in record.series:
        if one in library.figures:
            found += library.figures[one].readings()
    return found


def _texts(library: Library, key: str) -> Iterator[_Fault]:
    code = library.source_language.code
    if key not in library.texts[code].charts:
        hint = f"Add '{key}:' with title and description to a file in docs/{code}/charts/."
        yield f"it has no texts in '{code}'", hint, "chart-text"
    for figure in {reading.figure.id for reading in _readings(library, library.charts[key])}:
        if figure not in library.texts[code].figures:
            yield f"its figure '{figure}' has no texts in '{code}'", "Add them.", "chart-text"


def _labels(library: Library, key: str) -> Iterator[Problem]:
    """That every word has its place in the drawing, in every language."""
    for language in library.languages:
        words = ShownTexts(library, language)
        try:
            shown = plot(words, key)
            sheets(words, shown)
        except KeyError:  # a string is missing, which is another rule's to say
            continue
        except TooLongError as error:
            texts = library.texts[shown.code]
            document = texts.chart_files[key]
            hint = f"Give it a shorter one under 'rows:' or 'series:' in docs/{language.code}/charts/, or draw bars."
            message = f"chart '{key}' in '{language.code}': {error}"
            yield Problem(document.path, document.line((key,)), message, hint, "chart-label")


def _orphans(library: Library) -> Iterator[Problem]:
    """Texts that belong to nothing."""
    for texts in library.texts.values():
        for key, document in texts.chart_files.items():
            if key not in library.charts:
                hint = did_you_mean(key, library.charts, "docs/data/charts/")
                message = f"these texts belong to no chart: '{key}'"
                yield Problem(document.path, document.line((key,)), message, hint, "orphan-text")
                continue
            record, text = library.charts[key], texts.charts[key]
            known = {"rows": {*record.rows, *_keys(library, record)}, "series": set(record.series)}
            for field, given in (("rows", text.rows), ("series", text.series)):
                for one in given:
                    if one not in known[field]:
                        line = document.line((key, field, one))
                        hint = did_you_mean(one, known[field], "docs/data/charts/")
                        yield Problem(
                            document.path, line, f"chart '{key}' has nothing called '{one}'", hint, "orphan-text"
                        )


def _keys(library: Library, record: ChartRecord) -> set[str]:
    return {
        reading.key for one in record.series if one in library.figures for reading in library.figures[one].readings()
    }
