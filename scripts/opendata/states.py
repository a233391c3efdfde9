"""How each text stands: written here, translated by a machine or a person, and whether its source has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.translation.standing import Reviewed, State

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.library import Library
    from scripts.opendata.description import Row

_STEPS = {
    State.IN_SYNC: "in-sync",
    State.STALE_WORDING: "stale-wording",
    State.STALE_FIGURES: "stale-figures",
}


def state_of(library: Library, code: str, name: str) -> Row:
    """The columns `translation` and `in_step` of what stands in the file `name` of the language `code`.

    A translation of which nothing is recorded is taken for a machine's that nobody has compared.
    """
    if code == library.source_language.code:
        return {"translation": "source", "in_step": "in-sync"}
    standing = library.standings.get((code, name))
    if standing is None:
        return {"translation": str(Reviewed.MACHINE_DRAFT), "in_step": "unpinned"}
    return {
        "translation": str(standing.review or Reviewed.MACHINE_DRAFT),
        "in_step": _STEPS.get(standing.state, "unpinned"),
    }


def file_name(library: Library, code: str, path: Path) -> str:
    """The name that a text's file has among the standings."""
    return path.relative_to(library.docs / code).as_posix()
