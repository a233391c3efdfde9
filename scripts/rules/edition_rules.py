"""Letters and their topics point at records that exist, and have their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from scripts.content.library import Library, Topic
    from scripts.content.yamlfile import Document


def check(library: Library) -> Iterator[Problem]:
    """Every letter and topic record."""
    for edition in library.editions:
        record = edition.record
        bodies = [("issuer", record.issuer)] + ([("parent", record.parent)] if record.parent else [])
        for field, publisher in bodies:
            yield from _unknown(edition.file, field, [publisher], library.publishers, "publisher")
        yield from _unknown(edition.file, "letter", [record.letter], library.sources, "source")
        yield from _unknown(edition.file, "legal_basis", record.legal_basis, library.sources, "source")
        yield from _unknown(edition.file, "attachments", record.attachments, library.attachments, "attachment")
        source = library.source_language.code
        if edition.id not in library.texts[source].names.addressees:
            hint = f"Add it under 'addressees:' in a file of docs/{source}/names/."
            yield Problem(edition.file.path, 1, "nothing says to whom it is addressed", hint, "addressees")
        for topic in edition.topics:
            yield from _topic(library, topic)
    yield from _pages(library)


def _topic(library: Library, topic: Topic) -> Iterator[Problem]:
    record = topic.record
    headline = [ref for ref in record.headline if library.reading(ref) is None]
    yield from _unknown(topic.file, "headline", headline, (), "figure", library.figures)
    for number, message in enumerate(record.messages):
        unknown = [ref for ref in message.figures if library.reading(ref) is None]
        yield from _unknown(topic.file, "messages", unknown, (), "figure", library.figures, number)
    yield from _unknown(topic.file, "cards", record.cards, library.figures, "figure", library.figures)
    yield from _unknown(topic.file, "legal", record.legal, library.sources, "source", library.sources)
    yield from _unknown(topic.file, "other_sources", record.other_sources, library.sources, "source")
    yield from _unknown(topic.file, "attachments", record.attachments, library.attachments, "attachment")


def _unknown(
    document: Document,
    field: str,
    ids: Iterable[str],
    known: Container[str],
    what: str,
    names: Iterable[str] | None = None,
    *rest: int,
) -> Iterator[Problem]:
    for position, one in enumerate(ids):
        if one not in known:
            line = document.line((field, *(rest or (position,))))
            candidates = names if names is not None else known if isinstance(known, dict) else ()
            hint = did_you_mean(one, candidates, f"docs/data/ as a {what}")
            yield Problem(document.path, line, f"{field}: there is no {what} '{one}'", hint, f"unknown-{what}")


def _pages(library: Library) -> Iterator[Problem]:
    source = library.source_language.code
    wanted = {page: edition.file for edition in library.editions for page in [edition.page]}
    wanted |= {topic.page: topic.file for topic in library.topics.values()}
    for name, document in wanted.items():
        if (source, name) not in library.pages:
            hint = f"Write docs/{source}/{name}."
            yield Problem(document.path, 1, f"the record has no page '{name}'", hint, "missing-page")
    for (code, name), page in library.pages.items():
        if code != source and page.front.translation is None:
            hint = "Add 'translation: machine-draft' or 'translation: draft' to the front matter."
            yield Problem(page.path, 1, "a translated page says how it was translated", hint, "front-matter")
        if page.edition and name not in wanted:
            hint = f"Add its record to docs/data/editions/{page.edition}/ and its slug to edition.yml."
            yield Problem(page.path, 0, "the page belongs to no topic of a letter", hint, "missing-record")
