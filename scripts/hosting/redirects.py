"""Addresses that moved: what hosts are told, for every kind of host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.content.address import address

if TYPE_CHECKING:
    from scripts.content.library import Library


@dataclass(frozen=True)
class Move:
    """One address that leads on to another; both from the site's root, such as ``en/2024-09/old/``."""

    old: str
    new: str


def moves(library: Library) -> tuple[Move, ...]:
    """Every move of ``docs/data/moved.yml`` in every language, languages in their order; of published pages only."""
    return tuple(
        Move(address(language, old), address(language, new))
        for language in library.languages
        for old, new in library.moved.items()
    )
