"""``number``: no number is added, dropped or changed, in whatever digits and marks it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.translation.checks.finding import listed
from scripts.translation.checks.numerals import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.numerals import Number
    from scripts.translation.checks.pair import Pair

RULE = "number"
_HINT = (
    "Write the number of the original, in your language's digits and marks. "
    "Where a number stands in a {{ … }}, do not type it a second time."
)


def check(pair: Pair) -> Iterator[Finding]:
    """Passage by passage; where a number stands in the sentence is free."""
    for original, passage in pair.aligned:
        theirs = numbers(original.text, pair.context.source.cldr)
        ours = numbers(passage.text, pair.language.cldr)
        missing, extra = _unmatched(theirs, ours)
        if missing or extra:
            yield pair.finding(RULE, "error", passage, _said(missing, extra), _HINT)


def _unmatched(theirs: Sequence[Number], ours: Sequence[Number]) -> tuple[list[str], list[str]]:
    """Numbers of each side, as typed, that none of the other side means."""
    taken: dict[int, int] = {}

    def give(wanted: int, tried: set[int]) -> bool:
        """Find a number of ours for `wanted` of theirs, moving others where that helps."""
        for index, number in enumerate(ours):
            if index in tried or not _same(theirs[wanted], number):
                continue
            tried.add(index)
            if index not in taken or give(taken[index], tried):
                taken[index] = wanted
                return True
        return False

    # What has to be matched goes first: it may take a number from what need not be.
    order = sorted(range(len(theirs)), key=lambda index: theirs[index].optional)
    lost = [index for index in order if not give(index, set())]
    missing = [theirs[index].typed for index in sorted(lost) if not theirs[index].optional]
    extra = [number.typed for index, number in enumerate(ours) if index not in taken and not number.optional]
    return missing, extra


def _same(one: Number, other: Number) -> bool:
    if one.readings and other.readings:
        return bool(one.readings & other.readings)
    return one.plain == other.plain


def _said(missing: list[str], extra: list[str]) -> str:
    if missing and extra:
        return f"The original has {listed(missing)} where the translation has {listed(extra)}."
    if missing:
        return f"{listed(missing)} of the original is missing in the translation."
    return f"{listed(extra)} is not in the original."
