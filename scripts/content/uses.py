"""Which records the pages of a library use: what remains in use when some pages are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.formula import figures_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from scripts.content.figure import Figure
    from scripts.content.library import Edition, Library, Topic
    from scripts.content.page import Page
    from scripts.content.records import TopicRecord


def figures_of_pages(library: Library, pages: Iterable[Page]) -> set[str]:
    """Ids of the figures that texts refer to, by themselves, in series or in charts."""
    found: set[str] = set()
    for page in pages:
        for used in page.used:
            reference = used.reference
            match reference.kind:
                case "figure":
                    found.add(reference.figure_id)
                case "series":
                    found |= set(reference.ids)
                case "chart":
                    found |= set(library.chart_figures(reference.target))
    return found


def figures_of_topic(record: TopicRecord) -> set[str]:
    """Ids of the figures that a topic's record names."""
    refs = [*record.headline, *record.cards, *(ref for message in record.messages for ref in message.figures)]
    return {ref.partition(".")[0] for ref in refs}


def figures_of_figure(figure: Figure) -> set[str]:
    """Ids of the figures that a figure is computed from or stands in the place of."""
    found = {ref.partition(".")[0] for ref in figures_in(figure.record.formula or "")}
    return found | set(figure.record.supersedes)


def charts_of_pages(pages: Iterable[Page]) -> set[str]:
    """Ids of the charts that texts show."""
    return {used.reference.target for page in pages for used in page.used if used.reference.kind == "chart"}


def sources_of(library: Library) -> set[str]:
    """Ids of all sources that anything cites."""
    return set(_sources(library))


def publishers_of(library: Library, sources: Container[str]) -> set[str]:
    """Ids of the publishers of these `sources`, of letters and of attachments."""
    found = {one.publisher for key, one in library.sources.items() if key in sources}
    found |= {one.publisher for one in library.attachments.values()}
    for edition in library.editions:
        found |= {edition.record.issuer, edition.record.parent or edition.record.issuer}
    return found


def _sources(library: Library) -> Iterator[str]:
    for figure in library.figures.values():
        for reading in figure.readings():
            yield from (one.source for one in reading.sources)
            yield from (one.source for one in reading.conflicts)
    for page in library.pages.values():
        yield from (used.reference.target for used in page.used if used.reference.kind == "source")
    for edition in library.editions:
        yield from _of_letter(edition)
    for term in library.terms.values():
        yield from (form.source for form in term.forms.values())


def _of_letter(edition: Edition) -> Iterator[str]:
    yield edition.record.letter
    yield from edition.record.legal_basis
    for topic in edition.topics:
        yield from _of_topic(topic)


def _of_topic(topic: Topic) -> Iterator[str]:
    yield from topic.record.legal
    yield from topic.record.other_sources
