"""Lays out rows of bars or dots, one below another: the label above its marks or beside them, the value at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.charts.furniture import heading, tick_words
from scripts.charts.measure import width
from scripts.charts.plot import Label
from scripts.charts.sheet import OTHER, SIZE, SMALL, WIDTH, Bar, Dot, Rule, Sheet, TooLongError, Track, Words

if TYPE_CHECKING:
    from decimal import Decimal

    from scripts.charts.plot import Mark, Panel, Plot, Row
    from scripts.render.texts import ShownTexts

_LANE = 17.0
"""Height of the lane of one mark."""
_BAR = 12.0
_GAP = 9.0
"""Between rows."""
_RADIUS = 4.5
"""Of a dot, and the room between a mark and its value."""
_BESIDE = 0.4
"""Labels that take no more of the width stand beside their marks."""
_LEAST = 0.35
"""The part of the width that the scale needs."""


def lay_rows(words: ShownTexts, plot: Plot, panel: Panel, *, first: bool) -> Sheet:
    """The sheet of a panel of bars or dots; `first`: whether it has the legend. TooLongError for a label."""
    sheet = Sheet(plot.code, end=panel.scale.end)
    heading(words, plot, panel, sheet, first=first)
    labels = max(width(row.label.text, SIZE, bold=row.is_main) for row in panel.rows)
    beside = labels <= WIDTH * _BESIDE and not any(row.detail or len(row.marks) > 1 for row in panel.rows)
    sheet.left = round(labels + 8, 1) if beside else 0
    sheet.right = _end_of_scale(panel, sheet.left)
    for number, row in enumerate(panel.rows):
        if number and not beside:
            sheet.height += _GAP
        _Row(words, plot, panel, sheet, beside=beside).lay(row)
    sheet.height += 3
    tick_words(words, panel, sheet)
    return sheet


def _end_of_scale(panel: Panel, left: float) -> float:
    """Where the scale ends, so that every value has room after its mark."""
    right = float(WIDTH)
    for mark in panel.marks:
        share = float(_far(mark) / panel.scale.end)
        room = WIDTH - left - _RADIUS * 2 - width(mark.text, SIZE)
        if share > 0:
            right = min(right, left + room / share)
        if room <= 0 or right - left < (WIDTH - left) * _LEAST:
            raise TooLongError(f"the value '{mark.text}' is too long for its place")
    return round(min(right, WIDTH - 6), 1)


def _far(mark: Mark) -> Decimal:
    return max(mark.value, *mark.others) if mark.others else mark.value


class _Row:
    def __init__(self, words: ShownTexts, plot: Plot, panel: Panel, sheet: Sheet, *, beside: bool) -> None:
        self.words, self.plot, self.panel, self.sheet, self.beside = words, plot, panel, sheet, beside

    def lay(self, row: Row) -> None:
        sheet = self.sheet
        if self.beside:
            y = sheet.height + _lane(sheet) / 2 + SIZE * 0.35
            sheet.words.append(Words(row.label.text, 0, round(y, 1), row.label.code, bold=row.is_main))
        else:
            label = Label(f"{row.label.text} · {row.detail}", row.label.code) if row.detail else row.label
            sheet.write(label, bold=row.is_main or (len(row.marks) > 1 and not row.detail))
        top = sheet.height
        for mark in row.marks:
            self._mark(mark, row)
        for tick in self.panel.scale.ticks:
            sheet.rules.append(Rule(tick, top, sheet.height))

    def _mark(self, mark: Mark | None, row: Row) -> None:
        sheet = self.sheet
        lane = _lane(sheet) if self.beside else _LANE
        middle = sheet.height + lane / 2
        base = round(middle + SIZE * 0.35, 1)
        sheet.height += lane
        if mark is None:
            text = self.words.t("charts.no-value")
            sheet.words.append(Words(text, sheet.left + 4, base, self.words.interface.code, SMALL, soft=True))
            return
        series = mark.series if not self.plot.record.own_scale else 0
        if self.plot.record.kind == "bars":
            faint = bool(self.plot.record.highlight) and not row.is_main
            sheet.bars.append(Bar(mark.value, round(middle - _BAR / 2, 1), _BAR, series, faint=faint))
        else:
            sheet.tracks.append(Track(mark.value, middle))
            sheet.dots.append(Dot(mark.value, middle, series))
        sheet.dots += [Dot(value, middle, OTHER) for value in mark.others]
        share = float(_far(mark) / self.panel.scale.end)
        x = sheet.left + (sheet.right - sheet.left) * share + _RADIUS * 1.75
        bold = row.is_main
        sheet.words.append(Words(mark.text, round(x, 1), base, self.words.interface.code, bold=bold, over=True))


def _lane(sheet: Sheet) -> float:
    return max(_LANE, sheet.leading(SIZE)) + 2
