"""JSON Schemas (draft 2020-12) of the JSON files, from the same descriptions as the files themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scripts.opendata.cells import pattern
from scripts.opendata.describing import shared
from scripts.opendata.description import Column, Type
from scripts.opendata.licence import LICENCE
from scripts.opendata.nesting import label_columns
from scripts.opendata.version import VERSION

if TYPE_CHECKING:
    from scripts.content.library import Library
    from scripts.opendata.nesting import JsonFile, Node

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {Type.NUMBER: "number", Type.INTEGER: "integer", Type.BOOLEAN: "boolean"}
_FORMATS = {Type.DATE: "date", Type.URL: "uri", Type.ADDRESS: "uri-reference"}


def schema(library: Library, file: JsonFile) -> Schema:
    """The schema of a file."""
    properties: Schema = {
        "$schema": {"const": file.schema_file},
        "version": {"const": VERSION},
        "licence": _object({"id": {"const": LICENCE}, "title": {"type": "string"}, "url": {"type": "string"}}),
        "site": {"type": ["string", "null"], "description": shared(library, "data.columns.site")},
        "generated_from": {
            "type": "string",
            "format": "date",
            "description": shared(library, "data.columns.generated_from"),
        },
        "languages": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "source_language": {"type": "string"},
    }
    for key, node in file.lists:
        properties[key] = {
            "type": "array",
            "description": shared(library, f"data.tables.{node.table.name}"),
            "items": _node(library, node),
        }
    for key, node in file.looked_up:
        properties[key] = {
            "type": "object",
            "description": shared(library, f"data.tables.{node.table.name}"),
            "additionalProperties": _node(library, node),
        }
    return {"$schema": DIALECT, "title": file.file, **_object(properties)}


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def _node(library: Library, node: Node) -> Schema:
    properties = {column.name: _column(library, column) for column in node.columns}
    if node.subject:
        labels = label_columns(node)
        # A label that a language does not have is left out there; it is never null.
        own = _object(
            {column.name: _column(library, replace(column, required=True)) for column in labels},
            [column.name for column in labels if column.required],
        )
        properties["texts"] = {"type": "object", "additionalProperties": own}
    for child in node.children:
        inner = _node(library, child.node)
        properties[child.key] = {
            "description": shared(library, f"data.tables.{child.node.table.name}"),
            **(
                {"type": "object", "additionalProperties": inner}
                if child.by_language
                else {"type": "array", "items": inner}
            ),
        }
    return _object(properties)


def _column(library: Library, column: Column) -> Schema:
    found: Schema = {"description": shared(library, f"data.columns.{column.name}")}
    wanted = {"pattern": f"^{pattern(column)}$"} if pattern(column) else {}
    if column.type is Type.IDS:
        return found | {"type": "array", "items": {"type": "string", **wanted}}
    if column.values:
        values = list(column.values) if column.required else [*column.values, None]
        return found | {"enum": values}
    kind = _TYPES.get(column.type, "string")
    found["type"] = kind if column.required else [kind, "null"]
    if column.type in _FORMATS:
        found["format"] = _FORMATS[column.type]
    return found | wanted
