"""Addresses that moved: what every host is told to lead on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.content.library import Library


@dataclass(frozen=True)
class Move:
    """An address that moved for good."""

    old: str
    """From the site's root, with a slash at its end: ``en/2024-09/old/``."""
    new: str


def moves(library: Library) -> tuple[Move, ...]:
    """What moved: nothing yet."""
    del library
    return ()
