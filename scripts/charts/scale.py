"""Scales that begin at nought and end at a round number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST_TICKS = 5
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Scale:
    """From nought to `end`, with marks at `ticks`, nought and the end among them."""

    end: Decimal
    ticks: tuple[Decimal, ...]


def scale_for(values: Iterable[Decimal], out_of: Decimal | None = None, *, percent: bool = False) -> Scale:
    """The scale for `values`: to `out_of` where there is such a thing, else to the next round number.

    ValueError for a value below nought, which no bar from nought can show, and for one above `out_of`.
    """
    found = list(values)
    if any(value < 0 for value in found):
        raise ValueError("a value is below nought")
    highest = max(found, default=Decimal(0)) or Decimal(1)
    if out_of is not None and highest > out_of:
        raise ValueError(f"the value {highest} is above the highest possible one, {out_of}")
    step = _step(out_of or highest)
    end = out_of or (highest / step).to_integral_value(rounding=ROUND_CEILING) * step
    if percent and highest <= _HUNDRED:
        end = min(end, _HUNDRED)
    ticks = [plain(step * count) for count in range(int(end / step) + 1)]
    return Scale(plain(end), (*(tick for tick in ticks if tick < end), plain(end)))


def plain(number: Decimal) -> Decimal:
    """A number without needless noughts after the point and without an exponent."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _step(highest: Decimal) -> Decimal:
    """The smallest round step that needs no more than `_MOST_TICKS` marks."""
    power = Decimal(10) ** (highest.adjusted() - 1)
    while True:
        for step in _STEPS:
            if highest / (step * power) <= _MOST_TICKS - 1:
                return step * power
        power *= 10
