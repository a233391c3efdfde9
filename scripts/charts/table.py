"""The values of a chart as CSV: one row a value, with all that is needed to cite it.

Comma-separated UTF-8 (RFC 4180) with a byte order mark, as the site's other tables (see
`scripts.outputs.termbase`). Names of columns are the same in every language; what they hold is in the
reader's. Another source's value has a row of its own, with ``other`` in the column ``given_as``.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.charts.plot import Mark, Plot, Row
    from scripts.content.records import Conflict
    from scripts.render.texts import ShownTexts

COLUMNS = (
    "chart", "item", "series", "figure", "given_as", "value", "qualifier", "unit", "out_of", "as_of", "label",
    "definition", "population", "source", "source_url", "seen_url", "licence",
)  # fmt: skip
LICENCE = "CC BY 4.0"

_FORMULA_SIGNS = tuple("=+-@\t\r")


def csv_table(words: ShownTexts, plot: Plot) -> bytes:
    """The file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for cells in _rows(words, plot):
        writer.writerow({name: _harmless(cell) for name, cell in cells.items()})
    return text.getvalue().encode("utf-8-sig")


def _rows(words: ShownTexts, plot: Plot) -> Iterator[dict[str, str]]:
    for panel in plot.panels:
        for row in panel.rows:
            for mark in row.marks:
                if mark is None:
                    continue
                yield _value(words, plot, row, mark)
                for conflict in mark.reading.conflicts:
                    yield _other(words, plot, row, mark, conflict)


def _common(words: ShownTexts, plot: Plot, row: Row, mark: Mark) -> dict[str, str]:
    reading = mark.reading
    text, _ = words.figure_text(reading.figure)
    return {
        "chart": plot.text.title,
        "item": row.label.text,
        "series": plot.names[reading.figure.id].text if plot.record.series else "",
        "figure": reading.ref,
        "label": words.t(f"labels.{reading.label}.name"),
        "definition": text.definition,
        "population": text.population or "",
        "licence": LICENCE,
    }


def _value(words: ShownTexts, plot: Plot, row: Row, mark: Mark) -> dict[str, str]:
    reading, record = mark.reading, mark.reading.figure.record
    library = words.library
    return _common(words, plot, row, mark) | {
        "given_as": "value",
        "value": str(reading.value),
        "qualifier": reading.qualifier or "",
        "unit": record.unit,
        "out_of": str(record.out_of or ""),
        "as_of": reading.as_of.text,
        "source": " | ".join(words.citation(one.source) for one in reading.sources),
        "source_url": " | ".join(library.sources[one.source].url or "" for one in reading.sources).strip(" |"),
        "seen_url": " | ".join(one.seen for one in reading.sources if one.seen),
    }


def _other(words: ShownTexts, plot: Plot, row: Row, mark: Mark, conflict: Conflict) -> dict[str, str]:
    record = mark.reading.figure.record
    return _common(words, plot, row, mark) | {
        "given_as": "other",
        "value": str(conflict.value),
        "qualifier": conflict.qualifier or "",
        "unit": conflict.unit or record.unit,
        "out_of": str(record.out_of or "") if conflict.unit is None else "",
        "as_of": conflict.as_of.text if conflict.as_of else "",
        "source": words.citation(conflict.source),
        "source_url": words.library.sources[conflict.source].url or "",
        "seen_url": "",
    }


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, as text (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) and not cell.lstrip("-").replace(".", "").isdigit() else cell
