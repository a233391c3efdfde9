"""Dates move with substance, and only with it; an id stands for one thing for ever.

A project without docs/data/ledger/ keeps no ledger, and is asked for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.embargo import embargoes
from scripts.content.formatter import DATES, PLAIN
from scripts.content.leaving import left_with, without
from scripts.content.problem import Problem
from scripts.content.published import published, withdrawn
from scripts.updates.differences import differences
from scripts.updates.digests import digest, plain
from scripts.updates.recording import NEVER, RULE, taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.updates.differences import Difference
    from scripts.updates.ledger import Ledger

_COMMAND = "python3 -m scripts updates record"
_RESTORE = "Only 'updates record' writes the ledger: restore the file from version control."
_BUILT_IN_UNITS = DATES | PLAIN | {"percent"}


def lasting(library: Library, now: datetime) -> list[Problem]:
    """What is wrong whether or not embargoed pages are out: a scheduled publication waits for nobody to record it.

    A page that appears at its time is new to the ledger, and its letter's list of topics is another. Both may be
    recorded before, by ``updates record --at``, or after; until `publish_on` is taken out they are not asked for.
    """
    found = list(check(published(library, now)))
    scheduled = embargoes(library, None)
    if not found or not scheduled:
        return found
    closed = withdrawn(without(library, left_with(library, scheduled)), now)
    opened = withdrawn(
        without(library, left_with(library, [key for key, one in scheduled.items() if not one.until])), now
    )
    for other in (closed, opened):
        places = {(one.path, one.line) for one in check(other)}
        found = [one for one in found if (one.path, one.line) in places]
    return found


def check(library: Library) -> Iterator[Problem]:
    """The content against the ledger, and the ledger against itself."""
    if library.ledger is None:
        return
    yield from _sound(library, library.ledger)
    found = differences(library)
    for one in found:
        yield _problem(library, one)
    differing = {one.id for one in found if one.kind == "page"}
    for page in library.pages.values():
        if page.language == library.source_language.code and page.name not in differing:
            yield from _dates(library.ledger, page)


def _problem(library: Library, one: Difference) -> Problem:
    hint = f"Run '{_COMMAND}'."
    match one.state:
        case "new":
            message = f"the {one.kind} '{one.id}' is not in the ledger yet"
        case "changed":
            message = f"the {one.kind} '{one.id}' changed in substance ({', '.join(one.parts)}) since its date"
            hint = f"Run '{_COMMAND}', which says what is still to be written; with '--minor' for mere wording."
        case "gone":
            message = f"the {one.kind} '{one.id}' of the ledger is gone; ids are never reused or dropped"
            hint = f"Restore it, or mark it withdrawn by '{_COMMAND}'."
            if one.kind == "page":
                hint = (
                    "Restore it; to take it back, write 'withdrawn: ' with the day and 'withdrawn_reason: ...'. "
                    f"If it moved, lead its address on in docs/data/moved.yml, and run '{_COMMAND}'."
                )
        case "restored":
            message = f"the {one.kind} '{one.id}', which was withdrawn, is back"
        case "reused" | "moved":
            message = taken(library, one)
            hint = NEVER
    return Problem(one.path, one.line, message, hint, RULE)


def _dates(ledger: Ledger, page: Page) -> Iterator[Problem]:
    """A page that did not change has the date of its last change."""
    day, wanted = page.front.updated.text, ledger.entries["page", page.name].last.date
    if day != wanted:
        message = f"'updated' is {day}, but the page last changed in substance on {wanted}"
        hint = f"Dates move only with substance: set 'updated: {wanted}'."
        yield Problem(page.path, page.front_lines.line(("updated",)), message, hint, RULE)
    if page.changes and page.changes[0].date.text != wanted:
        message = f"the newest change is of {page.changes[0].date.text}, but the page last changed on {wanted}"
        hint = "The log tells of changes of substance: take the entry out, or give it the day of the change."
        yield Problem(page.path, page.changes[0].line, message, hint, RULE)


def _sound(library: Library, ledger: Ledger) -> Iterator[Problem]:
    """Revisions in the order of time, records as they were written, and words for their units."""
    units = {key.split(".")[1] for key in library.texts[library.source_language.code].strings if key[:6] == "units."}
    for key, entry in ledger.entries.items():
        path, line = ledger.place(key)
        days = [revision.date for revision in entry.revisions]
        if days != sorted(set(days)) or (entry.withdrawn or days[-1]) < days[-1]:
            yield Problem(path, line, f"the revisions of '{key[1]}' are not in the order of time", _RESTORE, RULE)
        for revision in entry.revisions if key[0] == "figure" else ():
            if revision.record is None or digest(plain(revision.record)) != revision.digest.get("record"):
                message = f"the revision of {revision.date} of '{key[1]}' was changed by hand"
                yield Problem(path, line, message, _RESTORE, RULE)
            elif revision.record.unit not in units | _BUILT_IN_UNITS:
                message = f"the history of '{key[1]}' needs the unit '{revision.record.unit}'"
                yield Problem(path, line, message, "Keep its words under 'units:' in the strings.", RULE)
