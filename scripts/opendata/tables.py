"""The tables, in long form: one row a record, or a text in one language."""

from __future__ import annotations

from scripts.opendata.columns import (
    AS_OF,
    FORM_STATES,
    ID,
    LABEL,
    LANGUAGE,
    OBSERVATION_PATTERN,
    PAGE,
    PERMALINK,
    POSITION,
    PUBLISHER_KIND,
    SOURCE_KIND,
    STANDING,
    SUBJECTS,
    TOPIC,
    TOPIC_PATTERN,
    code,
    identifier,
    identifiers,
    optional,
    plain,
    text,
)
from scripts.opendata.description import ForeignKey, Table, Type
from scripts.opendata.figuretables import CONFLICTS, FIGURES, OBSERVATION_SOURCES, OBSERVATIONS

SOURCES = Table(
    "sources",
    (
        ID,
        identifier("publisher"),
        text("title"),
        LANGUAGE,
        SOURCE_KIND,
        optional(text("symbol")),
        optional(plain("date", Type.PARTIAL_DATE)),
        optional(plain("in_force", Type.PARTIAL_DATE)),
        optional(plain("url", Type.URL)),
        plain("supplied_title", Type.BOOLEAN),
    ),
    ("id",),
    (ForeignKey("publisher", "publishers"),),
)
PUBLISHERS = Table(
    "publishers", (ID, text("name"), LANGUAGE, PUBLISHER_KIND, optional(plain("url", Type.URL))), ("id",)
)
TERMS = Table("terms", (ID, text("form"), text("definition")), ("id",))
TERM_FORMS = Table(
    "term_forms",
    (identifier("term"), LANGUAGE, POSITION, code("status", FORM_STATES), text("form"), identifier("source")),
    ("term", "language", "position"),
    (ForeignKey("term", "terms"), ForeignKey("source", "sources")),
)
EDITIONS = Table(
    "editions",
    (
        ID,
        identifier("issuer"),
        optional(identifier("parent")),
        identifier("letter"),
        identifiers("legal_basis"),
        PAGE,
    ),
    ("id",),
    (
        ForeignKey("issuer", "publishers"),
        ForeignKey("parent", "publishers"),
        ForeignKey("letter", "sources"),
        ForeignKey("legal_basis", "sources"),
    ),
)
TOPICS = Table(
    "topics",
    (
        identifier("id", TOPIC_PATTERN),
        identifier("edition"),
        POSITION,
        text("letter_point"),
        *AS_OF,
        identifiers("headline", OBSERVATION_PATTERN),
        PAGE,
    ),
    ("id",),
    (ForeignKey("edition", "editions"), ForeignKey("headline", "observations")),
)
MESSAGES = Table(
    "messages",
    (
        ID,
        identifier("edition"),
        TOPIC,
        POSITION,
        LABEL,
        identifier("issuer"),
        identifier("letter"),
        identifiers("observations", OBSERVATION_PATTERN),
        PERMALINK,
    ),
    ("id",),
    (
        ForeignKey("edition", "editions"),
        ForeignKey("topic", "topics"),
        ForeignKey("issuer", "publishers"),
        ForeignKey("letter", "sources"),
        ForeignKey("observations", "observations"),
    ),
)
MESSAGE_TEXTS = Table(
    "message_texts",
    (
        identifier("message"),
        LANGUAGE,
        text("heading"),
        text("body"),
        text("attribution"),
        *STANDING,
        plain("updated", Type.PARTIAL_DATE),
        PERMALINK,
    ),
    ("message", "language"),
    (ForeignKey("message", "messages"),),
)
CODES = Table("codes", (code("subject", SUBJECTS), text("id")), ("subject", "id"))
LABELS = Table(
    "labels",
    (code("subject", SUBJECTS), text("id"), LANGUAGE, text("field"), text("text"), *STANDING),
    ("subject", "id", "language", "field"),
)

WITHDRAWN = Table(
    "withdrawn",
    (
        ID,
        code("kind", ("figure", "message")),
        code("status", ("withdrawn",)),
        plain("since", Type.DATE),
        PAGE,
        PERMALINK,
    ),
    ("id",),
)

TABLES = (
    FIGURES,
    OBSERVATIONS,
    OBSERVATION_SOURCES,
    CONFLICTS,
    SOURCES,
    PUBLISHERS,
    MESSAGES,
    MESSAGE_TEXTS,
    EDITIONS,
    TOPICS,
    TERMS,
    TERM_FORMS,
    CODES,
    LABELS,
    WITHDRAWN,
)
"""Every table, in the order that people are shown them."""
