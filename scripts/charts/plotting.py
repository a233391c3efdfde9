"""From a chart's record and texts to what it says in one language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.charts.plot import Label, Mark, Panel, Plot, Row
from scripts.charts.scale import scale_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.content.figure import Figure, Reading
    from scripts.content.records import ChartRecord, ChartText
    from scripts.render.texts import ShownTexts


def plot(words: ShownTexts, chart_id: str) -> Plot:
    """The chart `chart_id` for readers of `words`; its record keeps the rules of `scripts.rules.chart_rules`."""
    record = words.library.charts[chart_id]
    text, code = words.chart_text(chart_id)
    maker = _Maker(words, record, text, code)
    figures = tuple(words.library.figures[one] for one in words.library.chart_figures(chart_id))
    if not record.series:
        return Plot(chart_id, record, text, code, {}, (maker.panel(None, maker.rows()),), figures)
    names = {figure.id: maker.series_name(figure) for figure in figures}
    parts = [maker.panel(names[one.id], maker.points([one])) for one in figures] if record.own_scale else []
    panels = tuple(parts) or (maker.panel(None, maker.points(figures)),)
    return Plot(chart_id, record, text, code, names, panels, figures)


@dataclass(frozen=True)
class _Maker:
    words: ShownTexts
    record: ChartRecord
    text: ChartText
    code: str

    def panel(self, heading: Label | None, rows: list[Row]) -> Panel:
        marks = [mark for row in rows for mark in row.marks if mark is not None]
        figure = marks[0].reading.figure
        unit = figure.record.unit
        values = [value for mark in marks for value in (mark.value, *mark.others)]
        scale = scale_for(values, figure.out_of, percent=unit == "percent")
        return Panel(heading, self._unit(unit, figure.out_of), unit, scale, tuple(rows))

    def rows(self) -> list[Row]:
        found = []
        for ref in self.record.rows:
            reading = self._reading(ref)
            label = self._own(self.text.rows, ref) or self._figure_name(reading.figure)
            is_main = ref == self.record.highlight
            mark = self._mark(reading, 0)
            found.append(Row(ref, label, self._detail([reading]), reading.as_of, (mark,), is_main))
        return found

    def points(self, figures: Iterable[Figure]) -> list[Row]:
        """A row for each key of the series, in the order of time."""
        listed = list(figures)
        by_key: dict[str, list[Reading | None]] = {}
        for position, figure in enumerate(listed):
            for reading in figure.readings():
                by_key.setdefault(reading.key, [None] * len(listed))[position] = reading
        rows = [self._point(key, readings) for key, readings in by_key.items()]
        # Reports of one day stay in the order of the record, which knows more than their dates do.
        return sorted(rows, key=lambda row: row.when.sort_key[0])

    def _point(self, key: str, readings: list[Reading | None]) -> Row:
        given = [reading for reading in readings if reading is not None]
        when = given[0].as_of
        label = self._own(self.text.rows, key) or Label(self.words.date(when), self.words.interface.code)
        marks = tuple(self._mark(reading, at) if reading else None for at, reading in enumerate(readings))
        return Row(key, label, self._detail(given), when, marks)

    def series_name(self, figure: Figure) -> Label:
        return self._own(self.text.series, figure.id) or self._figure_name(figure)

    def _mark(self, reading: Reading, series: int) -> Mark:
        formatter, t = self.words.formatter, self.words.t
        unit = reading.figure.record.unit
        same = [one for one in reading.conflicts if one.unit in {None, unit} and isinstance(one.value, Decimal)]
        text = formatter.short(reading.value, unit, reading.qualifier)
        if same:
            shown = dict.fromkeys(formatter.short(one.value, unit, one.qualifier) for one in same)
            text += t("marks.open") + t("marks.semicolon").join(shown) + t("marks.close")
        if reading.label == "superseded":
            text += t("marks.open") + t("labels.superseded.name") + t("marks.close")
        others = tuple(dict.fromkeys(Decimal(one.value) for one in same))
        return Mark(reading, Decimal(reading.value), others, text, series)

    def _detail(self, readings: Iterable[Reading]) -> str:
        if not self.record.with_sources:
            return ""
        sources = self.words.library.sources
        names = [self.words.publisher(sources[one.sources[0].source].publisher) for one in readings]
        return self.words.t("marks.semicolon").join(dict.fromkeys(names))

    def _unit(self, unit: str, out_of: Decimal | None) -> str:
        name = self.words.formatter.unit_name(unit)
        if unit == "percent" or not name:
            return ""
        if out_of is None:
            return self.words.t("charts.unit", unit=name)
        return self.words.t("charts.unit-out-of", unit=name, max=self.words.formatter.number(out_of))

    def _own(self, texts: dict[str, str], key: str) -> Label | None:
        return Label(texts[key], self.code) if key in texts else None

    def _figure_name(self, figure: Figure) -> Label:
        text, code = self.words.figure_text(figure)
        return Label(text.name, code)

    def _reading(self, ref: str) -> Reading:
        reading = self.words.library.reading(ref)
        if reading is None:
            raise KeyError(ref)
        return reading
