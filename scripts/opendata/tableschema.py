"""Table Schemas of the tables, and the Frictionless data package that lists every file.

Data Package and Table Schema, version 1 (specs.frictionlessdata.io): what `frictionless`, the R package
of that name and Open Data Editor read; version 2 reads it too.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from scripts.opendata.cells import pattern
from scripts.opendata.describing import shared
from scripts.opendata.description import Column, Table, Type
from scripts.opendata.licence import LICENCE, LICENCE_TITLE, LICENCE_URL
from scripts.opendata.nesting import JSON_FILES
from scripts.opendata.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.content.library import Library

NAME = "messages-and-sources"
PACKAGE = "datapackage.json"

_TYPES = {Type.NUMBER: "number", Type.INTEGER: "integer", Type.BOOLEAN: "boolean", Type.DATE: "date"}


def table_schema(library: Library, table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    schema: dict[str, Any] = {
        "fields": [_field(library, column, unique=table.primary_key == (column.name,)) for column in table.columns],
        "primaryKey": list(table.primary_key),
        "missingValues": [""],
    }
    if table.single_keys:
        schema["foreignKeys"] = [
            {"fields": key.column, "reference": {"resource": _resource_name(key.table), "fields": "id"}}
            for key in table.single_keys
        ]
    return schema


def _field(library: Library, column: Column, *, unique: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if unique:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if one := pattern(column):
        constraints["pattern"] = f"^{one}( {one})*$" if column.type is Type.IDS else f"^{one}$"
    found: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "description": shared(library, f"data.columns.{column.name}"),
    }
    return found | ({"constraints": constraints} if constraints else {})


def data_package(
    library: Library, site_url: str, day: str, tables: Iterable[Table], files: Mapping[str, bytes]
) -> dict[str, Any]:
    """The descriptor; `files` are all others of the package, by their names, `day` is the content's last one."""
    code = library.source_language.code
    found: dict[str, Any] = {
        "profile": "data-package",
        "name": NAME,
        "title": library.texts[code].get("site.name"),
        "description": shared(library, "data.about"),
        "version": VERSION,
        "created": f"{day}T00:00:00Z",
        "licenses": [{"name": LICENCE, "path": LICENCE_URL, "title": LICENCE_TITLE}],
    }
    if site_url:
        found["homepage"] = f"{site_url}data/"
    described = {table.file: table for table in tables}
    schemas = {file.file: file.schema_file for file in JSON_FILES}
    found["resources"] = [
        _table(library, described[name], data) if name in described else _json(name, schemas[name], data)
        for name, data in files.items()
        if name in described or name in schemas
    ]
    return found


def _table(library: Library, table: Table, data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": _resource_name(table.name),
        "path": table.file,
        "description": shared(library, f"data.tables.{table.name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        **_digest(data),
        "schema": table_schema(library, table),
    }


def _json(name: str, schema: str, data: bytes) -> dict[str, Any]:
    """A JSON file; its schema has a key of its own, since `schema` is for tables."""
    return {
        "name": _resource_name(name),
        "path": name,
        "format": "json",
        "mediatype": "application/json",
        "jsonSchema": schema,
        **_digest(data),
    }


def _digest(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _resource_name(name: str) -> str:
    """Names of resources have no underscores by the recommendation of the specification."""
    return name.replace("_", "-")
