"""What a table is: columns with types and constraints, keys. Every format's schema is derived from these.

A column's name means the same in every table, so that its description is written once a language:
``data.columns.<name>`` in strings.yml; a table's is ``data.tables.<name>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int | bool | Decimal | tuple[str, ...] | None
"""A cell: None is an empty one; dates are text in the form of ISO 8601."""

Row: TypeAlias = dict[str, Value]
"""A row by the names of its columns, in their order."""


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    ID = "id"
    """Text of a fixed pattern."""
    IDS = "ids"
    """Ids with a space between them; an array in JSON."""
    CODE = "code"
    """One of a closed list."""
    LANGUAGE = "language"
    """A BCP 47 tag."""
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    """A day: ``2024-09-07``."""
    PARTIAL_DATE = "partial-date"
    """As precise as the source: see `scripts.content.partialdate`."""
    URL = "url"
    """An absolute web address."""
    ADDRESS = "address"
    """An address of this site: absolute where the site knows its own, else from its root."""


@dataclass(frozen=True)
class Column:
    """A column; its description is in strings.yml."""

    name: str
    type: Type
    required: bool = True
    pattern: str = ""
    """Of `Type.ID`, or of each of `Type.IDS`; without anchors."""
    values: tuple[str, ...] = ()
    """Of `Type.CODE`."""


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values (or, in a column of ids, each of them) are ids of another table."""

    column: str
    table: str


@dataclass(frozen=True)
class Table:
    """A table, in the order of its columns."""

    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def file(self) -> str:
        """Name of its CSV file."""
        return f"{self.name}.csv"

    @property
    def single_keys(self) -> tuple[ForeignKey, ...]:
        """Foreign keys with one id a cell: the only ones that Table Schema and CSVW can express."""
        return tuple(key for key in self.foreign_keys if self.column(key.column).type is not Type.IDS)

    def column(self, name: str) -> Column:
        """The column with this name."""
        return next(column for column in self.columns if column.name == name)
