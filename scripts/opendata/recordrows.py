"""Rows of sources, publishers, terms, letters and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.address import address
from scripts.opendata.quantities import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.records import TermForm
    from scripts.opendata.description import Row


def sources(library: Library) -> Iterator[Row]:
    """One row a document."""
    for key, source in library.sources.items():
        yield {
            "id": key,
            "publisher": source.publisher,
            "title": source.title,
            "language": source.language,
            "kind": source.kind,
            "symbol": source.symbol,
            "date": source.date.text if source.date else None,
            "in_force": source.in_force.text if source.in_force else None,
            "url": source.url,
            "supplied_title": source.supplied_title,
        }


def publishers(library: Library) -> Iterator[Row]:
    """One row a body."""
    for key, publisher in library.publishers.items():
        yield {
            "id": key,
            "name": publisher.name,
            "language": publisher.language,
            "kind": publisher.kind,
            "url": publisher.url,
        }


def terms(library: Library) -> Iterator[Row]:
    """One row a concept, in the words of the source language."""
    code = library.source_language.code
    for key, term in library.terms.items():
        yield {"id": key, "form": term.forms[code].term, "definition": library.texts[code].definitions[key]}


def term_forms(library: Library) -> Iterator[Row]:
    """One row a form of a term in a language: the preferred one first, those not to be used last."""
    for key, term in library.terms.items():
        for code, form in term.forms.items():
            for position, (status, text) in enumerate(_forms(form), start=1):
                yield {
                    "term": key,
                    "language": code,
                    "position": position,
                    "status": status,
                    "form": text,
                    "source": form.source,
                }


def _forms(form: TermForm) -> Iterator[tuple[str, str]]:
    yield "preferred", form.term
    if form.abbreviation:
        yield "abbreviation", form.abbreviation
    for text in form.accepted:
        yield "accepted", text
    for text in form.forbidden:
        yield "forbidden", text


def editions(library: Library, site_url: str) -> Iterator[Row]:
    """One row a letter, the newest first."""
    for edition in library.editions:
        yield {
            "id": edition.id,
            "issuer": edition.record.issuer,
            "parent": edition.record.parent,
            "letter": edition.record.letter,
            "legal_basis": edition.record.legal_basis,
            "page": site_url + address(library.source_language, edition.page),
        }


def topics(library: Library, site_url: str) -> Iterator[Row]:
    """One row a topic, in the order of the letter."""
    for edition in library.editions:
        for position, topic in enumerate(edition.topics, start=1):
            yield {
                "id": f"{topic.edition}/{topic.slug}",
                "edition": topic.edition,
                "position": position,
                "letter_point": topic.record.letter_point,
                **as_of(topic.record.as_of),
                "headline": observed(library, topic.record.headline),
                "page": site_url + address(library.source_language, topic.page),
            }


def observed(library: Library, refs: tuple[str, ...]) -> tuple[str, ...]:
    """The observations that references of a record name: a series without a key stands for its headline."""
    return tuple(reading.ref for ref in refs if (reading := library.reading(ref)) is not None)
