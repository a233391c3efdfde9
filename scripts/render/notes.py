"""Numbered source notes of one page, in the order of their first mark."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.content.records import Place, SeenKind


@dataclass
class Note:
    """One note: a source and a place in it, with the marks that lead to it."""

    number: int
    source: str
    at: tuple[tuple[str, str], ...]
    marks: int = 0
    seen: dict[str, SeenKind] = field(default_factory=dict)
    """Pages that were read for it, with how close each is to the source."""

    @property
    def anchor(self) -> str:
        """Id of the note."""
        return f"note-{self.number}"

    def mark_anchor(self, occurrence: int) -> str:
        """Id of its `occurrence`-th mark, from 1."""
        return f"ref-{self.number}-{occurrence}"


class Notes:
    """Collects the notes of a page while it is rendered from top to bottom."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, tuple[tuple[str, str], ...]], Note] = {}

    def mark(
        self,
        source: str,
        at: Mapping[Place, str] | Mapping[str, str] | None = None,
        seen: str | None = None,
        kind: SeenKind = "none",
    ) -> tuple[Note, str]:
        """Add a mark; its note and the mark's own id."""
        place = tuple(sorted((at or {}).items()))
        note = self._notes.setdefault((source, place), Note(len(self._notes) + 1, source, place))
        note.marks += 1
        if seen:
            note.seen.setdefault(seen, kind)
        return note, note.mark_anchor(note.marks)

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes.values())

    def __len__(self) -> int:
        return len(self._notes)
