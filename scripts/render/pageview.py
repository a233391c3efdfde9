"""One page as its reader gets it: references, blocks and notes in the page's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from babel import Locale

from scripts.content.address import address, record_address, relative
from scripts.content.records import Citation, Conflict
from scripts.render import blocks
from scripts.render.components import render
from scripts.render.notes import Note, Notes
from scripts.render.texts import ShownTexts
from scripts.search.entry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from markupsafe import Markup

    from scripts.content.figure import Figure, Reading
    from scripts.content.languages import Language
    from scripts.content.library import Edition, Topic
    from scripts.content.page import Page
    from scripts.content.records import Message
    from scripts.content.reference import Reference


SEARCH = "search.md"
"""The page of the search; a site without it has none."""


@dataclass(frozen=True)
class Settings:
    """What whoever publishes the site sets."""

    contact: str = ""
    """Where readers report errors: a web address or ``mailto:``."""
    comparisons: bool = True
    """Whether pages that show translation and original side by side are built; a preview of one language has none."""
    site_url: str = ""
    """The address that the site is published at, with a slash at its end; empty where it is not known."""
    edit: str = ""
    """Address at which a file is edited or begun, with ``{path}`` for its path; empty where there is none."""


@dataclass
class PageView(ShownTexts):
    """Renders what a page refers to, from top to bottom; its notes number themselves on the way."""

    reader: Language
    """The language whose addresses links lead to; another one where a page is shown for want of a translation."""
    page: Page
    components: Path
    settings: Settings = field(default_factory=Settings)
    notes: Notes = field(default_factory=Notes)

    # What templates and blocks ask for

    @property
    def here(self) -> str:
        """Address of the page that is written, from the site's root; relative links start from it."""
        return address(self.reader, self.page.name)

    def stop_after(self, text: str) -> str:
        """The full stop that `text` still needs: none where it ends in one, as Russian dates and abbreviations do."""
        stop = self.t("marks.stop")
        return "" if text.endswith(stop.strip()) else stop

    def component(self, name: str, **values: object) -> Markup:
        """A component that may ask this view for anything."""
        return render(self.components, name, view=self, t=self.t, **values)

    def link(self, name: str, fragment: str = "", language: Language | None = None) -> str:
        """Relative address of another page."""
        target = address(language or self.reader, name)
        return relative(self.here, f"{target}#{fragment}" if fragment else target)

    def asset(self, path: str) -> str:
        """Relative address of a file below docs/assets/."""
        return self.file(f"assets/{path}")

    def file(self, path: str) -> str:
        """Relative address of a file that is the same for all languages."""
        return relative(self.here, path)

    def record_link(self, record_id: str) -> str:
        """Relative address of the permanent page of a figure or message, at the part in this language."""
        return f"{self.file(record_address(record_id))}#{self.language.code}"

    def language_name(self, code: str) -> str:
        """What another language is called here."""
        return str(Locale.parse(self.interface.cldr).languages.get(code, code))

    def number(self, value: Decimal | int) -> str:
        """A number in the reader's form."""
        return self.formatter.number(Decimal(value))

    def reading(self, ref: str) -> Reading:
        """The value that a valid reference names."""
        found = self.library.reading(ref)
        if found is None:
            raise KeyError(ref)
        return found

    def letter_name(self, edition: Edition) -> str:
        """What the letter is called: ``Letter of September 2024``."""
        return self.t("letter.title", date=self.date(edition.id))

    def figure_link(self, figure: Figure) -> str:
        """Where a figure's full record stands: the card on this page, else the list of all figures."""
        anchor = f"figure-{figure.id}"
        topic = self.topic
        if (topic and figure.id in topic.record.cards) or self.page.name == "figures.md":
            return f"#{anchor}"
        return self.link("figures.md", anchor)

    @cached_property
    def topic(self) -> Topic | None:
        """The topic whose page this is."""
        return self.library.topics.get(f"{self.page.edition}/{self.page.slug}")

    @cached_property
    def edition(self) -> Edition | None:
        """The letter that the page belongs to."""
        return self.library.edition(self.page.edition)

    # Marks

    def mark(self, citation: Citation | Conflict | str, at: Mapping[str, str] | None = None) -> Markup:
        """A source mark that leads to its note."""
        match citation:
            case Citation():
                note, anchor = self.notes.mark(citation.source, citation.at, citation.seen, citation.seen_kind)
            case Conflict():
                note, anchor = self.notes.mark(citation.source)
            case str():
                note, anchor = self.notes.mark(citation, at)
        return self.component("mark", note=note, anchor=anchor, number=self._count(note.number))

    def marks(self, citations: Iterable[Citation]) -> Markup:
        """The marks of several citations in a row."""
        return self.component("marks", marks=[self.mark(citation) for citation in citations])

    def place(self, note: Note) -> str:
        """Where in the source: ``article 143``."""
        return ", ".join(self.t(f"places.{kind}", x=value) for kind, value in note.at)

    def _count(self, number: int) -> str:
        return self.formatter.number(Decimal(number))

    # What the Markdown extension asks for

    def inline(self, reference: Reference, *, marked: bool = True) -> Markup:
        """The HTML of a reference in running text; a figure has its source marks only if `marked`."""
        return blocks.inline(self, reference, marked=marked)

    def block(self, reference: Reference) -> Markup:
        """The HTML of a reference that takes a paragraph of its own."""
        return blocks.block(self, reference)

    def heading_link(self, anchor: str) -> Markup:
        """The permanent link beside a heading."""
        return self.component("permalink", anchor=anchor, label=self.t("site.permalink"))

    def message(self, anchor: str) -> Message | None:
        """The message whose text stands under the heading with this id."""
        messages = self.topic.record.messages if self.topic else ()
        return next((message for message in messages if message.id == anchor), None)

    def attribution(self, message: Message) -> Markup:
        """Label and issuer of a message."""
        return self.component("attribution", message=message, edition=self.edition, topic=self.topic)

    def support(self, message: Message) -> Markup:
        """The figures that support a message."""
        return self.component("support", readings=[self.reading(ref) for ref in message.figures])

    def search_panel(self, *, on_page: bool = False) -> Markup:
        """The form of the search, with links to it in the languages that most readers share."""
        library = self.library
        elsewhere = [
            {"code": code, "name": library.language(code).name, "page": address(library.language(code), SEARCH)}
            for code in library.shared_languages
            if code != self.reader.code
        ]
        return self.component("search-panel", kinds=KINDS, elsewhere=elsewhere, on_page=on_page)

    def closing(self) -> Markup:
        """The numbered source notes."""
        return self.component("notes", notes=list(self.notes)) if len(self.notes) else self.component("empty")
