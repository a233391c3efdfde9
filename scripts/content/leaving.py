"""A library without some of its pages and without what only they use.

What a page that stays shows is never left out: a figure of a topic that is left out and of another page is a fault
that `scripts.rules.editorial_rules` reports before anything is built.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scripts.content.leavingtexts import assets_of, terms_in, without_texts
from scripts.content.uses import (
    charts_of_pages,
    figures_of_figure,
    figures_of_pages,
    figures_of_topic,
    publishers_of,
    sources_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from scripts.content.library import Edition, Library
    from scripts.content.page import Page
    from scripts.updates.ledger import Ledger


@dataclass(frozen=True)
class Left:
    """Ids of what goes along with pages."""

    pages: frozenset[str]
    editions: frozenset[str]
    topics: frozenset[str]
    """``edition/slug``"""
    messages: tuple[str, ...]
    figures: tuple[str, ...]
    charts: frozenset[str]
    attachments: frozenset[str]


def left_with(library: Library, names: Collection[str]) -> Left:
    """What belongs to the pages `names` and to nothing else."""
    editions = frozenset(one.id for one in library.editions if one.page in names)
    topics = {key: one for key, one in library.topics.items() if one.page in names or one.edition in editions}
    staying = [topic for key, topic in library.topics.items() if key not in topics]
    pages = {key: page for key, page in library.pages.items() if page.name not in names}
    going = [page for page in library.pages.values() if page.name in names]

    shown_charts = charts_of_pages(pages.values())
    charts = frozenset(
        key
        for key, chart in library.charts.items()
        if chart.topic in topics or (key in charts_of_pages(going) and key not in shown_charts)
    )
    kept = figures_of_pages(library, pages.values()).union(*(figures_of_topic(one.record) for one in staying))
    only = figures_of_pages(library, going).union(*(figures_of_topic(one.record) for one in topics.values())) - kept
    figures = {key for key, one in library.figures.items() if one.record.topic in topics or key in only}
    while needed := figures & set().union(
        *(figures_of_figure(library.figures[key]) for key in library.figures if key not in figures)
    ):
        freed = {key for key in needed if library.figures[key].record.topic not in topics}
        if not freed:
            break
        figures -= freed
    return Left(
        frozenset(names),
        editions,
        frozenset(topics),
        tuple(message.id for topic in topics.values() for message in topic.record.messages),
        tuple(key for key in library.figures if key in figures),
        charts,
        _attachments(library, editions, set(topics)),
    )


def _attachments(library: Library, editions: Collection[str], topics: Collection[str]) -> frozenset[str]:
    """Those of letters that go; annexes and documents that topics list which go, and none that stays.

    A letter's list of all its annexes does not keep one: the letter itself stays with its page.
    """
    going = {one for key in topics for one in library.topics[key].record.attachments}
    kept = {one for key, topic in library.topics.items() if key not in topics for one in topic.record.attachments}
    return frozenset(
        key
        for key, one in library.attachments.items()
        if one.edition in editions or (key in going - kept and one.kind != "letter")
    )


def letters_of(library: Library, left: Left) -> frozenset[str]:
    """The letters that go, as sources."""
    return frozenset(one.record.letter for one in library.editions if one.id in left.editions)


def without(library: Library, left: Left) -> Library:
    """The library without `left` and without the sources, publishers, terms and files that nothing else uses."""
    going = [page for page in library.pages.values() if page.name in left.pages]
    pages = {key: page for key, page in library.pages.items() if page.name not in left.pages}
    figures = {key: one for key, one in library.figures.items() if key not in left.figures}
    terms = _terms(library, going, pages.values(), left)
    smaller = replace(
        library,
        figures=figures,
        charts={key: one for key, one in library.charts.items() if key not in left.charts},
        attachments={key: one for key, one in library.attachments.items() if key not in left.attachments},
        editions=tuple(_edition(one, left) for one in library.editions if one.id not in left.editions),
        terms={key: one for key, one in library.terms.items() if key not in terms},
        pages=pages,
        moved={old: new for old, new in library.moved.items() if new not in left.pages},
        ledger=_ledger(library.ledger, left) if library.ledger else None,
    )
    unused = sources_of(library) - sources_of(smaller)
    bodies = publishers_of(library, library.sources) - publishers_of(smaller, library.sources.keys() - unused)
    smaller = replace(
        smaller,
        sources={key: one for key, one in library.sources.items() if key not in unused},
        publishers={key: one for key, one in library.publishers.items() if key not in bodies},
        withheld=library.withheld
        | assets_of(library, going, left.attachments) - assets_of(library, pages.values(), smaller.attachments.keys()),
    )
    return without_texts(library, smaller)


def _edition(edition: Edition, left: Left) -> Edition:
    topics = tuple(one for one in edition.topics if f"{one.edition}/{one.slug}" not in left.topics)
    record = replace(
        edition.record,
        topics=tuple(one.slug for one in topics),
        attachments=tuple(one for one in edition.record.attachments if one not in left.attachments),
    )
    return replace(edition, record=record, topics=topics)


def _terms(library: Library, going: Iterable[Page], staying: Iterable[Page], left: Left) -> frozenset[str]:
    """Terms of texts that go, in any language, or from a letter that goes, which stand in no text that stays."""
    names = set(left.figures)
    letters = letters_of(library, left)
    found = terms_in(library, going, names, library.terms) | {
        key for key, one in library.terms.items() if any(form.source in letters for form in one.forms.values())
    }
    if not found:
        return frozenset()
    wanted = {key: library.terms[key] for key in found}
    return found - terms_in(library, staying, library.figures.keys() - names, wanted)


def _ledger(ledger: Ledger, left: Left) -> Ledger:
    ids = left.pages.union(left.messages, left.figures)
    entries = {
        key: entry
        for key, entry in ledger.entries.items()
        if key[1] not in ids
        and ledger.homes[key] not in left.editions
        and (entry.last.record is None or entry.last.record.topic not in left.topics)
    }
    return replace(ledger, entries=entries)
