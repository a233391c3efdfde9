"""Values as cells: whether one fits its column, and how CSV and JSON write it.

CSV files are read by spreadsheets too, which take text that begins with ``=``, ``+``, ``-`` or ``@`` for
a formula. Such text gets an apostrophe in front, as OWASP advises ("CSV Injection"); so does text that
already begins with apostrophes before such a sign, so that `restored` gives back exactly what was there.
Numbers are left as they are: a column of numbers stays one, and in a column of text a cell that is a
plain number (``-5.4``) is no formula.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.opendata.description import Type
from scripts.opendata.problem import DataError
from scripts.opendata.quantities import decimal_text
from scripts.outputs.spreadsheet import harmless, restored

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.opendata.description import Column, Value

URL_PATTERN = r"https?://\S+"
ADDRESS_PATTERN = r"\S*"
DATE_PATTERN = r"\d{4}-\d{2}-\d{2}"
_MOMENT = r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}([+-]\d{2}:\d{2}|Z))?)?)?"
PARTIAL_DATE_PATTERN = rf"{_MOMENT}(/{_MOMENT})?"
LANGUAGE_PATTERN = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def pattern(column: Column) -> str:
    """The pattern of each value of the column, without anchors; empty where the type has none."""
    return column.pattern or {
        Type.URL: URL_PATTERN,
        Type.PARTIAL_DATE: PARTIAL_DATE_PATTERN,
        Type.LANGUAGE: LANGUAGE_PATTERN,
    }.get(column.type, "")


def fault(column: Column, value: Value) -> str:
    """Why `value` does not fit the column; empty where it does."""
    if value is None or value == ():
        return f"is empty, but '{column.name}' may not be" if column.required else ""
    if not _PYTHON[column.type](value):
        return f"{value!r} is no {column.type} of '{column.name}'"
    if column.values and value not in column.values:
        return f"{value!r} is none of the values of '{column.name}': {', '.join(column.values)}"
    if wanted := pattern(column) or (DATE_PATTERN if column.type is Type.DATE else ""):
        for one in value if isinstance(value, tuple) else (str(value),):
            if not re.fullmatch(wanted, one):
                return f"{one!r} is no {column.type} of '{column.name}'"
    return ""


_PYTHON: dict[Type, Callable[[Value], bool]] = {
    **dict.fromkeys(Type, lambda value: isinstance(value, str)),
    Type.IDS: lambda value: isinstance(value, tuple),
    Type.NUMBER: lambda value: isinstance(value, Decimal) and value.is_finite(),
    Type.INTEGER: lambda value: isinstance(value, int) and not isinstance(value, bool),
    Type.BOOLEAN: lambda value: isinstance(value, bool),
}


def csv_cell(column: Column, value: Value) -> str:
    """The cell of a CSV file; text that a spreadsheet would run is made harmless."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return decimal_text(value)
        case tuple():
            return " ".join(value)
        case _:
            text = str(value)
    return harmless(text) if column.type is Type.TEXT and not _PLAIN_NUMBER.fullmatch(text) else text


def csv_value(column: Column, cell: str) -> Value:
    """What `csv_cell` wrote: for programs that read the files, and for the tests."""
    if column.type is Type.IDS:
        return tuple(cell.split())
    if not cell:
        return None
    if column.type is Type.BOOLEAN:
        return cell == "true"
    if column.type is Type.INTEGER:
        return int(cell)
    if column.type is Type.NUMBER:
        return Decimal(cell)
    return restored(cell) if column.type is Type.TEXT else cell


def json_value(value: Value) -> str | int | float | bool | list[str] | None:
    """The value in JSON; DataError for a number that JSON readers could not give back exactly."""
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value() and abs(value) < _LARGEST_WHOLE:
        return int(value)
    # The shortest text of a double gives the digits back, as long as there are not too many of them.
    if Decimal(repr(float(value))) != value:
        raise DataError(f"the number {value} has more digits than programs that read JSON keep.")
    return float(value)


_LARGEST_WHOLE = 2**53
