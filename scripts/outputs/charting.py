"""Every chart as files of one language: SVG, PNG and CSV below ``charts/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typst

from scripts.charts.files import path
from scripts.charts.picture import png, said, svg
from scripts.charts.plotting import plot
from scripts.charts.table import csv_table
from scripts.content.address import address
from scripts.render.texts import ShownTexts

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.content.library import Library


class ChartError(RuntimeError):
    """A chart could not be drawn."""


def write(library: Library, language: Language, site: Path, site_url: str = "") -> int:
    """Write the files of every chart in `language` below `site`; the number of charts.

    `site_url` is the site's address; where it has one, each picture names the page that it belongs to.
    ChartError names the chart that cannot be drawn.
    """
    words = ShownTexts(library, language)
    for chart_id in library.charts:
        try:
            files = _files(words, chart_id, site_url)
        except (ValueError, typst.TypstError) as error:
            raise ChartError(f"chart '{chart_id}' in '{language.code}': {error}") from error
        for kind, data in files.items():
            target = site / path(chart_id, language.code, kind)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return len(library.charts)


def _files(words: ShownTexts, chart_id: str, site_url: str) -> dict[str, bytes]:
    shown = plot(words, chart_id)
    page = f"{site_url}{address(words.language, shown.record.topic)}#chart-{chart_id}" if site_url else ""
    picture = svg(words, shown, page)
    return {"svg": picture, "png": png(words, picture, said(words, shown, page)), "csv": csv_table(words, shown)}
