"""What each kind of reference becomes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.content.partialdate import parse_date
from scripts.opendata.catalogue import catalogue
from scripts.opendata.dataset import dataset
from scripts.opendata.nesting import JSON_FILES
from scripts.opendata.tables import TABLES
from scripts.render.charts import chart
from scripts.render.dashboard import dashboard
from scripts.render.usage import pages_citing
from scripts.updates import updatelog

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from scripts.content.figure import Figure, Reading
    from scripts.content.library import Library
    from scripts.content.records import Label, TermForm
    from scripts.content.reference import Reference
    from scripts.render.pageview import PageView


def inline(view: PageView, reference: Reference, *, marked: bool = True) -> Markup:
    """A figure, date, number or source mark in running text."""
    target, variant = reference.target, reference.variant
    if reference.kind == "date":
        when = parse_date(target)
        return view.component("date", text=view.date(when), machine=_machine_date(target))
    if reference.kind == "number":
        return view.component("plain", text=view.number(Decimal(target)))
    if reference.kind == "source":
        kind, _, value = variant.partition(" ")
        return view.mark(target, {kind: value} if kind else None)
    reading = view.reading(target)
    if variant == "source":
        return view.marks(reading.sources)
    marks = view.marks(reading.sources) if marked else ""
    return view.component("figure", reading=reading, text=shown(view, reading, variant), marks=marks)


def block(view: PageView, reference: Reference) -> Markup:
    """A list that the site builds from the records."""
    if reference.kind == "series":
        figures = [view.library.figures[one] for one in reference.ids]
        return view.component("series", figures=figures, rows=series_rows(figures))
    if reference.kind == "chart":
        return chart(view, reference.target)
    return _BLOCKS[reference.target](view)


def shown(view: PageView, reading: Reading, variant: str) -> str:
    """What a reference to a figure shows: by `variant` the whole, or its value, date or year."""
    if variant == "value":
        return view.formatter.value(reading)
    if variant == "as-of":
        return view.date(reading.as_of)
    if variant == "year":
        return view.formatter.year(parse_date(str(reading.value)))
    return view.formatter.quantity(reading)


def _machine_date(text: str) -> str:
    """A date for ``<time datetime>``: intervals have no such form."""
    return "" if "/" in text else text


@dataclass(frozen=True)
class Row:
    """A row of a table of series: one date, one value a figure (None where it has none)."""

    date: str
    readings: tuple[Reading | None, ...]


def series_rows(figures: list[Figure]) -> list[Row]:
    """The points of several series side by side, oldest first."""
    by_date: dict[str, list[Reading | None]] = {}
    order: dict[str, tuple[object, str]] = {}
    for position, figure in enumerate(figures):
        for reading in figure.readings():
            row = by_date.setdefault(reading.as_of.text, [None] * len(figures))
            row[position] = reading
            order[reading.as_of.text] = reading.as_of.sort_key
    return [Row(text, tuple(by_date[text])) for text in sorted(by_date, key=lambda text: str(order[text]))]


def _cards(view: PageView) -> Markup:
    ids = view.topic.record.cards if view.topic else ()
    return view.component("cards", figures=[view.library.figures[one] for one in ids])


def _all_figures(view: PageView) -> Markup:
    groups = [
        (edition, topic, [figure for figure in view.library.figures.values() if figure.record.topic == key])
        for edition in view.library.editions
        for topic in edition.topics
        for key in [f"{topic.edition}/{topic.slug}"]
    ]
    return view.component("all-figures", groups=groups, labels=FIGURE_LABELS)


def _all_sources(view: PageView) -> Markup:
    by_kind: dict[str, list[str]] = {}
    for key, source in view.library.sources.items():
        by_kind.setdefault(view.library.publishers[source.publisher].kind, []).append(key)
    citing = pages_citing(view.library)
    groups = [
        (kind, sorted(by_kind[kind], key=lambda key: _source_order(view.library, key)))
        for kind in PUBLISHER_KINDS
        if kind in by_kind
    ]
    return view.component("all-sources", groups=groups, citing=citing)


def _source_order(library: Library, key: str) -> tuple[str, str, str]:
    source = library.sources[key]
    return (source.publisher, source.date.text if source.date else "", key)


def _glossary(view: PageView) -> Markup:
    terms = [(key, view.library.terms[key]) for key, _ in _terms(view)]
    # All languages would bury the reader's own: beside it stand those that readers of other languages meet.
    return view.component("glossary", terms=terms, beside=view.library.shared_languages)


def _terms(view: PageView) -> list[tuple[str, TermForm]]:
    """The glossary's terms in the page's language, sorted."""
    forms = [(key, term.forms[view.term_language(term)]) for key, term in view.library.terms.items()]
    return sorted(forms, key=lambda item: item[1].term.casefold())


def _letter(view: PageView) -> Markup:
    attachments = view.library.attachments
    ids = view.edition.record.attachments if view.edition else ()
    received = sum(attachments[one].status == "received" for one in ids)
    return view.component("letter", edition=view.edition, received=received, missing=len(ids) - received)


def _attachments(view: PageView) -> Markup:
    record = view.topic.record if view.topic else view.edition.record if view.edition else None
    ids = record.attachments if record else ()
    return view.component("attachments", items=[(one, view.library.attachments[one], _file(view, one)) for one in ids])


@dataclass(frozen=True)
class AttachedFile:
    """What a reader wants to know before a download."""

    href: str
    kind: str
    """The file's type, such as ``PDF``."""
    size: int
    """Bytes."""


