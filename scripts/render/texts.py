"""Texts as a reader gets them: in the reader's language, or marked as being in another.

Where a language has no text yet, the first of its fallbacks that has one is shown, and the HTML says
which language that is, so that it is read aloud, broken and set in the right direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from scripts.content.formatter import Formatter
from scripts.content.partialdate import parse_date
from scripts.render.isolation import isolate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scripts.content.figure import Figure
    from scripts.content.languages import Language
    from scripts.content.library import Edition, Library
    from scripts.content.partialdate import PartialDate
    from scripts.content.records import ChartText, FigureText, Source, Term
    from scripts.content.texts import Texts


@dataclass(frozen=True)
class ShownText:
    """Texts of a figure, each marked with its language where it is another than the page's."""

    name: Markup
    definition: Markup
    population: Markup | None
    note: Markup | None
    method: Markup | None
    points: Mapping[str, Markup]


@dataclass
class ShownTexts:
    """The texts of a library for readers of one language."""

    library: Library
    language: Language
    """The language that is written in."""

    @cached_property
    def interface(self) -> Language:
        """The language of strings: this view's own, or another's while its strings are not all translated."""
        return self.library.interface(self.language.code)

    @cached_property
    def formatter(self) -> Formatter:
        """Writes values: units and number forms of one language, never of two."""
        return Formatter(self.interface.cldr, self.library.texts[self.interface.code].strings)

    def t(self, key: str, **values: object) -> str:
        """An interface string with its places filled."""
        text = self.library.texts[self.interface.code].get(key)
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def date(self, when: PartialDate | str) -> str:
        """A date in the reader's form."""
        return self.formatter.date(parse_date(when) if isinstance(when, str) else when)

    def page_title(self, name: str) -> Markup:
        """The title of another page, in this language or else in the one that page is shown in."""
        return self._field(name, "title")

    def page_description(self, name: str) -> Markup:
        """The description of another page, likewise."""
        return self._field(name, "description")

    def _field(self, name: str, field: Literal["title", "description"]) -> Markup:
        page = self.library.shown(self.language.code, name)
        code = self.library.source_language.code if field in page.untranslated else page.language
        return self.other(getattr(page.front, field), code)

    def other(self, text: str, code: str) -> Markup:
        """`text`, marked with its language and direction where it is not in this view's."""
        if code == self.language.code:
            return isolate(text) if self.language.direction == "rtl" else escape(text)
        language = self.library.language(code)
        return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(code, language.direction, text)

    def text(self, figure: Figure) -> ShownText:
        """Name, definition and notes of a figure, in this language or else in the first one that has them."""
        text, code = self.figure_text(figure)

        def shown(one: str | None) -> Markup | None:
            return self.other(one, code) if one else None

        return ShownText(
            name=self.other(text.name, code),
            definition=self.other(text.definition, code),
            population=shown(text.population),
            note=shown(text.note),
            method=shown(text.method),
            points={key: self.other(remark, code) for key, remark in text.points.items()},
        )

    def figure_text(self, figure: Figure) -> tuple[FigureText, str]:
        """The plain texts of a figure, and the language that they are in."""
        code = self.text_language(figure.id)
        return self.library.texts[code].figures[figure.id], code

    def chart_text(self, chart_id: str) -> tuple[ChartText, str]:
        """The plain texts of a chart, likewise."""
        code = self._first(lambda texts: chart_id in texts.charts)
        return self.library.texts[code].charts[chart_id], code

    def text_language(self, figure_id: str) -> str:
        """The language that a figure's texts are shown in."""
        return self._first(lambda texts: figure_id in texts.figures)

    def term_language(self, term: Term) -> str:
        """The language that a glossary term is shown in."""
        return next(code for code in self._order if code in term.forms)

    def definition(self, term_id: str) -> Markup:
        """What a glossary term means."""
        code = self._first(lambda texts: bool(texts.definitions.get(term_id)))
        return self.other(self.library.texts[code].definitions[term_id], code)

    @property
    def _order(self) -> tuple[str, ...]:
        return (self.language.code, *self.language.fallback, self.library.source_language.code)

    def _first(self, has: Callable[[Texts], bool]) -> str:
        """The first language, of this one and its fallbacks, whose texts `has`."""
        return next(code for code in self._order if has(self.library.texts[code]))

    def publisher(self, publisher_id: str) -> str:
        """A body's name in this language."""
        names = self.library.texts[self.language.code].names.publishers
        return names.get(publisher_id) or self.library.publishers[publisher_id].name

    def publisher_language(self, publisher_id: str) -> str:
        """The language that `publisher` gives its name in; empty where it is the page's."""
        if publisher_id in self.library.texts[self.language.code].names.publishers:
            return ""
        return self._other(self.library.publishers[publisher_id].language)

    def citation(self, source_id: str) -> str:
        """A source in plain words: ``Publisher: Title, symbol, date``."""
        source = self.library.sources[source_id]
        title = self.translated_title(source_id) or source.title
        shown = f"[{title}]" if source.supplied_title else title
        named = f"{self.publisher(source.publisher)}{self.t('marks.colon')}{shown}"
        more = [source.symbol or "", self.date(source.date) if source.date else self.t("notes.undated")]
        return self.t("marks.comma").join([named, *(one for one in more if one)])

    def translated_title(self, source_id: str) -> str:
        """A source's title in this language; empty where it is in it already or has no translation."""
        return self.library.texts[self.language.code].names.sources.get(source_id, "")

    def source_language(self, source: Source) -> str:
        """The language of a source's title; empty where it is the page's."""
        return self._other(source.language)

    def attachment_title(self, attachment_id: str) -> Markup:
        """Title of an attachment."""
        code = self._first(lambda texts: attachment_id in texts.names.attachments)
        return self.other(self.library.texts[code].names.attachments[attachment_id], code)

    def addressees(self, edition: Edition) -> Markup:
        """To whom a letter is addressed."""
        code = self._first(lambda texts: edition.id in texts.names.addressees)
        return self.other(self.library.texts[code].names.addressees[edition.id], code)

    def _other(self, code: str) -> str:
        return "" if code == self.language.code else code
