"""Bringing the ledger up to date: what was changed gets its date, once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scripts.content.changelog import log_heading
from scripts.content.problem import ContentError, Problem
from scripts.updates.differences import Difference, differences, is_wording
from scripts.updates.ledger import Entry, Ledger, Revision
from scripts.updates.substance import Substance, substances

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.updates.ledger import Key

RULE = "ledger"
_COMMAND = "python3 -m scripts updates record"
NEVER = "An id is never used again for another thing: give this one another id; restore the old one as it was."


@dataclass(frozen=True)
class Recorded:
    """The new ledger and what is new in it."""

    ledger: Ledger
    differences: tuple[Difference, ...]


def record(library: Library, day: str, *, minor: bool = False, only: Collection[str] = ()) -> Recorded:
    """The ledger with what differs from it, as of `day` (``YYYY-MM-DD``).

    With `minor` the new wording takes the place of the old and no date moves. With `only` (ids and names
    of pages) the rest is left for later. ContentError where a page does not say what changed, where more than the
    wording did, or where an id would be used again.
    """
    found = substances(library)
    listed = differences(library, found)
    unknown = set(only) - {one.id for one in listed}
    if unknown:
        raise ValueError(f"Nothing changed in {', '.join(sorted(unknown))}: 'updates status' lists what did.")
    chosen = [one for one in listed if not only or one.id in only]
    others = {one.key: one for one in listed}
    problems = [fault for one in chosen for fault in _faults(library, one, others, day, minor=minor)]
    if problems:
        raise ContentError(problems, library.root)
    old = library.ledger or Ledger()
    entries, homes = dict(old.entries), dict(old.homes)
    for one in chosen:
        now = found.get(one.key)
        entries[one.key] = _entry(library, one, now, old, day, minor=minor)
        homes[one.key] = now.home if now else old.homes[one.key]
    return Recorded(Ledger(entries, homes, old.files), tuple(chosen))


def _entry(  # what is needed to date something
    library: Library, one: Difference, now: Substance | None, old: Ledger, day: str, *, minor: bool
) -> Entry:
    entry = old.entries.get(one.key)
    if now is None:
        return replace(old.entries[one.key], withdrawn=day)
    if entry is None:
        return Entry((Revision(_first_day(library, one, now, old, day), dict(now.parts), now.record),))
    if minor:
        last = replace(entry.last, digest=dict(now.parts), record=now.record)
        return replace(entry, revisions=(*entry.revisions[:-1], last))
    new = Revision(day, dict(now.parts), now.record)
    kept = entry.revisions[:-1] if entry.last.date == day else entry.revisions
    return Entry((*kept, new))


def _first_day(library: Library, one: Difference, now: Substance, old: Ledger, day: str) -> str:
    """A new page's own date; what is new on a page that is new too has the page's."""
    if one.kind == "page":
        return _page(library, one.id).front.updated.text
    if one.kind == "figure":
        name = f"{library.figures[one.id].record.topic}.md"
    else:
        name = next(name for code, name in library.pages if library.pages[code, name].path == now.path)
    is_new = ("page", name) not in old.entries and (library.source_language.code, name) in library.pages
    return _page(library, name).front.updated.text if is_new else day


def _faults(
    library: Library, one: Difference, others: dict[Key, Difference], day: str, *, minor: bool
) -> Iterator[Problem]:
    entry = library.ledger.entries.get(one.key) if library.ledger else None
    if one.state in {"reused", "moved"}:
        yield Problem(one.path, one.line, taken(library, one), NEVER, RULE)
    elif minor and not is_wording(library, one, others):
        what = one.state if one.state != "changed" else ", ".join(one.parts)
        message = f"the {one.kind} '{one.id}' differs in more than its wording ({what})"
        hint = f"'--minor' is for wording only: run '{_COMMAND}' without it, or name what is minor."
        yield Problem(one.path, one.line, message, hint, RULE)
    elif not minor and entry is not None and day < entry.last.date:
        message = f"the {one.kind} '{one.id}' was last changed on {entry.last.date}, after {day}"
        yield Problem(one.path, one.line, message, "Give a later day by --date.", RULE)
    elif not minor and one.kind == "page" and one.state != "gone":
        when = _page(library, one.id).front.updated.text if one.state == "new" else day
        yield from _unsaid(library, one, when, minor=is_wording(library, one, others))


def taken(library: Library, one: Difference) -> str:
    """Why an id cannot be used."""
    ledger = library.ledger or Ledger()
    if one.state == "moved":
        return f"the id '{one.id}' is that of a {one.kind} of {ledger.homes[one.key]}"
    return f"the id '{one.id}' is that of a {one.kind} that was withdrawn on {ledger.entries[one.key].withdrawn}"


def _unsaid(library: Library, one: Difference, day: str, *, minor: bool) -> Iterator[Problem]:
    """A page says itself what changed, and when; where only words did, that can be `minor`."""
    page = _page(library, one.id)
    what = f"the page is dated {day}" if one.state == "new" else f"the page changed ({', '.join(one.parts)})"
    hint = (
        f"Put '- **{{{{ date: {day} }}}}** — what changed.' at the top of its changes, set 'updated: {day}', "
        f"then run '{_COMMAND} --date {day}'."
    )
    if minor:
        hint += f" If it is a matter of wording only: '{_COMMAND} --minor'."
    heading = log_heading(page.headings)
    if heading is not None and (not page.changes or page.changes[0].date.text != day):
        newest = f"the newest is of {page.changes[0].date.text}" if page.changes else "there is none"
        message = f"{what}, but its log has no entry of {day}: {newest}"
        yield Problem(page.path, page.changes[0].line if page.changes else heading.line, message, hint, RULE)
    if page.front.updated.text != day:
        message = f"{what}, but it says that it was updated on {page.front.updated.text}"
        yield Problem(page.path, one.line, message, hint, RULE)


def _page(library: Library, name: str) -> Page:
    return library.pages[library.source_language.code, name]
