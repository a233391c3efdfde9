"""What happened to one figure, message or page, told from the ledger alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from scripts.content.figure import Figure
from scripts.updates.ledger import KINDS
from scripts.updates.substance import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.figure import Reading
    from scripts.content.library import Library
    from scripts.updates.ledger import Entry, Revision

What: TypeAlias = Literal[
    "published",
    "value",
    "date",
    "source",
    "label",
    "verification",
    "conflicts",
    "formula",
    "definition",
    "note",
    "details",
    "wording",
    "figures",
    "restored",
    "withdrawn",
]
"""``wording``: the text of a message or page; ``figures``: what it shows; ``details``: whatever has no name here."""

_TEXT_KINDS: dict[str, What] = {
    **dict.fromkeys(TEXTS, "definition"),
    "note": "note",
    "text": "wording",
    "shows": "figures",
    "figures": "figures",
    "record": "details",
}
_DETAILS = ("topic", "headline", "comparable", "supersedes", "after_letter")


@dataclass(frozen=True)
class Pair:
    """One value of a figure before and after; None where it was added or taken out."""

    old: Reading | None
    new: Reading | None

    @property
    def either(self) -> Reading:
        """The reading that there is, the new one if there are both."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a pair of nothing")
        return found


@dataclass(frozen=True)
class Change:
    """What happened on one day."""

    date: str
    """``YYYY-MM-DD``"""
    kinds: tuple[What, ...]
    """Every kind of change, in the order of `What`."""
    values: tuple[Pair, ...] = ()
    """Of a figure: values that differ, in the order of their points."""
    dates: tuple[Pair, ...] = ()
    """Values that stayed and have another date."""
    labels: tuple[Pair, ...] = ()
    """Values that have another label."""
    sources_added: tuple[str, ...] = ()
    """Ids; the library may no longer have them."""
    sources_removed: tuple[str, ...] = ()
    figure: Figure | None = None
    """Of a figure: as it was from that day on. Its readings can be formatted like any other."""


def history(library: Library, record_id: str) -> tuple[Change, ...]:
    """What happened to a figure, a message or a page (by its name), oldest first; empty where nothing is recorded."""
    ledger = library.ledger
    keys = [(kind, record_id) for kind in KINDS if ledger and (kind, record_id) in ledger.entries]
    return tuple(_told(ledger.entries[keys[0]], record_id)) if ledger and keys else ()


def _told(entry: Entry, record_id: str) -> Iterator[Change]:
    first = entry.revisions[0]
    yield Change(first.date, ("published",), figure=_figure(record_id, first))
    for old, new in pairwise(entry.revisions):
        before, after = _figure(record_id, old), _figure(record_id, new)
        if old.digest == new.digest:
            yield Change(new.date, ("restored",), figure=after)
        elif before is not None and after is not None:
            yield _compared(new.date, before, after, _texts(old, new))
        else:
            yield Change(new.date, _in_order({_TEXT_KINDS.get(part, "details") for part in _differing(old, new)}))
    if entry.withdrawn:
        yield Change(entry.withdrawn, ("withdrawn",), figure=_figure(record_id, entry.last))


def _compared(day: str, old: Figure, new: Figure, kinds: set[What]) -> Change:
    before, after = ({reading.key: reading for reading in figure.readings()} for figure in (old, new))
    pairs = [Pair(before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]
    values = tuple(pair for pair in pairs if _amount(pair.old) != _amount(pair.new))
    both = [(pair, pair.old, pair.new) for pair in pairs if pair.old and pair.new]
    dates = tuple(pair for pair, one, other in both if pair not in values and one.as_of.text != other.as_of.text)
    labels = tuple(pair for pair, one, other in both if one.label != other.label)
    added = dict.fromkeys(source for _, one, other in both for source in _cited(other) if source not in _cited(one))
    removed = dict.fromkeys(source for _, one, other in both for source in _cited(one) if source not in _cited(other))
    found: dict[What, bool] = {
        "value": bool(values),
        "date": bool(dates),
        "label": bool(labels),
        "source": any(one.sources != other.sources for _, one, other in both),
        "verification": any(one.verification != other.verification for _, one, other in both),
        "conflicts": any(one.conflicts != other.conflicts for _, one, other in both),
        "formula": old.record.formula != new.record.formula,
        "details": any(getattr(old.record, one) != getattr(new.record, one) for one in _DETAILS),
    }
    kinds |= {kind for kind, changed in found.items() if changed}
    return Change(day, _in_order(kinds), values, dates, labels, tuple(added), tuple(removed), new)


def _cited(reading: Reading) -> tuple[str, ...]:
    return tuple(one.source for one in reading.sources)


def _amount(reading: Reading | None) -> object:
    """All that makes up the value as it is shown."""
    if reading is None:
        return None
    return reading.value, reading.qualifier, reading.figure.record.unit, reading.figure.out_of


def _figure(record_id: str, revision: Revision) -> Figure | None:
    return Figure(record_id, revision.record, Path(), 0) if revision.record else None


def _texts(old: Revision, new: Revision) -> set[What]:
    return {_TEXT_KINDS[part] for part in _differing(old, new) if part in TEXTS}


def _differing(old: Revision, new: Revision) -> list[str]:
    return [part for part in {**old.digest, **new.digest} if old.digest.get(part) != new.digest.get(part)]


def _in_order(kinds: set[What]) -> tuple[What, ...]:
    return tuple(kind for kind in get_args(What) if kind in kinds)
