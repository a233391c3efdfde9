"""What a chart says in one language, before it has a shape: rows, values, scales and words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from scripts.charts.scale import Scale, scale_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scripts.content.figure import Figure, Reading
    from scripts.content.partialdate import PartialDate
    from scripts.content.records import ChartRecord, ChartText
    from scripts.render.texts import ShownTexts


@dataclass(frozen=True)
class Label:
    """Words, and the language that they are in: another than the reader's where a translation is missing."""

    text: str
    code: str


@dataclass(frozen=True)
class Mark:
    """One value to draw."""

    reading: Reading
    value: Decimal
    others: tuple[Decimal, ...]
    """What other sources give for the same thing in the same unit."""
    text: str
    """The value in the reader's form with its qualifier, then the others in brackets."""
    series: int
    """Which series it is of, from 0."""


@dataclass(frozen=True)
class Row:
    """A row, or a point in time, with a mark for each series; None where one has no value."""

    key: str
    label: Label
    detail: str
    """The bodies that the values come from, where the chart names them."""
    when: PartialDate
    marks: tuple[Mark | None, ...]
    is_main: bool = False
    """Whether the chart is about this row."""


@dataclass(frozen=True)
class Panel:
    """Rows that share a scale."""

    heading: Label | None
    """The name of the series, where each has a panel of its own."""
    unit: str
    """The unit in words; empty where the values say it."""
    unit_code: str
    scale: Scale
    rows: tuple[Row, ...]

    @property
    def marks(self) -> Iterator[Mark]:
        """All values."""
        return (mark for row in self.rows for mark in row.marks if mark is not None)

    @property
    def has_others(self) -> bool:
        """Whether another source's value is drawn."""
        return any(mark.others for mark in self.marks)


@dataclass(frozen=True)
class Plot:
    """A chart in one language."""

    id: str
    record: ChartRecord
    text: ChartText
    code: str
    """The language of `text`."""
    names: Mapping[str, Label]
    """What each series is called, by figure; empty where the rows are figures."""
    panels: tuple[Panel, ...]
    figures: tuple[Figure, ...]

    @property
    def legend(self) -> tuple[Label, ...]:
        """Names of series that share a panel."""
        return tuple(self.names.values()) if len(self.names) > 1 and not self.record.own_scale else ()

    @property
    def readings(self) -> Iterator[Reading]:
        """All values with what goes with them, in the order of the table."""
        return (mark.reading for panel in self.panels for mark in panel.marks)

    @property
    def is_comparable(self) -> bool:
        """Whether the values of every figure can be set against one another."""
        return all(figure.record.comparable for figure in self.figures)

    @property
    def is_evenly_spaced(self) -> bool:
        """Whether rows that are dates follow one another at equal distances."""
        if not self.record.series or self.text.rows or self.record.kind == "line":
            return True
        return all(_is_even([row.when for row in panel.rows]) for panel in self.panels)


def plot(words: ShownTexts, chart_id: str) -> Plot:
    """The chart `chart_id` for readers of `words`; its record keeps the rules of `scripts.rules.chart_rules`."""
    record = words.library.charts[chart_id]
    text, code = words.chart_text(chart_id)
    maker = _Maker(words, record, text, code)
    ids = record.series or tuple(dict.fromkeys(ref.partition(".")[0] for ref in record.rows))
    figures = tuple(words.library.figures[one] for one in ids)
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


def _is_even(dates: list[PartialDate]) -> bool:
    """Whether dates lie equally far apart, give or take what months and years differ by."""
    gaps = [(later.sort_key[0] - earlier.sort_key[0]).days for earlier, later in pairwise(dates)]
    return not gaps or max(gaps) - min(gaps) <= max(gaps) / 10
