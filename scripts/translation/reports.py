"""Status and differences for people: a table, a terminal, a web page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from scripts.translation.facts import operations
from scripts.translation.standing import Reviewed, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scripts.translation.changes import Change
    from scripts.translation.standing import Standing

NEXT = {
    State.MISSING: "translate start",
    State.UNPINNED: "translate sync",
    State.STALE_WORDING: "translate diff",
    State.STALE_FIGURES: "translate diff",
    State.ORPHAN: "delete it, or give it its source back",
}
"""What to do next in each state."""


def next_step(standing: Standing) -> str:
    """The command that goes on with the work; empty where there is nothing to do."""
    if standing.state in NEXT:
        return NEXT[standing.state]
    if standing.todo:
        return "translate the marked blocks"
    return "" if standing.review is Reviewed.REVIEWED else "translate review"


def as_json(standing: Standing) -> dict[str, object]:
    """One file as a plain mapping."""
    return {
        "language": standing.language,
        "name": standing.name,
        "state": str(standing.state),
        "review": str(standing.review) if standing.review else None,
        "words": standing.words,
        "todo": standing.todo,
        "pinned": standing.pin.date if standing.pin else None,
        "changes": len(standing.changes),
        "next": next_step(standing),
    }


def table(found: Sequence[Standing]) -> Iterator[str]:
    """One line a file, then the totals of the language."""
    width = max((len(standing.name) for standing in found), default=0)
    for language in dict.fromkeys(standing.language for standing in found):
        own = [standing for standing in found if standing.language == language]
        yield f"{language}"
        for standing in own:
            words = f"{standing.done} of {standing.words} words"
            review = str(standing.review or "")
            start = f"  {standing.name:<{width}}  {standing.state:<14}  {review:<13}"
            yield f"{start}  {words:>20}  {next_step(standing)}".rstrip()
        yield f"  {total(own)}"


def total(own: Iterable[Standing]) -> str:
    """The totals of one language."""
    listed = list(own)
    words = sum(standing.words for standing in listed)
    done = sum(standing.done for standing in listed)
    states = [
        f"{sum(one.state is state for one in listed)} {state}"
        for state in State
        if any(one.state is state for one in listed)
    ]
    reviewed = sum(one.review is Reviewed.REVIEWED for one in listed)
    share = f"{100 * done // words} %" if words else "nothing"
    return f"{share} done: {done} of {words} words; {', '.join(states)}; {reviewed} of {len(listed)} reviewed"


def diff_text(found: Sequence[Change], *, colour: bool) -> Iterator[str]:
    """Every change, its words marked ``[-deleted-]`` and ``{+added+}``, or by colour."""
    for number, change in enumerate(found, start=1):
        facts = " (a figure, date, name or link is concerned)" if change.touches_facts else ""
        yield f"{number}. {change.kind}{facts}"
        yield f"   {''.join(_words(change, colour=colour))}"
        yield ""


def _words(change: Change, *, colour: bool) -> Iterator[str]:
    deleted = ("\x1b[31;9m", "\x1b[0m") if colour else ("[-", "-]")
    added = ("\x1b[32;4m", "\x1b[0m") if colour else ("{+", "+}")
    for operation, old, new in operations(change.old, change.new):
        if operation == "equal":
            yield new
            continue
        if old:
            yield f"{deleted[0]}{old}{deleted[1]}"
        if new:
            yield f"{added[0]}{new}{added[1]}"


def diff_html(title: str, language: str, found: Sequence[Change]) -> str:
    """The same as one page that needs nothing else; `language` is that of the source."""
    items = "\n".join(
        f'<li class="{change.kind}"><p class="kind">{change.kind}'
        f"{' · a figure, date, name or link is concerned' if change.touches_facts else ''}</p>"
        f'<p lang="{language}">{"".join(_html_words(change))}</p></li>'
        for change in found
    )
    return _PAGE.replace("{title}", escape(title)).replace("{items}", items or "<li>Nothing changed.</li>")


def _html_words(change: Change) -> Iterator[str]:
    for operation, old, new in operations(change.old, change.new):
        if operation == "equal":
            yield escape(new)
            continue
        if old:
            yield f"<del>{escape(old)}</del>"
        if new:
            yield f"<ins>{escape(new)}</ins>"


_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
.kind { margin: 0; font-size: 0.8rem; opacity: 0.75; }
del { background: #b0303033; } ins { background: #20804033; }
li { margin-block: 1rem; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>{title}</h1>
<ol>
{items}
</ol>
</body>
</html>
"""
