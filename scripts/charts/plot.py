"""What a chart says in one language, before it has a shape: rows, values, scales and words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from scripts.charts.scale import Scale
    from scripts.content.figure import Figure, Reading
    from scripts.content.partialdate import PartialDate
    from scripts.content.records import ChartRecord, ChartText


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


def _is_even(dates: list[PartialDate]) -> bool:
    """Whether dates lie equally far apart, give or take what months and years differ by."""
    gaps = [(later.sort_key[0] - earlier.sort_key[0]).days for earlier, later in pairwise(dates)]
    return not gaps or max(gaps) - min(gaps) <= max(gaps) / 10
