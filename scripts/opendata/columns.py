"""Columns that several tables have, and short ways to write the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from scripts.content.records import Label, PublisherKind, Qualifier, SeenKind, SourceKind, Verification
from scripts.content.records import Place as PlaceKind
from scripts.opendata.description import Column, Type

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_POINT = "[a-z0-9]+([-.][a-z0-9]+)*"
OBSERVATION_PATTERN = rf"{_SLUG}(\.{_POINT})?"
TOPIC_PATTERN = "[a-z0-9-]+/[a-z0-9-]+"

TRANSLATIONS = ("source", "machine-draft", "draft", "reviewed")
"""``source``: written in the site's first language. The others are translations; see the page on their state."""
STEPS = ("in-sync", "stale-wording", "stale-figures", "unpinned")
"""Whether a translation says what its source says now; ``unpinned``: nobody has said what it was made from."""
VALUE_TYPES = ("number", "date", "time", "year", "code")
"""How `value` is to be read; ``number`` is also in the column `number`."""
SUBJECTS = (
    *("figure", "observation", "publisher", "source", "term", "edition", "topic"),
    *("unit", "qualifier", "label", "verification", "seen-kind", "place-kind", "source-kind", "publisher-kind"),
)
"""What a label names."""
FORM_STATES = ("preferred", "abbreviation", "accepted", "forbidden")


def optional(column: Column) -> Column:
    """`column`, which may be empty."""
    return replace(column, required=False)


def text(name: str) -> Column:
    """Any text."""
    return Column(name, Type.TEXT)


def identifier(name: str, pattern: str = _SLUG) -> Column:
    """An id."""
    return Column(name, Type.ID, pattern=pattern)


def identifiers(name: str, pattern: str = _SLUG) -> Column:
    """Ids, none or more."""
    return Column(name, Type.IDS, required=False, pattern=pattern)


def code(name: str, values: Any) -> Column:  # noqa: ANN401 (a Literal is no type that can be named)
    """One of the values of a Literal, or of a tuple."""
    return Column(name, Type.CODE, values=values if isinstance(values, tuple) else get_args(values))


def plain(name: str, kind: Type) -> Column:
    """A column whose type says all."""
    return Column(name, kind)


ID = identifier("id")
LANGUAGE = plain("language", Type.LANGUAGE)
POSITION = plain("position", Type.INTEGER)
LABEL = code("label", Label)
VERIFICATION = code("verification", Verification)
SEEN_KIND = code("seen_kind", SeenKind)
PLACE_KIND = optional(code("place_kind", PlaceKind))
SOURCE_KIND = code("kind", SourceKind)
PUBLISHER_KIND = code("kind", PublisherKind)
OBSERVATION = identifier("observation", OBSERVATION_PATTERN)
TOPIC = identifier("topic", TOPIC_PATTERN)
PERMALINK = plain("permalink", Type.ADDRESS)
PAGE = plain("page", Type.ADDRESS)

QUANTITY = (
    text("value"),
    code("value_type", VALUE_TYPES),
    optional(plain("number", Type.NUMBER)),
    Column("unit", Type.ID, pattern="[A-Za-z0-9]+(-[a-z0-9]+)*"),
    optional(code("qualifier", Qualifier)),
)
"""A value with all that is needed to read it, but its date."""

AS_OF = (plain("as_of", Type.PARTIAL_DATE), plain("as_of_start", Type.DATE), plain("as_of_end", Type.DATE))
STANDING = (code("translation", TRANSLATIONS), code("in_step", STEPS))
