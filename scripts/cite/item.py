"""One thing to cite, as CSL-JSON has it (schema of citationstyles.org).

Types follow what Zotero makes of each: a topic or letter page is a ``report`` (it has an issuing office, a date and
an address), any other page and a message, which is part of a page, a ``webpage``, a figure a ``dataset``.

Whose is what: the *author* of messages, and of the pages that hold them, is the office that issued the letter; the
*publisher* and container is this site, which wrote the pages. A figure has no author: the site publishes the record,
its note names the sources. There is no ``accessed``: a build has no clock. ``issued`` is the page's ``updated``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from scripts.cite.passage import plain
from scripts.cite.quoting import figure_file, figure_sources, figure_title, others_give, standing_note
from scripts.content.address import address, record_address

if TYPE_CHECKING:
    from scripts.content.figure import Figure
    from scripts.content.languages import Language
    from scripts.content.library import Edition, Topic
    from scripts.content.partialdate import PartialDate
    from scripts.render.pageview import PageView

Kind: TypeAlias = Literal["report", "webpage", "dataset"]
Csl: TypeAlias = dict[str, object]


@dataclass(frozen=True)
class Item:
    """What a citation says, in one language."""

    id: str
    """Record id, or the page's name with hyphens: the key in BibTeX."""
    kind: Kind
    title: str
    site: str
    issued: PartialDate
    language: str
    """BCP 47: ``zh-Hans``."""
    url: str = ""
    """Absolute; empty while the site's address is not known."""
    author: str = ""
    """The issuing office; empty where nobody but the site wrote it."""
    part_of: str = ""
    """Letter and point that a message is from."""
    notes: tuple[str, ...] = ()
    """What else must be known: sources of a figure, that a translation was not reviewed."""

    def csl(self, joined_by: str = "; ") -> Csl:
        """The item for reference managers; notes are joined by the language's semicolon."""
        day = self.issued.start.day
        note = joined_by.join(part for part in (self.part_of, *self.notes) if part)
        found: Csl = {
            "id": self.id,
            "type": self.kind,
            "title": self.title,
            "author": [{"literal": self.author}] if self.author else None,
            "publisher": self.site,
            "container-title": self.site,
            "issued": {"date-parts": [[day.year, day.month, day.day][: self.issued.start.precision]]},
            "URL": self.url,
            "language": self.language,
            "note": note,
        }
        return {key: value for key, value in found.items() if value}


def tag(language: Language) -> str:
    """The language's BCP 47 tag: ``en-GB`` for the locale ``en_GB``."""
    return language.cldr.replace("_", "-")


def page_key(name: str) -> str:
    """Key of a page: ``2024-09-child-labour``; ``home`` for the first page."""
    stem = name.removesuffix(".md")
    return "home" if stem == "index" else stem.removesuffix("/index").replace("/", "-")


def page_item(view: PageView, site_url: str) -> Item:
    """The page of the view."""
    name = view.page.name
    edition = view.edition
    url = f"{site_url}{address(view.language, name)}" if site_url else ""
    return Item(
        page_key(name),
        "report" if edition else "webpage",
        view.page.front.title,
        view.t("site.name"),
        view.page.front.updated,
        tag(view.language),
        url,
        view.publisher(edition.record.issuer) if edition else "",
        notes=_notes(standing_note(view, name)),
    )


def message_item(view: PageView, topic: Topic, edition: Edition, message_id: str, site_url: str) -> Item:
    """A message, under its heading; `view` is that of the topic's page."""
    heading = next(one.text for one in view.page.headings if one.id == message_id)
    return Item(
        message_id,
        "webpage",
        plain(view, heading),
        view.t("site.name"),
        view.page.front.updated,
        tag(view.language),
        permalink(message_id, view.language, site_url),
        view.publisher(edition.record.issuer),
        view.t("cite.part", letter=view.letter_name(edition), point=topic.record.letter_point),
        _notes(standing_note(view, topic.page)),
    )


def figure_item(view: PageView, figure: Figure, updated: PartialDate, site_url: str) -> Item:
    """A figure; `updated` is the date of the page that it came with."""
    reading = view.reading(figure.id)
    label = view.t(f"labels.{reading.label}.name")
    return Item(
        figure.id,
        "dataset",
        figure_title(view, figure),
        view.t("site.name"),
        updated,
        tag(view.language),
        permalink(figure.id, view.language, site_url),
        # The label comes first: pandoc reads a note that begins with a word and a colon as another field.
        notes=_notes(
            label,
            others_give(view, reading) if reading.conflicts else "",
            *figure_sources(view, reading),
            standing_note(view, figure_file(view, figure)),
        ),
    )


def permalink(record_id: str, language: Language, site_url: str) -> str:
    """Permanent address of a figure or message, with the language as fragment; empty without the site's address."""
    return f"{site_url}{record_address(record_id)}#{language.code}" if site_url else ""


def _notes(*notes: str) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
