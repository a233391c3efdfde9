"""What the head of a page says to reference managers: Highwire Press tags and Dublin Core.

What Zotero's translator "Embedded Metadata" does with them (zotero/translators, version of June 2026):

======================================== ===========================================================================
``citation_technical_report_institution``  makes the item a *report*, and is its institution: the site, which
                                         publishes the page, as in the page's own citation
``citation_title``                       title; by itself it would make a journal article, so every page has a
                                         ``DC.type`` that says better
``DC.type``                              ``report``, ``webpage`` and ``dataset`` are taken as they are; ``Text``, the
                                         word of Dublin Core for all of these, would make a journal article
``citation_author``                      author. A name is cut into first and last name at its last space, unless it
                                         has a comma and nothing after it: the office's name ends with one, which is
                                         taken off again. ``DC.creator``, without it, is for other readers: authors of
                                         ``citation_author`` win
``citation_publication_date``            date (Google Scholar asks for YYYY/MM/DD)
``citation_language``, ``_publisher``    language, publisher; for a report the institution wins
``citation_public_url``                  URL; else the canonical link, else where the page was opened
``DC.rights``, ``DC.identifier``         rights; an identifier is read for ISBN, ISSN and DOI only
======================================== ===========================================================================

All of it speaks of the text that the page shows, in that text's language, also where it is shown to readers of
another one for want of a translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.cite.item import Csl

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of the site's texts."""
SCHEMA = "http://purl.org/dc/elements/1.1/"
"""What the prefix ``DC`` stands for: an identifier, nothing is fetched from it."""


@dataclass(frozen=True)
class Tag:
    """One ``<meta name content>``."""

    name: str
    content: str


def tags(csl: Csl) -> tuple[Tag, ...]:
    """The tags of a page, from its citation item; nothing that the item does not say."""
    return tuple(Tag(name, content) for name, content in _tags(csl) if content)


def _tags(csl: Csl) -> Iterator[tuple[str, str]]:
    kind, site = str(csl["type"]), str(csl["publisher"])
    author = _author(csl)
    day = _day(csl)
    yield "citation_title", str(csl["title"])
    yield "citation_author", f"{author}," if author else ""
    yield "citation_publication_date", "/".join(day)
    yield "citation_language", str(csl["language"])
    yield "citation_publisher", site
    yield "citation_technical_report_institution", site if kind == "report" else ""
    yield "citation_public_url", str(csl.get("URL", ""))
    yield "DC.title", str(csl["title"])
    yield "DC.creator", author
    yield "DC.publisher", site
    yield "DC.date", "-".join(day)
    yield "DC.language", str(csl["language"])
    yield "DC.type", kind
    yield "DC.rights", LICENCE
    yield "DC.identifier", str(csl.get("URL", ""))


def _author(csl: Csl) -> str:
    authors = csl.get("author")
    return str(authors[0]["literal"]) if isinstance(authors, list) else ""


def _day(csl: Csl) -> list[str]:
    issued = csl["issued"]
    parts = issued["date-parts"][0] if isinstance(issued, dict) else []
    return [f"{part:02}" for part in parts]
