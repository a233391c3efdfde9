"""One entry of a feed: what a page's log says of a day, with all that must be known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from scripts.content.address import address
from scripts.content.partialdate import parse_date
from scripts.render.pageview import PageView
from scripts.updates.notes import Place, note_html, words
from scripts.updates.substance import figures_shown
from scripts.updates.telling import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.content.languages import Language
    from scripts.content.reference import Reference
    from scripts.render.chrome import Chrome
    from scripts.updates.events import FigureEvent, PageEvent

_TITLE = 120
"""Characters of a title that readers of feeds show without cutting it."""


@dataclass(frozen=True)
class FeedEntry:
    """What both forms of a feed say of one change."""

    id: str
    name: str
    """Of the page."""
    url: str
    date: str
    language: str
    """Of title and text; notices have a mark of their own."""
    title: str
    summary: str
    content: Markup
    categories: tuple[tuple[str, str], ...]
    """Id and name of the office whose messages the page holds."""


def entry(chrome: Chrome, event: PageEvent, figures: Sequence[FigureEvent]) -> FeedEntry:
    """What `event`, which has an entry in the page's log, is to readers of the chrome's language."""
    library, site_url = chrome.library, chrome.settings.site_url
    language = library.language(event.page.language)
    view = PageView(library, language, chrome.reader, event.page, chrome.components, chrome.settings)
    note = _note(view, event)
    said = words(note)
    url = site_url + address(chrome.reader, event.name)
    return FeedEntry(
        f"{url}#changes-{event.date}",
        event.name,
        url,
        event.date,
        language.code,
        _title(view, event, said),
        said,
        Markup("\n").join(_content(chrome, view, event, note, figures)),
        _issuer(view),
    )


def _note(view: PageView, event: PageEvent) -> Markup:
    site_url = view.settings.site_url

    def page(name: str, fragment: str = "") -> str:
        return f"{site_url}{address(view.reader, name)}{'#' if fragment else ''}{fragment}"

    note = event.entry.note if event.entry else ""
    return note_html(note, event.name, Place(lambda one: _reference(view, one), page, lambda path: site_url + path))


def _title(view: PageView, event: PageEvent, said: str) -> str:
    title = f"{event.page.front.title}{view.t('marks.colon')}{said}"
    if len(title) <= _TITLE:
        return title
    return f"{event.page.front.title}{view.t('marks.open')}{view.date(event.date)}{view.t('marks.close')}"


def _content(
    chrome: Chrome, view: PageView, event: PageEvent, note: Markup, figures: Sequence[FigureEvent]
) -> Iterator[Markup]:
    yield _marked(Markup("<p>{}</p>").format(note), view.language)
    shown = set(figures_shown(view.library, view.page))
    lines = [_figure(view, one) for one in figures if one.change.date == event.date and one.id in shown]
    if lines:
        head = escape(view.t("updates.figures-changed") + view.t("marks.colon"))
        yield _marked(Markup("<p>{}</p><ul>{}</ul>").format(head, Markup().join(lines)), view.interface)
    if view.edition is not None:
        issuer = view.publisher(view.edition.record.issuer)
        said = view.t("updates.attributed", issuer=issuer, letter=view.letter_name(view.edition))
        yield _marked(Markup("<p>{}</p>").format(said), view.interface)
    for notice in chrome.notices():
        yield _marked(Markup("<p>{}</p>").format(notice.text), chrome.interface)


def _figure(view: PageView, event: FigureEvent) -> Markup:
    name = view.text(view.library.figures[event.id]).name
    said = escape(view.t("marks.semicolon")).join(sentences(view, event.change))
    return Markup("<li>{}{}{}</li>").format(name, view.t("marks.colon"), said)


def _issuer(view: PageView) -> tuple[tuple[str, str], ...]:
    if view.edition is None:
        return ()
    issuer = view.edition.record.issuer
    return ((issuer, view.publisher(issuer)),)


def _marked(content: Markup, language: Language) -> Markup:
    return Markup('<div lang="{}" dir="{}">{}</div>').format(language.code, language.direction, content)


def _reference(view: PageView, reference: Reference) -> Markup:
    """A reference without a page's notes, to which a source mark would lead; figures stand in no log."""
    match reference.kind:
        case "date":
            return escape(view.date(parse_date(reference.target)))
        case "number":
            return view.inline(reference)
        case _:
            return Markup()
