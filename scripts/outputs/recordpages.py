"""The permanent pages of figures and messages: ``id/<id>/``, one for all languages.

One file a record, not one a record and language: its address stays when a language is added, and a
site of many letters stays within what static hosts take. Each language is a section with its own
``lang`` and ``dir``; a fragment (``#en``) shows that one alone, by style. See `record.html`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from scripts.cite.jsonld import script
from scripts.cite.jsonld_record import of_figure, of_message
from scripts.cite.metadata import SCHEMA, tags
from scripts.cite.passage import plain
from scripts.content.address import WORKER, record_address, relative
from scripts.render.chrome import translation_notices
from scripts.render.components import render
from scripts.render.recordview import RecordView
from scripts.render.sharing import record_sharing
from scripts.updates.telling import histories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markupsafe import Markup

    from scripts.cite.citations import Citations
    from scripts.cite.nodes import Node
    from scripts.content.embargo import Withdrawal
    from scripts.content.figure import Figure
    from scripts.content.languages import Language
    from scripts.content.library import Edition, Library, Topic
    from scripts.content.page import Page
    from scripts.content.records import Message
    from scripts.render.pageview import Settings

MODULE = "assets/records/record.js"
"""What chooses the reader's language and copies; the page is whole without it."""


class RecordPageError(Exception):
    """A record's page cannot be written; the message says why and what to do."""


def write(library: Library, citations: Citations, site: Path, components: Path, settings: Settings) -> int:
    """Write the page of every figure and message into `site`; the number of pages.

    RecordPageError where a page of the site has the address already; CitationError by `citations`.
    """
    writer = _Writer(library, citations, site, components, settings)
    for figure in library.figures.values():
        writer.figure(figure)
    for edition, topic, message in citations.messages().values():
        writer.message(edition, topic, message)
    for taken in library.withdrawn.values():
        for record_id in (*taken.figures, *taken.messages):
            writer.withdrawn(record_id, taken)
    return sum(1 for _ in site.glob("id/*/index.html"))


class _Writer:
    def __init__(
        self, library: Library, citations: Citations, site: Path, components: Path, settings: Settings
    ) -> None:
        self._library = library
        self._citations = citations
        self._site = site
        self._components = components
        self._settings = settings
        source = library.source_language
        home = html.parse(str(site / source.prefix / "index.html"))
        self._styles = [str(link.get("href")) for link in home.iter("link") if link.get("rel") == "stylesheet"]
        order = self._order = [source, *(language for language in library.languages if language is not source)]
        self._views = {topic.page: [self._view(language, topic) for language in order] for topic in self._topics()}

    def _topics(self) -> Iterator[Topic]:
        return (topic for edition in self._library.editions for topic in edition.topics)

    def _view(self, language: Language, topic: Topic) -> RecordView:
        return self._view_of(language, self._library.shown(language.code, topic.page))

    def _view_of(self, language: Language, page: Page) -> RecordView:
        return RecordView(self._library, language, language, page, self._components, self._settings)

    def figure(self, figure: Figure) -> None:
        """Write a figure's page."""
        topic = self._library.topics[figure.record.topic]
        views = self._views[topic.page]
        contents = [
            self._part(view, figure.id, "record-figure", self._figure_file(view, figure), figure=figure, topic=topic)
            for view in views
        ]
        name = views[0].text(figure).name
        node = of_figure(views, figure.id, self._citations.site_url)
        self._write(figure.id, name, views, contents, node)

    def message(self, edition: Edition, topic: Topic, message: Message) -> None:
        """Write a message's page."""
        views = self._views[topic.page]
        contents = []
        for view in views:
            heading = plain(view, next(one.text for one in view.page.headings if one.id == message.id))
            readings = [view.reading(ref) for ref in message.figures]
            values = {"message": message, "edition": edition, "topic": topic, "heading": heading, "readings": readings}
            contents.append(self._part(view, message.id, "record-message", topic.page, **values))
        heading = plain(views[0], next(one.text for one in views[0].page.headings if one.id == message.id))
        own = [view for view in views if (view.language.code, topic.page) in self._library.pages]
        node = of_message(own, edition, topic, message.id, self._citations.site_url)
        self._write(message.id, heading, views, contents, node)

    def withdrawn(self, record_id: str, taken: Withdrawal) -> None:
        """Write what stands in the place of a record that went with its page: nothing of it but its id."""
        views = [self._view_of(language, taken.pages[language.code]) for language in self._order]
        contents = []
        for view in views:
            view.record_id = record_id
            contents.append(view.component("record-withdrawn", taken=taken, place=view.link(taken.page)))
        self._put(record_id, views, contents, views[0].t("withdrawn.description"), {"withdrawn": True})

    def _figure_file(self, view: RecordView, figure: Figure) -> str:
        """The file of the language that a figure's texts stand in, by its name below the language's folder."""
        code = view.text_language(figure.id)
        path = self._library.texts[code].figure_files[figure.id].path
        return path.relative_to(self._library.docs / code).as_posix()

    def _part(self, view: RecordView, record_id: str, component: str, file: str, **values: object) -> Markup:
        """One language's section; `file` is where its text stands."""
        view.record_id = record_id
        topic = values["topic"]
        anchor = f"figure-{record_id}" if component == "record-figure" else record_id
        page = topic.page if component != "record-figure" or record_id in topic.record.cards else "figures.md"  # type: ignore[attr-defined]
        return view.component(
            component,
            cited=self._citations.of(view.language.code, record_id),
            notices=translation_notices(view, self._library.standings.get((view.language.code, file))),
            source_href=f"#{self._library.source_language.code}",
            place=view.link(page, anchor),
            days=histories(view, record_id),
            **values,
        )

    def _write(self, record_id: str, name: str, views: list[RecordView], contents: list[Markup], data: Node) -> None:
        source = views[0]
        cited = self._citations.of(source.language.code, record_id)
        description = cited.text.partition("\n")[0]
        about: dict[str, object] = {
            "metadata": {"schema": SCHEMA, "tags": tags(cited.csl)},
            "sharing": record_sharing(source, name, description, self._citations.site_url),
            "canonical": self._citations.site_url and f"{self._citations.site_url}{record_address(record_id)}",
            "data": script(data),
            "title": f"{name} - {source.t('site.name')}",
        }
        self._put(record_id, views, contents, description, about)

    def _put(
        self,
        record_id: str,
        views: list[RecordView],
        contents: list[Markup],
        description: str,
        about: dict[str, object],
    ) -> None:
        address = record_address(record_id)
        target = self._site / address / "index.html"
        if target.exists():
            raise RecordPageError(
                f"'{address}' is the address of a page already, and the permanent one of the record '{record_id}'.\n"
                "Give the page another name: addresses of records stay."
            )
        source = views[0]
        page = render(
            self._components,
            "record",
            id=record_id,
            description=description,
            icon=relative(address, "assets/images/mark.svg"),
            styles=[relative(address, relative_root(style, source.language)) for style in self._styles],
            module=relative(address, MODULE),
            worker=relative(address, WORKER),
            home=source.link("index.md"),
            site_name=source.t("site.name"),
            languages_label=source.t("site.languages"),
            source=source.language,
            sections=list(zip(views, contents, strict=True)),
            **{"title": f"{record_id} - {source.t('site.name')}", **about},
        )
        target.parent.mkdir(parents=True)
        target.write_text(str(page) + "\n", encoding="utf-8", newline="\n")


def relative_root(href: str, language: Language) -> str:
    """A style's address as seen from the site's root; `href` is that on the home page of `language`."""
    return href if not language.prefix else href.removeprefix("../")
