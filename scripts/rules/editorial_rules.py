"""What is not published is not shown or linked to by what is, and the front matter says so in one way."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urlsplit

from scripts.content.embargo import embargoes, withdrawn_names
from scripts.content.leaving import left_with, without
from scripts.content.problem import Problem
from scripts.content.uses import figures_of_figure
from scripts.rules import front_matter_rules, vanishing_rules
from scripts.rules.front_matter_rules import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from scripts.content.leaving import Left
    from scripts.content.library import Library
    from scripts.content.page import Page

Named: TypeAlias = "tuple[str, str, Path, int]"
"""What shows a figure, the figure's id, and where."""


def check(library: Library, now: datetime) -> list[Problem]:
    """The fields themselves, what they hide, then what is published at `now` against what is not."""
    fields = list(front_matter_rules.check(library)) or list(vanishing_rules.check(library, now))
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
    return sorted({*_pages(library, said, gone), *_records(library, said, hidden)})


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


def _records(library: Library, said: Mapping[str, str], hidden: Mapping[str, str]) -> Iterator[Problem]:
    """Records that stay and name figures or letters that go."""
    left = left_with(library, said)
    named = [*_of_topics(library, left), *_of_charts(library, left), *_of_figures(library, left)]
    hint = "Take it out until then, or give its record the topic of a page that is published."
    for what, one, path, line in named:
        topic = library.figures[one].record.topic
        state = said.get(f"{topic}.md", "is not published")
        yield Problem(path, line, f"{what} shows the figure '{one}' of {topic}.md, which {state}", hint, RULE)
    pages = {one.record.letter: one.page for one in library.editions if one.id in left.editions}
    for old, new in library.moved.items():
        if new in hidden:
            document = library.files[f"moved:{old}"]
            message = f"'{old}' leads to {new}, which {said[new]}"
            yield Problem(document.path, document.line((old,)), message, "Add the line when the page is out.", RULE)
    smaller = without(library, left)
    for key, term in smaller.terms.items():
        for letter in {form.source for form in term.forms.values()} & pages.keys():
            message = f"the term '{key}' cites the letter '{letter}' of {pages[letter]}, which {said[pages[letter]]}"
            yield Problem(*library.line("term", key), message, "Cite another source until then.", RULE)


def _of_topics(library: Library, left: Left) -> Iterator[Named]:
    for topic in (one for key, one in library.topics.items() if key not in left.topics):
        messages = [("messages", ref) for message in topic.record.messages for ref in message.figures]
        shown = [*(("headline", ref) for ref in topic.record.headline), *(("cards", one) for one in topic.record.cards)]
        for name, ref in (*shown, *messages):
            figure = ref.partition(".")[0]
            if figure in left.figures:
                yield f"{topic.page} ({name})", figure, topic.file.path, topic.file.line((name,))


def _of_charts(library: Library, left: Left) -> Iterator[Named]:
    for key in (one for one in library.charts if one not in left.charts):
        for figure in library.chart_figures(key):
            if figure in left.figures:
                yield f"the chart '{key}'", figure, *library.line("chart", key)


def _of_figures(library: Library, left: Left) -> Iterator[Named]:
    for one in library.figures.values():
        if one.id not in left.figures:
            for figure in sorted(figures_of_figure(one) & set(left.figures)):
                yield f"the figure '{one.id}'", figure, one.path, one.line


def _target(page: Page, link: str) -> tuple[str, str]:
    """Name of the page that a link leads to, and the place in it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return "", ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(parts.path)))
    return name, parts.fragment
