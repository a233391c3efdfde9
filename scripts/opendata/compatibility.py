"""What a program that reads the data can rely on, as a list that can be compared; and what a change of it raises.

==========  =====================================================================================
part        raised when
==========  =====================================================================================
major       a table, column, JSON key or allowed value is gone, has another name or another type,
            a key is another, or a column that was always filled may now be empty
minor       a table, column, JSON key or allowed value was added, or one is now always filled
patch       nothing of this changed: descriptions, order of rows
==========  =====================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from scripts.opendata.cells import pattern
from scripts.opendata.nesting import JSON_FILES, label_columns
from scripts.opendata.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.opendata.description import Column, Table
    from scripts.opendata.nesting import Node

Form: TypeAlias = dict[str, str]
"""What each column and JSON key is, by its place, such as ``figures.csv unit``."""
Part: TypeAlias = Literal["major", "minor", "patch"]

_PARTS: tuple[Part, ...] = ("major", "minor", "patch")


def form() -> Form:
    """The form of the data as it is described now."""
    return dict(sorted((*_tables(), *_files())))


def raised(old: Form, new: Form) -> Part:
    """Which part of the version the change from `old` to `new` raises."""
    if any(place not in new or _breaks(kind, new[place]) for place, kind in old.items()):
        return "major"
    return "patch" if old == new else "minor"


def is_enough(before: str, after: str, part: Part) -> bool:
    """Whether the version `after` may follow on `before` with a change that raises `part`."""
    old, new = (tuple(map(int, version.split("."))) for version in (before, after))
    if new <= old:
        return False
    at = next(position for position, (one, other) in enumerate(zip(old, new, strict=True)) if one != other)
    return at <= _PARTS.index(part)


def _breaks(old: str, new: str) -> bool:
    kind, _, values = old.partition(" of ")
    other, _, more = new.partition(" of ")
    if other not in {kind, f"{kind} always"}:
        return True
    return not set(values.split("|")) <= set(more.split("|"))


def _tables() -> Iterator[tuple[str, str]]:
    for table in TABLES:
        for column in table.columns:
            yield f"{table.file} {column.name}", _kind(table, column)
        yield f"{table.file} primary key", ", ".join(table.primary_key)


def _kind(table: Table, column: Column) -> str:
    leads = next((f" to {key.table}" for key in table.foreign_keys if key.column == column.name), "")
    values = "|".join(column.values) or pattern(column)
    return f"{column.type}{leads}{' always' if column.required else ''}{' of ' if values else ''}{values}"


def _files() -> Iterator[tuple[str, str]]:
    for file in JSON_FILES:
        for key, node in file.lists:
            yield from _node(f"{file.file} {key}[]", node)
        for key, node in file.looked_up:
            yield from _node(f"{file.file} {key}{{id}}", node)


def _node(place: str, node: Node) -> Iterator[tuple[str, str]]:
    for column in node.columns:
        yield f"{place}.{column.name}", f"see {node.table.file}"
    if node.subject:
        for column in label_columns(node):
            yield f"{place}.texts{{language}}.{column.name}", str(column.type)
    for child in node.children:
        yield from _node(f"{place}.{child.key}{'{language}' if child.by_language else '[]'}", child.node)
