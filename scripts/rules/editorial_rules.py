"""What is not published is not shown or linked to by what is, and the front matter says so in one way."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scripts.content.embargo import embargoes, withdrawn_names
from scripts.content.leaving import left_with
from scripts.content.partialdate import Precision
from scripts.content.problem import Problem
from scripts.content.uses import figures_of_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from scripts.content.leaving import Left
    from scripts.content.library import Library
    from scripts.content.page import Page

RULE = "editorial"
FIELDS = ("publish_on", "draft", "withdrawn", "withdrawn_reason")
NEEDED = frozenset({"index.md", "figures.md", "sources.md", "glossary.md", "about.md"})
"""Pages that every other page leads to."""


def check(library: Library, now: datetime) -> list[Problem]:
    """The fields themselves, then what is published at `now` against what is not."""
    fields = [problem for page in library.pages.values() for problem in _fields(library, page)]
    if fields:
        return fields
    hidden = {name: str(one) for name, one in embargoes(library, now).items()}
    gone = {
        name: f"was withdrawn on {page.front.withdrawn.text}"
        for name, page in withdrawn_names(library, now).items()
        if page.front.withdrawn and name not in hidden
    }
    said = {**gone, **hidden}
    if not said:
        return []
    return sorted({*_pages(library, said, gone), *_records(library, said)})


def _fields(library: Library, page: Page) -> Iterator[Problem]:
    front = page.front
    given = [one for one in FIELDS if one in page.front_lines.data]
    if page.language != library.source_language.code:
        for one in given:
            if one != "withdrawn_reason":
                hint = f"Write it in docs/{library.source_language.code}/{page.name}, for all languages."
                yield _problem(page, one, f"'{one}' stands in a translation", hint)
        return
    if page.name in NEEDED and given:
        message = f"every page leads to {page.name}: it cannot be unpublished or withdrawn"
        yield _problem(page, given[0], message, f"Take '{given[0]}' out.")
    for one, when in (("publish_on", front.publish_on), ("withdrawn", front.withdrawn)):
        exact = when is None or (when.end is None and when.start.precision >= Precision.DAY)
        if when is not None and (not exact or (one == "withdrawn" and when.start.precision != Precision.DAY)):
            hint = "Write 2026-12-01" + (", or 2026-12-01T08:00+07:00." if one == "publish_on" else ".")
            yield _problem(page, one, f"'{one}' is {when.text}, which is no day", hint)
    if front.withdrawn and not front.withdrawn_reason:
        yield _problem(page, "withdrawn", "nothing says why the page was withdrawn", "Add 'withdrawn_reason: ...'.")
    if front.withdrawn_reason and not front.withdrawn:
        hint = "Add 'withdrawn: ' with the day."
        yield _problem(page, "withdrawn_reason", "nothing says since when the page is withdrawn", hint)
    if front.withdrawn and front.draft:
        yield _problem(page, "draft", "a draft cannot be withdrawn", "Take one of the two out.")
    if "{{" in (front.withdrawn_reason or ""):
        yield _problem(page, "withdrawn_reason", "the reason holds a reference", "Write plain words.")
    if front.publish_on and front.publish_on.has_day and front.updated.start.day < front.publish_on.start.day:
        message = f"the page will be published on {front.publish_on.text}, but is dated {front.updated.text}"
        hint = "Readers have it since that day: set 'updated' and the entry of its changes to the day of publication."
        yield _problem(page, "updated", message, hint)


def _pages(library: Library, said: Mapping[str, str], gone: Mapping[str, str]) -> Iterator[Problem]:
    left = left_with(library, said)
    for page in library.pages.values():
        if page.name in said:
            continue
        for link in page.links:
            name, fragment = _target(page, link.target)
            if name in said and (name not in gone or fragment):
                message = f"{page.name} links to {name}, which {said[name]}"
                what = "Link to it when it is out" if name not in gone else "Link to the page without '#...'"
                yield Problem(page.path, link.line, message, f"{what}, or take the link out.", RULE)
        for used in page.used:
            reference = used.reference
            ids = reference.ids if reference.kind == "series" else (reference.figure_id,)
            if reference.kind == "chart":
                ids = library.chart_figures(reference.target)
                if reference.target in left.charts:
                    message = f"{page.name} shows the chart '{reference.target}'"
                    yield _withheld(page, used.line, message, library.charts[reference.target].topic, said)
            elif reference.kind not in {"figure", "series"}:
                continue
            for one in (one for one in ids if one in left.figures):
                message = f"{page.name} shows the figure '{one}'"
                yield _withheld(page, used.line, message, library.figures[one].record.topic, said)


def _withheld(page: Page, line: int, message: str, topic: str, said: Mapping[str, str]) -> Problem:
    hint = "Show it when it is out, or give its record the topic of a page that is published."
    return Problem(
        page.path, line, f"{message} of {topic}.md, which {said.get(f'{topic}.md', 'is not published')}", hint, RULE
    )


def _records(library: Library, said: Mapping[str, str]) -> Iterator[Problem]:
    """Records that stay and name figures that go."""
    left: Left = left_with(library, said)
    hint = "Take it out until then, or give its record the topic of a page that is published."

    def told(what: str, one: str) -> str:
        topic = library.figures[one].record.topic
        return f"{what} shows the figure '{one}' of {topic}.md, which {said.get(f'{topic}.md', 'is not published')}"

    for key, topic in library.topics.items():
        if key in left.topics:
            continue
        for name, refs in (
            ("headline", topic.record.headline),
            ("cards", topic.record.cards),
            *((("messages"), message.figures) for message in topic.record.messages),
        ):
            for one in (ref.partition(".")[0] for ref in refs):
                if one in left.figures:
                    path, line = topic.file.path, topic.file.line((name,))
                    yield Problem(path, line, told(f"{topic.page} ({name})", one), hint, RULE)
    for key in library.charts:
        if key not in left.charts:
            for one in library.chart_figures(key):
                if one in left.figures:
                    yield Problem(*library.line("chart", key), told(f"the chart '{key}'", one), hint, RULE)
    for figure in library.figures.values():
        if figure.id not in left.figures:
            for one in sorted(figures_of_figure(figure) & set(left.figures)):
                yield Problem(figure.path, figure.line, told(f"the figure '{figure.id}'", one), hint, RULE)


def _target(page: Page, link: str) -> tuple[str, str]:
    """Name of the page that a link leads to, and the place in it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return "", ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(parts.path)))
    return name, parts.fragment


def _problem(page: Page, field: str, message: str, hint: str) -> Problem:
    return Problem(page.path, page.front_lines.line((field,)), message, hint, RULE)
