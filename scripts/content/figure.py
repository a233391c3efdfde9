"""A figure as pages use it: a record with its id, single or series, and the values a reference can name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

    from scripts.content.partialdate import PartialDate
    from scripts.content.records import (
        Citation,
        Conflict,
        FigureLabel,
        FigureRecord,
        Qualifier,
        Quantity,
        Verification,
    )


@dataclass(frozen=True)
class Reading:
    """One value with all that goes with it: what a reference shows."""

    figure: Figure
    key: str
    """Key of the series point; empty for a single value."""
    value: Quantity
    as_of: PartialDate
    sources: tuple[Citation, ...]
    label: FigureLabel
    verification: Verification
    qualifier: Qualifier | None
    conflicts: tuple[Conflict, ...]

    @property
    def ref(self) -> str:
        """How a page refers to it: ``id`` or ``id.key``."""
        return f"{self.figure.id}.{self.key}" if self.key else self.figure.id


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure record with its id and its place."""

    id: str
    record: FigureRecord
    path: Path
    line: int

    @property
    def is_series(self) -> bool:
        """Whether the figure has several points."""
        return bool(self.record.series)

    @property
    def edition(self) -> str:
        """The letter that the figure came with, such as ``2024-09``."""
        return self.record.topic.partition("/")[0]

    @property
    def topic(self) -> str:
        """The slug of the topic that the figure came with."""
        return self.record.topic.partition("/")[2]

    @property
    def out_of(self) -> Decimal | None:
        """The highest possible value, where the unit has one."""
        return self.record.out_of

    def readings(self) -> Iterator[Reading]:
        """Every value: the single one, or each point in time order."""
        record = self.record
        if not self.is_series:
            if record.value is not None and record.as_of is not None:
                yield Reading(
                    self,
                    "",
                    record.value,
                    record.as_of,
                    record.sources,
                    record.label,
                    record.verification,
                    record.qualifier,
                    record.conflicts,
                )
            return
        for point in record.series:
            label = point.label or ("differs" if point.conflicts else record.label)
            yield Reading(
                self,
                point.key,
                point.value,
                point.as_of,
                point.sources,
                label,
                point.verification or record.verification,
                point.qualifier,
                point.conflicts,
            )

    def reading(self, key: str = "") -> Reading | None:
        """The value at `key`; without one the headline: the point so named, else the last."""
        found = list(self.readings())
        if not self.is_series:
            return found[0] if found and not key else None
        wanted = key or self.record.headline or (found[-1].key if found else "")
        return next((reading for reading in found if reading.key == wanted), None)
