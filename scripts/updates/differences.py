"""How the content stands to the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from scripts.updates.ledger import Entry, Ledger
from scripts.updates.substance import TEXTS, Substance, figures_shown, substances

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.content.library import Library
    from scripts.updates.ledger import Key, Kind

State: TypeAlias = Literal["new", "changed", "gone", "restored", "reused", "moved"]
"""``reused``: a withdrawn id stands for something else now; ``moved``: an id came over to another letter."""


@dataclass(frozen=True)
class Difference:
    """One thing that the ledger knows otherwise or not at all."""

    kind: Kind
    id: str
    state: State
    path: Path
    line: int
    parts: tuple[str, ...] = ()
    """The parts of its substance that changed."""

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


def differences(library: Library, found: Mapping[Key, Substance] | None = None) -> list[Difference]:
    """What differs, in the order of the content; what is gone comes last."""
    ledger = library.ledger or Ledger()
    found = substances(library) if found is None else found
    listed = [
        Difference(*key, state, now.path, now.line, _parts(ledger.entries.get(key), now))
        for key, now in found.items()
        if (state := _state(ledger, key, now)) is not None
    ]
    gone = [
        Difference(*key, "gone", *ledger.place(key))
        for key, entry in ledger.entries.items()
        if key not in found and entry.withdrawn is None
    ]
    return listed + gone


def _state(ledger: Ledger, key: Key, now: Substance) -> State | None:
    entry = ledger.entries.get(key)
    if entry is None:
        return "new"
    if ledger.homes[key] != now.home:
        return "moved"
    if entry.withdrawn is not None:
        return "restored" if _is_the_same(key[0], entry, now) else "reused"
    return "changed" if dict(now.parts) != entry.last.digest else None


def _is_the_same(kind: Kind, entry: Entry, now: Substance) -> bool:
    """Whether what comes back is what was withdrawn. A page's address is not an id: a new text may stand there."""
    match kind:
        case "page":
            return True
        case "message":
            return now.parts["text"] == entry.last.digest.get("text")
        case "figure":
            return dict(now.parts) == entry.last.digest


def _parts(entry: Entry | None, now: Substance) -> tuple[str, ...]:
    if entry is None:
        return ()
    old = entry.last.digest
    return tuple(part for part in (*now.parts, *(old.keys() - now.parts)) if now.parts.get(part) != old.get(part))


def is_wording(library: Library, difference: Difference, others: Mapping[Key, Difference]) -> bool:
    """Whether only words changed: of itself and of the figures that it shows."""
    if difference.state != "changed":
        return False
    if difference.kind == "figure":
        return set(difference.parts) <= set(TEXTS)
    if "figures" in difference.parts and not all(
        is_wording(library, others["figure", one], others)
        for one in _figures(library, difference)
        if ("figure", one) in others
    ):
        return False
    return set(difference.parts) <= {"text", "figures"}


def _figures(library: Library, difference: Difference) -> list[str]:
    """Figures shown on the page, or on the page of the message."""
    code = library.source_language.code
    page = next(page for page in library.pages.values() if page.language == code and page.path == difference.path)
    return figures_shown(library, page)
