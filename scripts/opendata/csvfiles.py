"""Tables as CSV: RFC 4180, UTF-8 with a byte order mark.

The mark is there for the same reason as in the glossary's file: Excel, which most readers open these
files with, takes a file without it for the system's old code page, and letters of all scripts are lost.
RFC 4180 does not speak of it; CSVW decodes by the Encoding Standard of the W3C, which drops it; the
libraries `frictionless`, `csvw` and pandas (``encoding="utf-8-sig"``) read it, and the metadata names
no other encoding than ``utf-8``.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from scripts.opendata.cells import csv_cell, csv_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.opendata.description import Row, Table

ENCODING = "utf-8-sig"


def written(table: Table, rows: Iterable[Row]) -> bytes:
    """The file of a table."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow([csv_cell(column, row[column.name]) for column in table.columns])
    return text.getvalue().encode(ENCODING)


def read(table: Table, data: bytes) -> Iterator[Row]:
    """The rows of a file that was written by `written`."""
    for cells in csv.DictReader(io.StringIO(data.decode(ENCODING), newline="")):
        yield {column.name: csv_value(column, cells[column.name]) for column in table.columns}
