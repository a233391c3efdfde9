"""Nodes of schema.org (version 30) that pages are described by: bodies, sources, figures, messages.

A figure is a ``Dataset`` that is based on its sources, each of its values an ``Observation``; the value of a source
that differs is one more, with that source as its subject-of. A message is a ``Claim`` of the office. There is no
``ClaimReview``: the site does not judge the claims it publishes.

An address is absolute where the site's own is known. Elsewhere it is relative to the page, which JSON-LD resolves like
a link (JSON-LD 1.1, section 9.4, "Document Relative"): a site that is moved or unpacked stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from scripts.cite.item import tag
from scripts.content.address import address, record_address, relative

if TYPE_CHECKING:
    from scripts.content.figure import Figure, Reading
    from scripts.content.library import Edition
    from scripts.content.partialdate import PartialDate
    from scripts.content.records import Conflict, PublisherKind, Quantity, SourceKind
    from scripts.render.pageview import PageView

Node: TypeAlias = dict[str, object]

_BODIES: dict[PublisherKind, str] = {
    "government": "GovernmentOrganization",
    "foreign-government": "GovernmentOrganization",
    "ngo": "NGO",
    "press": "NewsMediaOrganization",
    "state-media": "NewsMediaOrganization",
    "individual": "Person",
}
_WORKS: dict[SourceKind, str] = {
    "law": "Legislation",
    "decree": "Legislation",
    "decision": "Legislation",
    "resolution": "Legislation",
    "directive": "Legislation",
    "circular": "Legislation",
    "treaty": "Legislation",
    "report": "Report",
    "news": "NewsArticle",
    "dataset": "Dataset",
    "web-page": "WebPage",
    "video": "VideoObject",
}
ISSUER: Node = {"@id": "_:issuer"}
SITE: Node = {"@id": "_:site"}


@dataclass(frozen=True)
class Addresses:
    """Addresses as a page writes them."""

    site_url: str
    """Empty while it is not known."""
    here: str
    """The page's own address from the site's root."""

    def of(self, path: str) -> str:
        """`path`, from the site's root, as an IRI."""
        return self.site_url + path if self.site_url else relative(self.here, path)

    def record(self, record_id: str) -> str:
        """The permanent address of a figure or message."""
        return self.of(record_address(record_id))

    def source(self, view: PageView, source_id: str) -> str:
        """Where a source stands in the list of sources: the source language's, for one thing has one address."""
        return f"{self.of(address(view.library.source_language, 'sources.md'))}#source-{source_id}"


def filled(node: Node) -> Node:
    """`node` without what is empty."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def issuer(view: PageView, edition: Edition) -> Node:
    """The office that issued a letter, in the body that it belonged to."""
    parent = edition.record.parent
    return filled(
        body(view, edition.record.issuer) | ISSUER | {"parentOrganization": body(view, parent) if parent else {}}
    )


def site(view: PageView, addresses: Addresses) -> Node:
    """The site as a publisher, by its name only: who stands behind it is not known to the content."""
    home = addresses.of(address(view.language, "index.md"))
    return {"@type": "Organization", **SITE, "name": view.t("site.name"), "url": home}


def body(view: PageView, publisher_id: str) -> Node:
    """A body that publishes."""
    kind = view.library.publishers[publisher_id].kind
    return {"@type": _BODIES.get(kind, "Organization"), "name": view.publisher(publisher_id)}


def source(view: PageView, addresses: Addresses, source_id: str) -> Node:
    """A document that is cited, under its original title."""
    record = view.library.sources[source_id]
    return filled(
        {
            "@type": _WORKS.get(record.kind, "CreativeWork"),
            "@id": addresses.source(view, source_id),
            "name": f"[{record.title}]" if record.supplied_title else record.title,
            "inLanguage": record.language,
            "datePublished": record.date.text if record.date else "",
            "publisher": body(view, record.publisher),
            "url": record.url,
        }
    )


def figure(view: PageView, addresses: Addresses, one: Figure, *, every_point: bool = False) -> Node:
    """A figure with its headline value, or `every_point` of a series; sources are named by their address."""
    name = view.text(one).name.striptags()
    readings = list(one.readings()) if every_point else [view.reading(one.id)]
    cited = dict.fromkeys(citation.source for reading in readings for citation in reading.sources)
    spans = [reading.as_of.text for reading in readings if reading.as_of.end]
    return filled(
        {
            "@type": "Dataset",
            "@id": addresses.record(one.id),
            "name": name,
            "variableMeasured": name,
            "keywords": view.t(f"labels.{view.reading(one.id).label}.name"),
            "temporalCoverage": spans,
            "isBasedOn": [{"@id": addresses.source(view, source_id)} for source_id in cited],
            "mainEntity": [node for reading in readings for node in _observations(view, addresses, reading)],
        }
    )


def sources_of(one: Figure, *, every_point: bool = False) -> list[str]:
    """Ids of the sources that `figure` names, each once."""
    headline = one.reading()
    readings = list(one.readings()) if every_point else [headline] if headline else []
    cited = [citation.source for reading in readings for citation in reading.sources]
    return list(dict.fromkeys([*cited, *(other.source for reading in readings for other in reading.conflicts)]))


def claim(view: PageView, addresses: Addresses, edition: Edition, message_id: str, heading: str) -> Node:
    """A message of the office: a claim that appears in its letter and on the topic's page."""
    return {
        "@type": "Claim",
        "@id": addresses.record(message_id),
        "name": heading,
        "author": ISSUER,
        "appearance": [
            {"@id": addresses.source(view, edition.record.letter)},
            {"@id": addresses.of(address(view.language, view.page.name))},
        ],
        "inLanguage": tag(view.language),
    }


def _observations(view: PageView, addresses: Addresses, reading: Reading) -> list[Node]:
    unit = reading.figure.record.unit
    is_whole = reading.qualifier is None and reading.figure.out_of is None
    own = _observation(view, reading.value, unit, reading.as_of, "" if is_whole else view.formatter.quantity(reading))
    return [own, *(_conflicting(view, addresses, one, reading) for one in reading.conflicts)]


def _conflicting(view: PageView, addresses: Addresses, one: Conflict, reading: Reading) -> Node:
    unit = one.unit or reading.figure.record.unit
    is_whole = one.qualifier is None and (one.unit is not None or reading.figure.out_of is None)
    shown = "" if is_whole else view.formatter.conflicting(one, reading)
    node = _observation(view, one.value, unit, one.as_of or reading.as_of, shown)
    return node | {"subjectOf": {"@id": addresses.source(view, one.source)}}


def _observation(view: PageView, value: Quantity, unit: str, as_of: PartialDate, shown: str) -> Node:
    """One value; `shown` says what value and unit leave out, as in ``more than 1 million children``."""
    return filled(
        {
            "@type": "Observation",
            "value": number(value),
            "unitText": view.formatter.unit_name(unit),
            "observationDate": "" if as_of.end else as_of.text,
            "description": shown,
        }
    )


def number(value: Quantity) -> int | float | str:
    """A number of JSON; dates and symbols stay text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
