"""What the open data needs besides: values that fit their unit exactly, and a name for every unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem
from scripts.opendata.quantities import HINT, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.figure import Figure
    from scripts.content.library import Library
    from scripts.content.records import Quantity

_CHECKED_HERE = frozenset({"year", "time"})
"""Other units are a matter of `scripts.rules.figure_rules`."""


def check(library: Library) -> Iterator[Problem]:
    """Every value of every figure, and the unit of each."""
    texts = library.texts[library.source_language.code]
    nameless: dict[str, Figure] = {}
    for figure in library.figures.values():
        for value, unit in _quantities(figure):
            reason = fault(value, unit) if unit in _CHECKED_HERE else ""
            if reason:
                yield Problem(figure.path, figure.line, f"figure '{figure.id}': {reason}", HINT, "figure-value")
            known = any(key == f"units.{unit}" or key.startswith(f"units.{unit}.") for key in texts.strings)
            if known and not texts.strings.get(f"unit-names.{unit}"):
                nameless.setdefault(unit, figure)
    for unit, figure in nameless.items():
        message = f"the unit '{unit}' has no name by itself, which tables need (figure '{figure.id}')"
        hint = f"Add '{unit}:' below 'unit-names:', in every language."
        yield Problem(texts.strings_file.path, 0, message, hint, "unit-name")


def _quantities(figure: Figure) -> Iterator[tuple[Quantity, str]]:
    for reading in figure.readings():
        yield reading.value, figure.record.unit
        for other in reading.conflicts:
            yield other.value, other.unit or figure.record.unit
