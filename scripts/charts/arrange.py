"""The panels of a chart, laid out one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.charts.layout import lay_rows
from scripts.charts.linelayout import lay_line

if TYPE_CHECKING:
    from scripts.charts.plot import Plot
    from scripts.charts.sheet import Sheet
    from scripts.render.texts import ShownTexts


def sheets(words: ShownTexts, plot: Plot) -> list[Sheet]:
    """A sheet for each panel; TooLongError for a label without room."""
    lay = lay_line if plot.record.kind == "line" else lay_rows
    return [lay(words, plot, panel, first=number == 0) for number, panel in enumerate(plot.panels)]
