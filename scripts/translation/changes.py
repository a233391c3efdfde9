"""What changed in a source since a translation was made from it, unit by unit."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scripts.translation.facts import changes_facts, has_fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALIKE = 0.5
"""From this share of equal text on, a unit counts as changed; below it, as deleted and another added."""


@dataclass(frozen=True)
class Change:
    """One unit that was added, deleted or changed."""

    kind: Literal["added", "deleted", "changed"]
    old: str
    new: str
    position: int
    """Place of the new unit in the source (of the following unit for a deleted one), from 0."""

    @property
    def touches_facts(self) -> bool:
        """Whether a figure, date, name or link is concerned."""
        if self.kind == "changed":
            return changes_facts(self.old, self.new)
        return has_fact(self.old or self.new)


def changes(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """The differences between the units of two states of a source, in the order of the new one."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        change
        for operation, a1, a2, b1, b2 in matcher.get_opcodes()
        if operation != "equal"
        for change in _paired(old[a1:a2], new[b1:b2], start + b1)
    )


def _paired(old: Sequence[str], new: Sequence[str], first: int) -> Iterator[Change]:
    """Units of one changed stretch, each new one beside the most similar old one before it is used up."""
    start = 0
    for offset, unit in enumerate(new):
        best = _match(old, unit, start)
        if best is None:
            yield Change("added", "", unit, first + offset)
            continue
        for gone in old[start:best]:
            yield Change("deleted", gone, "", first + offset)
        yield Change("changed", old[best], unit, first + offset)
        start = best + 1
    for gone in old[start:]:
        yield Change("deleted", gone, "", first + len(new))


def _match(old: Sequence[str], unit: str, start: int) -> int | None:
    """The old unit, from `start` on, that became `unit`; None where none is like it."""
    if start < len(old) and _likeness(old[start], unit) >= _ALIKE:
        return start  # units mostly change where they stand
    others = [
        (likeness, -index)
        for index in range(start + 1, len(old))
        if (likeness := _likeness(old[index], unit)) >= _ALIKE
    ]
    return -max(others)[1] if others else None


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
