"""The blocks of the page that tells what changed: the log itself, and where to follow it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from scripts.updates.events import days
from scripts.updates.feedaddress import feeds_of
from scripts.updates.notes import Place, note_html
from scripts.updates.telling import sentences

if TYPE_CHECKING:
    from scripts.render.pageview import PageView
    from scripts.updates.events import FigureEvent, PageEvent

RECENT = 6
"""Letters whose topics' feeds are listed; older ones are named on their pages."""


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    link: str
    """Empty where there is nothing to lead to."""
    title: Markup
    said: Markup


def log(view: PageView) -> Markup:
    """Everything that changed, newest first."""
    found = [
        (day.date, [_page(view, event) for event in day.pages], [_figure(view, event) for event in day.figures])
        for day in days(view.library, view.reader.code)
    ]
    return view.component("updates", days=found)


def feeds(view: PageView) -> Markup:
    """The feeds of the reader's language."""
    editions = view.library.editions[:RECENT]
    pages = [topic.page for edition in editions for topic in edition.topics]
    topics = [(view.page_title(name), feeds_of(view.reader, name)) for name in pages]
    return view.component("feeds", everything=feeds_of(view.reader), topics=topics)


def _page(view: PageView, event: PageEvent) -> Line:
    title, link = view.page_title(event.name), view.link(event.name)
    if event.entry is None:
        return Line(link, title, escape(view.t("updates.revised")))
    language = view.library.language(event.page.language)
    own = view if language == view.language else replace(view, language=language)
    place = Place(own.inline, view.link, view.file)
    said = note_html(event.entry.note, event.name, place)
    if own is not view:
        said = Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language.code, language.direction, said)
    return Line(link, title, said)


def _figure(view: PageView, event: FigureEvent) -> Line:
    figure = view.library.figures.get(event.id)
    said = escape(view.t("marks.semicolon")).join(sentences(view, event.change))
    if figure is None:
        return Line("", Markup("<code>{}</code>").format(event.id), said)
    return Line(view.link("figures.md", f"figure-{figure.id}"), view.text(figure).name, said)
