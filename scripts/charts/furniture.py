"""What stands around the marks of a panel: heading, unit, legend and the numbers of the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.charts.measure import width
from scripts.charts.plot import Label
from scripts.charts.sheet import OTHER, SIZE, SMALL, WIDTH, Sheet, Stamp, Words

if TYPE_CHECKING:
    from decimal import Decimal

    from scripts.charts.plot import Panel, Plot
    from scripts.render.texts import ShownTexts

_SWATCH = 18.0
"""From a mark of the legend to its words."""
_BETWEEN = 14.0


def heading(words: ShownTexts, plot: Plot, panel: Panel, sheet: Sheet, *, first: bool) -> None:
    """The panel's name and unit, and, in the `first` panel, the legend of the chart."""
    if not first:
        sheet.height += 12
    if panel.heading:
        sheet.write(panel.heading, size=SIZE + 0.5, bold=True)
    if panel.unit:
        sheet.write(Label(panel.unit, words.interface.code), size=SMALL, soft=True)
    entries = [(number, label) for number, label in enumerate(plot.legend)] if first else []
    if panel.has_others:
        entries.append((OTHER, Label(words.t("charts.others"), words.interface.code)))
    if entries:
        _legend(sheet, entries, is_bar=plot.record.kind == "bars")
    if sheet.height:
        sheet.height += 6


def _legend(sheet: Sheet, entries: list[tuple[int, Label]], *, is_bar: bool) -> None:
    """Entries one after another, on a new line where the last has no room for the next."""
    x, step = 0.0, sheet.leading(SMALL) + 2
    sheet.height += 3
    top = sheet.height
    for series, label in entries:
        needed = _SWATCH + width(label.text, SMALL)
        if x and x + needed > WIDTH:
            x, top = 0.0, sheet.height
        sheet.height = top
        lines = sheet.write(label, size=SMALL, room=WIDTH - _SWATCH - x, x=x + _SWATCH)
        sheet.stamps.append(Stamp(x + 6, round(top + step * 0.42, 1), series, is_bar=is_bar and series != OTHER))
        x += _SWATCH + lines + _BETWEEN
        sheet.height = max(sheet.height, top + step)


def tick_words(words: ShownTexts, panel: Panel, sheet: Sheet) -> None:
    """The numbers below a scale that runs across: the ends, and between them those that have room."""
    scale, length = panel.scale, sheet.right - sheet.left
    step = sheet.leading(SMALL)
    y = round(sheet.height + step * 0.76, 1)

    def place(tick: Decimal) -> tuple[str, float, float]:
        text = words.formatter.short(tick, panel.unit_code)
        return text, sheet.left + length * float(tick / scale.end), width(text, SMALL)

    last_text, last_x, last_width = place(scale.ticks[-1])
    edge = last_x - last_width / 2
    over = last_x + last_width / 2 > WIDTH
    if over:
        edge = WIDTH - last_width
    free = 0.0
    for number, tick in enumerate(scale.ticks[:-1]):
        text, x, wide = place(tick)
        begin = x if not number else x - wide / 2
        if begin >= free and begin + wide + 6 <= edge:
            anchor = "start" if not number else "middle"
            sheet.words.append(Words(text, round(x, 1), y, words.interface.code, SMALL, anchor, soft=True))  # type: ignore[arg-type]
            free = begin + wide + 6
    last = WIDTH if over else last_x
    sheet.words.append(
        Words(last_text, round(last, 1), y, words.interface.code, SMALL, "end" if over else "middle", soft=True)
    )
    sheet.height += step
