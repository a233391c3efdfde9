"""A chart on a page: picture, table and links to the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from scripts.charts.caption import cautions, dates
from scripts.charts.drawing import inline_svg
from scripts.charts.files import KINDS, path
from scripts.charts.plotting import plot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.charts.plot import Label, Plot
    from scripts.content.figure import Reading
    from scripts.content.records import Citation
    from scripts.render.pageview import PageView


@dataclass(frozen=True)
class Line:
    """A row of the table: one value."""

    name: Markup
    reading: Reading


def chart(view: PageView, chart_id: str) -> Markup:
    """The chart with all that belongs to it."""
    shown = plot(view, chart_id)
    note = shown.text.note
    return view.component(
        "chart",
        plot=shown,
        title=view.other(shown.text.title, shown.code),
        note=view.other(note, shown.code) if note else "",
        labels=list(dict.fromkeys(reading.label for reading in shown.readings)),
        dates=dates(view, shown),
        cautions=cautions(view, shown),
        picture=Markup(inline_svg(view, shown)),  # noqa: S704 (made by lxml)
        citations=_citations(view, shown),
        lines=list(_lines(view, shown)),
        definitions=shown.figures if shown.record.series else (),
        files={kind: view.file(path(chart_id, view.reader.code, kind)) for kind in KINDS},
    )


def _citations(view: PageView, shown: Plot) -> list[Citation]:
    """The first source of each publisher that values come from."""
    by_publisher: dict[str, Citation] = {}
    for reading in shown.readings:
        citation = reading.sources[0]
        by_publisher.setdefault(view.library.sources[citation.source].publisher, citation)
    return list(by_publisher.values())


def _lines(view: PageView, shown: Plot) -> Iterator[Line]:
    names = shown.names
    for panel in shown.panels:
        for row in panel.rows:
            for mark in row.marks:
                if mark is None:
                    continue
                series = names[mark.reading.figure.id] if len(names) > 1 else None
                name = _label(view, row.label)
                yield Line(name + view.t("marks.colon") + _label(view, series) if series else name, mark.reading)


def _label(view: PageView, label: Label) -> Markup:
    return view.other(label.text, label.code)
