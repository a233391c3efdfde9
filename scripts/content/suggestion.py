"""Hints for ids that do not exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(wrong: str, known: Iterable[str], where: str) -> str:
    """The nearest known id, or where to add a new one."""
    near = get_close_matches(wrong, list(known), n=2, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(f"'{one}'" for one in near) + "?"
    return f"Add it to {where}."
