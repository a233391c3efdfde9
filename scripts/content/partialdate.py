"""Dates as precise as the source gives them: a year, a month, a day, a moment, or an interval.

The spelling is that of ISO 8601 (a subset of EDTF): ``2024``, ``2024-09``, ``2024-09-07``,
``2024-09-08T18:00+07:00``, ``2020-01/2023-06``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})([+-]\d{2}:\d{2}|Z))?)?)?")


class Precision(IntEnum):
    """How much of a date is known."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE = 4


@dataclass(frozen=True)
class Moment:
    """A point in time, no more precise than its source."""

    at: datetime
    precision: Precision

    @property
    def day(self) -> date:
        """The calendar day where it happened (the first one, where only a month or year is known)."""
        return self.at.date()


@dataclass(frozen=True)
class PartialDate:
    """A date as it was typed, and what it means."""

    text: str
    start: Moment
    end: Moment | None = None

    @property
    def has_day(self) -> bool:
        """Whether the day is known."""
        return self.start.precision >= Precision.DAY

    @property
    def sort_key(self) -> tuple[date, str]:
        """Orders dates in time; equal days by their spelling."""
        return ((self.end or self.start).day, self.text)


def parse_date(text: str) -> PartialDate:
    """Read a partial date; ValueError, with the reason, when `text` is none."""
    first, slash, last = text.partition("/")
    start = _moment(first)
    if not slash:
        return PartialDate(text, start)
    end = _moment(last)
    if end.day < start.day:
        raise ValueError(f"'{text}' ends before it begins")
    return PartialDate(text, start, end)


def _moment(text: str) -> Moment:
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is no date: write 2024, 2024-09, 2024-09-07 or 2024-09-08T18:00+07:00")
    year, month, day, time, _ = match.groups()
    try:
        if time:
            return Moment(datetime.fromisoformat(text), Precision.MINUTE)
        at = datetime(int(year), int(month or 1), int(day or 1))  # noqa: DTZ001 (a calendar day has no zone)
    except ValueError as error:
        raise ValueError(f"'{text}' is no date of the calendar: {error}") from error
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return Moment(at, precision)
