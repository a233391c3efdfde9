"""The tables as CSVW: the Metadata Vocabulary for Tabular Data, W3C 2015.

All tables are one group, so that keys can lead from one to another. The file's name, ``csv-metadata.json``,
is one of the two that processors look for by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.opendata.cells import pattern
from scripts.opendata.describing import of_column, of_table, own_languages, word
from scripts.opendata.description import Column, Table, Type
from scripts.opendata.licence import LICENCE_URL
from scripts.opendata.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scripts.content.library import Library

METADATA = "csv-metadata.json"

_TYPES = {
    Type.NUMBER: "decimal",
    Type.INTEGER: "integer",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.ADDRESS: "anyURI",
}


def metadata(library: Library, day: str, tables: Iterable[Table]) -> dict[str, Any]:
    """The description of the group of all tables."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": library.source_language.code}],
        "dc:title": _texts(library, lambda code: library.texts[library.interface(code).code].get("site.name")),
        "dc:description": _texts(library, lambda code: word(library, code, "data.about")),
        "dc:license": {"@id": LICENCE_URL},
        "dc:modified": {"@value": day, "@type": "xsd:date"},
        "schema:version": VERSION,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": [_table(library, table) for table in tables],
    }


def _texts(library: Library, said: Callable[[str], str]) -> list[dict[str, str]]:
    return [{"@value": said(code), "@language": code} for code in own_languages(library)]


def _table(library: Library, table: Table) -> dict[str, Any]:
    keys = [
        {"columnReference": key.column, "reference": {"resource": f"{key.table}.csv", "columnReference": "id"}}
        for key in table.single_keys
    ]
    return {
        "url": table.file,
        "dc:description": _texts(library, lambda code: of_table(library, code, table)),
        "tableSchema": {
            "columns": [_column(library, column) for column in table.columns],
            "primaryKey": list(table.primary_key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(library: Library, column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,  # what stands in the file's first line: CSVW compares them
        "dc:description": _texts(library, lambda code: of_column(library, code, column)),
        "datatype": _datatype(column),
        "required": column.required,
    }
    return found | ({"separator": " "} if column.type is Type.IDS else {})


def _datatype(column: Column) -> str | dict[str, str]:
    if column.values:
        return {"base": "string", "format": "^(" + "|".join(column.values) + ")$"}
    if column.type in _TYPES:
        return _TYPES[column.type]
    wanted = pattern(column)
    base = "anyURI" if column.type is Type.URL else "string"
    return {"base": base, "format": f"^{wanted}$"} if wanted else "string"
