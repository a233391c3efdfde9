"""Every table with its rows, checked against its description: what all files are written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.opendata import figurerows, figuretables, labelrows, messagerows, recordrows, tables, withdrawnrows
from scripts.opendata.cells import fault
from scripts.opendata.problem import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.content.library import Library
    from scripts.opendata.description import Row, Table, Value


@dataclass(frozen=True, eq=False)
class Dataset:
    """The rows of each table, by the table's name."""

    library: Library
    site_url: str
    rows: Mapping[str, tuple[Row, ...]]


def dataset(library: Library, site_url: str = "") -> Dataset:
    """The content as tables; DataError where a row does not fit its table.

    Made once for the same library: the page about the data asks for it in every language.
    """
    if not (_LAST and _LAST[0].library is library and _LAST[0].site_url == site_url):
        made = Dataset(library, site_url, _rows(library, site_url))
        check(made.rows)
        _LAST[:] = [made]
    return _LAST[0]


_LAST: list[Dataset] = []


def references(value: Value) -> tuple[str, ...]:
    """The ids that a cell of a foreign key names."""
    if isinstance(value, tuple):
        return value
    return () if value is None else (str(value),)


def _rows(library: Library, site_url: str) -> dict[str, tuple[Row, ...]]:
    found: dict[Table, Iterable[Row]] = {
        figuretables.FIGURES: figurerows.figures(library, site_url),
        figuretables.OBSERVATIONS: figurerows.observations(library, site_url),
        figuretables.OBSERVATION_SOURCES: figurerows.observation_sources(library),
        figuretables.CONFLICTS: figurerows.conflicts(library),
        tables.SOURCES: recordrows.sources(library),
        tables.PUBLISHERS: recordrows.publishers(library),
        tables.MESSAGES: messagerows.messages(library, site_url),
        tables.MESSAGE_TEXTS: messagerows.message_texts(library, site_url),
        tables.EDITIONS: recordrows.editions(library, site_url),
        tables.TOPICS: recordrows.topics(library, site_url),
        tables.TERMS: recordrows.terms(library),
        tables.TERM_FORMS: recordrows.term_forms(library),
        tables.CODES: labelrows.codes(library),
        tables.LABELS: labelrows.labels(library),
        tables.WITHDRAWN: withdrawnrows.withdrawn(library, site_url),
    }
    return {table.name: tuple(rows) for table, rows in found.items()}


def check(rows: Mapping[str, Iterable[Row]], described: Iterable[Table] = tables.TABLES) -> None:
    """DataError with every row that does not fit its table: its types, its own key, or the keys of others."""
    found: list[str] = []
    ids = {name: {row.get("id") for row in some} for name, some in rows.items()}
    for table in described:
        seen: set[tuple[object, ...]] = set()
        names = [column.name for column in table.columns]
        for row in rows[table.name]:
            key = tuple(row.get(name) for name in table.primary_key)
            where = f"{table.file}, row {'/'.join(map(str, key))}"
            if list(row) != names:
                found.append(f"{where}: has the columns {', '.join(row)}, not {', '.join(names)}")
                continue
            if key in seen:
                found.append(f"{where}: this key stands twice")
            seen.add(key)
            faults = (fault(column, row[column.name]) for column in table.columns)
            found += [f"{where}: {one}" for one in faults if one]
            found += [
                f"{where}: there is no '{one}' in {other.table}.csv"
                for other in table.foreign_keys
                for one in references(row[other.column])
                if one not in ids[other.table]
            ]
    if found:
        hint = "-> Correct the record with that id below docs/, or the description in scripts/opendata/tables.py."
        raise DataError("\n".join([*found, f"    {hint}"]))
