"""Lays out values joined in time: the scale runs up, time runs across, in proportion to the dates."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from scripts.charts.furniture import heading
from scripts.charts.measure import width
from scripts.charts.sheet import OTHER, SIZE, SMALL, WIDTH, Dot, Rule, Sheet, TooLongError, Words

if TYPE_CHECKING:
    from decimal import Decimal

    from scripts.charts.plot import Mark, Panel, Plot, Row
    from scripts.render.texts import ShownTexts

_HEIGHT = 150.0
"""Of the scale."""
_ABOVE, _BELOW = 9.0, 18.0
"""From a dot to the baseline of its value."""


def lay_line(words: ShownTexts, plot: Plot, panel: Panel, *, first: bool) -> Sheet:
    """The sheet of a panel of lines; `first`: whether it has the legend. TooLongError for a label."""
    sheet = Sheet(plot.code, across=False, end=panel.scale.end, joined=True)
    heading(words, plot, panel, sheet, first=first)
    ticks = [(tick, words.formatter.short(tick, panel.unit_code)) for tick in panel.scale.ticks]
    sheet.left = round(max(width(text, SMALL) for _, text in ticks) + 6, 1)
    sheet.top = sheet.height + 14
    bottom = sheet.bottom = sheet.top + _HEIGHT
    for tick, text in ticks:
        y = bottom - _HEIGHT * float(tick / panel.scale.end) + SMALL * 0.35
        anchor_x = round(sheet.left - 6, 1)
        sheet.words.append(Words(text, anchor_x, round(y, 1), words.interface.code, SMALL, "end", soft=True))
        sheet.rules.append(Rule(tick, sheet.left, sheet.right))
    places = _places(panel, sheet)
    sheet.height = bottom + 4
    base = round(sheet.height + sheet.leading(SIZE) * 0.76, 1)
    for row, x in zip(panel.rows, places, strict=True):
        sheet.words.append(Words(row.label.text, x, base, row.label.code, SIZE, "middle"))
        _values(words, panel, sheet, row, x, bottom)
    sheet.height += sheet.leading(SIZE)
    return sheet


def _places(panel: Panel, sheet: Sheet) -> list[float]:
    """Where each row stands across, in proportion to time; TooLongError where neighbours would touch."""
    rooms = [_room(row) for row in panel.rows]
    begin, end = sheet.left + rooms[0] / 2 + 2, WIDTH - rooms[-1] / 2
    days = [row.when.sort_key[0].toordinal() for row in panel.rows]
    span = max(days[-1] - days[0], 1)
    places = [round(begin + (end - begin) * (day - days[0]) / span, 1) for day in days]
    for (left, right), (one, two), row in zip(pairwise(places), pairwise(rooms), panel.rows, strict=False):
        if right - left < (one + two) / 2 + 4:
            raise TooLongError(f"the label '{row.label.text}' or its values are too long for their place")
    return places


def _room(row: Row) -> float:
    values = [width(mark.text, SIZE) for mark in row.marks if mark is not None]
    return max(width(row.label.text, SIZE), *values)


def _values(words: ShownTexts, panel: Panel, sheet: Sheet, row: Row, x: float, bottom: float) -> None:
    """The highest value of a row has its number above, a lower one below."""
    given = sorted((mark for mark in row.marks if mark is not None), key=lambda mark: (-mark.value, mark.series))
    for order, mark in enumerate(given):
        sheet.dots.append(Dot(mark.value, x, mark.series))
        sheet.dots += [Dot(value, x, OTHER) for value in mark.others]
        below = order > 0
        edge = min(_all(mark)) if below else max(_all(mark))
        y = bottom - _HEIGHT * float(edge / panel.scale.end) + (_BELOW if below else -_ABOVE)
        sheet.words.append(Words(mark.text, x, round(y, 1), words.interface.code, anchor="middle", over=True))


def _all(mark: Mark) -> list[Decimal]:
    return [mark.value, *mark.others]
