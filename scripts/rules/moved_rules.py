"""Old addresses lead to pages, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.address import address
from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library

RULE = "moved"
_RECORDS = "id/"


def check(library: Library) -> Iterator[Problem]:
    """Every line of docs/data/moved.yml."""
    source = library.source_language
    taken = {address(source, name): name for name in library.names()}
    known: dict[str, str] = {}
    for old, new in library.moved.items():
        document = library.files[f"moved:{old}"]
        at = address(source, old) if old.endswith(".md") else old
        for message, hint in _faults(library, old, new):
            yield Problem(document.path, document.line((old,)), message, hint, RULE)
        if at in taken:
            message = f"'{old}' has moved, but the page {taken[at]} stands at its address"
            hint = "Take the line out, or give the page another name."
            yield Problem(document.path, document.line((old,)), message, hint, RULE)
        if at in known:
            message = f"'{old}' and '{known[at]}' are the same address"
            yield Problem(document.path, document.line((old,)), message, "Keep one.", RULE)
        known[at] = old


def _faults(library: Library, old: str, new: str) -> Iterator[tuple[str, str]]:
    for one in (old, new):
        if not one.endswith(".md") or one.startswith(("/", ".")) or "//" in one or "/../" in one:
            yield f"'{one}' is no name of a page", "Write names without a language, as 2024-09/old.md: 2024-09/new.md"
            return
    if old.startswith(_RECORDS):
        yield f"'{old}' is the address of a record", "Addresses of records stay: give the page another name."
    if new == old:
        yield f"'{old}' moved to itself", "Take the line out."
    elif new in library.moved:
        end = library.moved[new]
        yield f"'{old}' leads to '{new}', which has moved itself", f"Lead to where that leads: {old}: {end}"
    elif new not in library.names():
        names = library.names()
        yield f"'{old}' leads to '{new}', which is no page", did_you_mean(new, names, f"docs/{new}")
