"""What a kit says, as one HTML document: pages with everything open, and every source a footnote."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markdown import markdown

from scripts.charts.files import path as chart_path
from scripts.content.address import address
from scripts.press.cleaning import Answers, Footnotes, clean, is_whole, title_and_rest
from scripts.press.images import ending
from scripts.press.view import PressView
from scripts.render.chrome import Chrome
from scripts.render.components import render

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import html

    from scripts.content.languages import Language
    from scripts.content.library import Edition, Library, Topic
    from scripts.render.pageview import Settings

EXTENSIONS = ("admonition", "tables", "scripts.render.markdown")
WHOLE = "letter"
"""What stands in file names of the kit of a whole letter, where those of a topic have its slug."""


@dataclass(frozen=True)
class Workshop:
    """What manuscripts are made with."""

    library: Library
    components: Path
    settings: Settings
    site: Path
    """Where charts have been drawn already."""


@dataclass(frozen=True)
class Picture:
    """A picture of a manuscript."""

    file: str
    """Its name in the folder that the manuscript is converted in."""
    alternative: str
    source: Path = field(repr=False)
    is_chart: bool


@dataclass(frozen=True)
class Manuscript:
    """One document in one language."""

    language: Language
    """The language of its text, which is another than the reader's while a page has no translation."""
    stem: str
    """Name of its files without their ending: ``2024-09-child-labour-en``."""
    title: str
    author: str
    """The office whose messages it holds."""
    publisher: str
    """This site's name."""
    updated: str
    """ISO date of the newest page in it."""
    address: str
    """Whole address of its page; empty while the site has none."""
    contents: str
    """What its table of contents is called."""
    body: str
    """HTML: chapters from ``h1`` down, then footnotes."""
    pictures: tuple[Picture, ...] = ()
    """The pictures in it, by the names that it has for them."""


def of_topic(workshop: Workshop, language: Language, edition: Edition, topic: Topic) -> Manuscript:
    """The manuscript of one topic."""
    return _manuscript(workshop, language, edition, (topic,), topic.slug)


def of_letter(workshop: Workshop, language: Language, edition: Edition) -> Manuscript:
    """The manuscript of a whole letter: its page, then its topics as chapters."""
    return _manuscript(workshop, language, edition, (None, *edition.topics), WHOLE)


def _manuscript(
    workshop: Workshop, language: Language, edition: Edition, parts: tuple[Topic | None, ...], slug: str
) -> Manuscript:
    library = workshop.library
    notes = Footnotes()
    pictures: list[Picture] = []
    names = [topic.page if topic else edition.page for topic in parts]
    shown = library.language(library.shown(language.code, names[0]).language)
    chapters = [_chapter(workshop, language, edition, topic, notes, pictures) for topic in parts]
    first = chapters[0]
    is_whole = len(chapters) > 1
    body = (
        first[1]
        if not is_whole
        else "".join(f"<h1>{escape(title, quote=False)}</h1>{text}" for title, text in chapters)
    )
    view = _view(workshop, language, names[0])
    asides = "".join(
        f'<aside epub:type="footnote" id="fn{number}"><p>{text}</p></aside>'
        for number, text in enumerate(notes.texts, 1)
    )
    return Manuscript(
        language=shown,
        stem=f"{edition.id}-{slug}-{language.code}",
        title=view.letter_name(edition) if is_whole else first[0],
        author=view.publisher(edition.record.issuer),
        publisher=view.t("site.name"),
        updated=max(library.shown(language.code, name).front.updated.start.day.isoformat() for name in names),
        address=f"{workshop.settings.site_url}{address(language, names[0])}" if workshop.settings.site_url else "",
        contents=view.t("press.contents"),
        body=(body if is_whole else _raised(body)).replace(' epub-type="', ' epub:type="') + asides,
        pictures=tuple(pictures),
    )


def _chapter(
    workshop: Workshop,
    language: Language,
    edition: Edition,
    topic: Topic | None,
    notes: Footnotes,
    pictures: list[Picture],
) -> tuple[str, str]:
    """Title and text of a page, its marks added to `notes`, what it shows to `pictures`."""
    view = _view(workshop, language, topic.page if topic else edition.page)
    rendered = markdown(
        "\n".join(view.page.path.read_text(encoding="utf-8").splitlines()[view.page.headings[0].line - 1 :]),
        extensions=list(EXTENSIONS),
        extension_configs={EXTENSIONS[-1]: {"view": view}},
    )
    title, text = title_and_rest(rendered)
    front = _front(workshop, language, view, edition, topic)
    cited: set[int] = set()
    listed = {note.number: note for note in view.notes}

    def note(number: int) -> str:
        full = number not in cited
        cited.add(number)
        made = render(workshop.components, "press/note", view=view, t=view.t, note=listed[number], full=full)
        inner = clean(str(made), Footnotes(), answers)
        return " ".join(inner.split())

    def picture(element: html.HtmlElement) -> str:
        chart = element.get("data-chart")
        source = (view.page.path.parent / unquote(urlsplit(element.get("src") or "").path)).resolve()
        if chart and not (source := workshop.site / chart_path(chart, language.code, "png")).is_file():
            return ""
        file = f"picture-{len(pictures) + 1}{ending(source)}"
        pictures.append(Picture(file, element.get("alt") or "", source, bool(chart)))
        return file

    answers = Answers(note, partial(_resolve, view), picture, view.t("marks.colon"))
    return title, clean(front + text, notes, answers)


def _view(workshop: Workshop, language: Language, name: str) -> PressView:
    page = workshop.library.shown(language.code, name)
    shown = workshop.library.language(page.language)
    return PressView(workshop.library, shown, language, page, workshop.components, workshop.settings)


def _front(workshop: Workshop, language: Language, view: PressView, edition: Edition, topic: Topic | None) -> str:
    """Notices, whose messages these are, dates, licence and address."""
    settings = replace(workshop.settings, comparisons=False)
    chrome = Chrome(workshop.library, language, language, view.page, workshop.components, settings)
    values = {
        "notices": [notice.text for notice in chrome.notices()],
        "edition": edition,
        "topic": topic,
        "updated": view.page.front.updated,
        "site_url": view.link(view.page.name),
    }
    return str(view.component("front", **values))


def _resolve(view: PressView, href: str) -> str:
    """The whole address that a link of the page leads to; nothing where it needs the site and has no address."""
    if is_whole(href):
        return href
    path, _, fragment = href.partition("#")
    if not path.endswith(".md"):
        return ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(view.page.name), path))
    return view.link(name, fragment) if name in view.library.names() else ""


def _raised(body: str) -> str:
    """The text of a single page with its sections as chapters: every heading one level up."""
    for level in range(2, 7):
        body = body.replace(f"<h{level}>", f"<h{level - 1}>").replace(f"</h{level}>", f"</h{level - 1}>")
    return body
