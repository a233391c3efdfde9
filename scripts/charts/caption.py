"""The words around a chart that follow from its values: dates, cautions, who gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.charts.plot import Plot
    from scripts.render.texts import ShownTexts


def dates(words: ShownTexts, plot: Plot) -> str:
    """``As of 12 September 2024``, or from the first date to the last."""
    found = sorted((reading.as_of for reading in plot.readings), key=lambda when: when.sort_key)
    first, last = found[0], found[-1]
    if first.text == last.text:
        return words.t("figure.as-of", date=words.date(first))
    return words.t("charts.dates", start=words.date(first), end=words.date(last))


def cautions(words: ShownTexts, plot: Plot) -> list[str]:
    """What keeps a reader from seeing in the picture what the values do not say."""
    found = [] if plot.is_comparable else [words.t("figure.not-comparable")]
    return found if plot.is_evenly_spaced else [*found, words.t("charts.not-to-scale")]


def publishers(words: ShownTexts, plot: Plot) -> str:
    """The bodies that the values come from, in the order of the table."""
    sources = words.library.sources
    names = [words.publisher(sources[one.source].publisher) for reading in plot.readings for one in reading.sources[:1]]
    return words.t("marks.semicolon").join(dict.fromkeys(names))