def _file(view: PageView, attachment_id: str) -> AttachedFile | None:
    name = view.library.attachments[attachment_id].file
    if name is None:
        return None
    path = view.library.docs / "assets" / "attachments" / name
    return AttachedFile(view.asset(f"attachments/{name}"), path.suffix[1:].upper(), path.stat().st_size)


def _data_files(view: PageView) -> Markup:
    library, site_url = view.library, view.settings.site_url
    data = dataset(library, site_url)
    return view.component(
        "data-files", data=data, tables=TABLES, files=JSON_FILES, catalogue=catalogue(view.language.code, data)
    )


def _latest_letter(view: PageView) -> Markup:
    editions = view.library.editions
    return view.component("latest-letter", edition=editions[0]) if editions else view.component("empty")


def _sources(field: str) -> Callable[[PageView], Markup]:
    def render(view: PageView) -> Markup:
        ids: tuple[str, ...] = getattr(view.topic.record, field) if view.topic else ()
        return view.component("source-list", ids=ids)

    return render


def _offline(view: PageView) -> Markup:
    return view.component("offline", file=view.file(f"offline/{view.reader.code}"), texts=KEEPING)


KEEPING = ("keep", "update", "size", "progress", "cancelled", "kept", "newer", "removed", "full", "failed", "changed")
"""Strings that docs/assets/offline/keep.js says."""

FIGURE_LABELS: tuple[Label, ...] = ("official-figure", "third-party", "derived", "differs", "superseded")
LABELS: tuple[Label, ...] = ("official-position", *FIGURE_LABELS)
PUBLISHER_KINDS = (
    "government",
    "political",
    "state-media",
    "un",
    "igo",
    "foreign-government",
    "ngo",
    "academic",
    "press",
    "company",
    "individual",
)
"""In the order that they are listed on the page of sources."""

_BLOCKS: dict[str, Callable[[PageView], Markup]] = {
    "issuer": lambda view: view.component("issuer", edition=view.edition, topic=view.topic),
    "headline": lambda view: view.component("headline", topic=view.topic),
    "cards": _cards,
    "legal": _sources("legal"),
    "other-sources": _sources("other_sources"),
    "attachments": _attachments,
    "letter": _letter,
    "topics": lambda view: view.component("topics", edition=view.edition),
    "latest-letter": _latest_letter,
    "letters": lambda view: view.component("letters", editions=view.library.editions),
    "all-figures": _all_figures,
    "all-sources": _all_sources,
    "glossary": _glossary,
    "labels": lambda view: view.component("labels", labels=LABELS),
    "translations": lambda view: view.component("translations", languages=dashboard(view.library)),
    "search": lambda view: view.component("search", terms=_terms(view)),
    "feeds": updatelog.feeds,
    "updates": updatelog.log,
    "data-files": _data_files,
    "offline": _offline,
    "withdrawn": lambda view: view.component("withdrawn", taken=view.library.withdrawn[view.page.name]),
    "contact": lambda view: view.component("contact", contact=view.settings.contact),
}
