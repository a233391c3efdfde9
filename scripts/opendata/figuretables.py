"""The tables of figures, in long form: one row a value, a citation, a different value of another source."""

from __future__ import annotations

from scripts.opendata.columns import (
    AS_OF,
    ID,
    LABEL,
    OBSERVATION,
    OBSERVATION_PATTERN,
    PERMALINK,
    PLACE_KIND,
    POSITION,
    QUANTITY,
    SEEN_KIND,
    TOPIC,
    VERIFICATION,
    identifier,
    identifiers,
    optional,
    plain,
    text,
)
from scripts.opendata.description import ForeignKey, Table, Type

FIGURES = Table(
    "figures",
    (
        ID,
        identifier("edition"),
        TOPIC,
        LABEL,
        VERIFICATION,
        next(column for column in QUANTITY if column.name == "unit"),
        optional(plain("out_of", Type.NUMBER)),
        plain("series", Type.BOOLEAN),
        identifiers("headline", OBSERVATION_PATTERN),
        plain("comparable", Type.BOOLEAN),
        plain("after_letter", Type.BOOLEAN),
        optional(text("formula")),
        identifiers("supersedes"),
        PERMALINK,
    ),
    ("id",),
    (
        ForeignKey("edition", "editions"),
        ForeignKey("topic", "topics"),
        ForeignKey("headline", "observations"),
        ForeignKey("supersedes", "figures"),
    ),
)
OBSERVATIONS = Table(
    "observations",
    (
        identifier("id", OBSERVATION_PATTERN),
        identifier("figure"),
        optional(text("key")),
        *QUANTITY,
        *AS_OF,
        LABEL,
        VERIFICATION,
        identifiers("sources"),
        plain("conflicts", Type.INTEGER),
        PERMALINK,
    ),
    ("id",),
    (ForeignKey("figure", "figures"), ForeignKey("sources", "sources")),
)
OBSERVATION_SOURCES = Table(
    "observation_sources",
    (
        OBSERVATION,
        POSITION,
        identifier("source"),
        PLACE_KIND,
        optional(text("place")),
        optional(plain("seen", Type.URL)),
        SEEN_KIND,
    ),
    ("observation", "position"),
    (ForeignKey("observation", "observations"), ForeignKey("source", "sources")),
)
CONFLICTS = Table(
    "conflicts",
    (OBSERVATION, POSITION, *QUANTITY, *map(optional, AS_OF), identifier("source")),
    ("observation", "position"),
    (ForeignKey("observation", "observations"), ForeignKey("source", "sources")),
)
