"""Values and dates as cells: how a value is to be read follows from its unit."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.content.partialdate import PartialDate, Precision, parse_date
from scripts.opendata.problem import DataError

if TYPE_CHECKING:
    from datetime import date

    from scripts.content.partialdate import Moment
    from scripts.content.records import Qualifier, Quantity
    from scripts.opendata.description import Row

HINT = "Correct the value or the unit of the record."
_YEAR = re.compile(r"\d{4}")


def decimal_text(value: Decimal) -> str:
    """A number with all its decimals, a point before them and no exponent: ``99.740``."""
    return format(value, "f")


def value_type(unit: str) -> str:
    """How a value with this unit is to be read."""
    return unit if unit in {"date", "time", "year", "code"} else "number"


def quantity(value: Quantity, unit: str, qualifier: Qualifier | None, where: str) -> Row:
    """The columns of `scripts.opendata.columns.QUANTITY`; DataError where the value is no such thing."""
    kind, text = value_type(unit), _text(value)
    if reason := fault(value, unit):
        raise DataError(f"{where}: {reason}.\n    -> {HINT}")
    return {
        "value": text,
        "value_type": kind,
        "number": value if kind == "number" and isinstance(value, Decimal) else None,
        "unit": unit,
        "qualifier": qualifier,
    }


def fault(value: Quantity, unit: str) -> str:
    """Why a value cannot have this unit; empty where it can."""
    text = _text(value)
    reason = _reason(value, text, value_type(unit))
    return f"'{text}' {reason}, but its unit is '{unit}'" if reason else ""


def _text(value: Quantity) -> str:
    return decimal_text(value) if isinstance(value, Decimal) else value


def _reason(value: Quantity, text: str, kind: str) -> str:
    if kind == "number":
        return "" if isinstance(value, Decimal) and value.is_finite() else "is no number"
    if kind == "year":
        return "" if _YEAR.fullmatch(text) else "is no year"
    if kind == "code":
        return ""
    try:
        when = parse_date(text)
    except ValueError:
        return "is no date"
    return "" if kind == "date" or when.start.precision is Precision.MINUTE else "has no time of day"


def as_of(when: PartialDate | None) -> Row:
    """A date as typed, with its first and its last day."""
    if when is None:
        return {"as_of": None, "as_of_start": None, "as_of_end": None}
    last = _last_day(when.end or when.start)
    return {"as_of": when.text, "as_of_start": when.start.day.isoformat(), "as_of_end": last.isoformat()}


def _last_day(moment: Moment) -> date:
    day = moment.day
    if moment.precision is Precision.YEAR:
        return day.replace(month=12, day=31)
    if moment.precision is Precision.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day
