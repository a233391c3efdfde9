"""What a load benchmark measured, as a table and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.benchmarks.wrk import Played

_COLUMNS = ("mix", "site", "requests/s", "visits/s", "p50 ms", "p99 ms", "kB/visit", "MB/s", "errors")
_WORDS = 2
"""Columns at the start that are no numbers."""


@dataclass(frozen=True)
class Row:
    """One run of wrk."""

    mix: str
    """``visit`` or ``pages``."""
    site: str
    requests_a_visit: float
    played: Played

    def cells(self) -> tuple[str, ...]:
        """As in the table."""
        played, visits = self.played, self.played.per_second / self.requests_a_visit
        size = played.size / max(played.requests, 1) * self.requests_a_visit
        rates = (f"{played.per_second:.0f}", f"{visits:.0f}", f"{played.p50:.1f}", f"{played.p99:.1f}")
        faults = ", ".join(f"{number} {kind}" for kind, number in played.errors.items() if number) or "0"
        return (self.mix, self.site, *rates, f"{size / 1e3:.1f}", f"{played.size / played.seconds / 1e6:.1f}", faults)


def as_text(rows: Iterable[Row]) -> str:
    """A table, a line a run."""
    lines = [_COLUMNS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_aligned(line, widths)) for line in lines)


def _aligned(line: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    for at, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.ljust(width) if at < _WORDS else cell.rjust(width)


def as_json(rows: Iterable[Row], conditions: dict[str, Any]) -> str:
    """The same for machines: sizes in bytes, times in milliseconds and seconds."""
    runs = [{**asdict(row), "requests_a_second": row.played.per_second} for row in rows]
    return json.dumps({"conditions": conditions, "runs": runs}, indent=2)
