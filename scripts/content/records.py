"""The records of docs/data, as frozen dataclasses.

Only what is the same in every language stands here; names, definitions and notes are in the
language folders (see `scripts.content.texts`). A field's meaning is the README's "How to add".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints

from scripts.content.partialdate import PartialDate, parse_date


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def _as_date(value: object) -> object:
    return parse_date(str(value)) if isinstance(value, str | Decimal) else value


def _absolute(url: str) -> str:
    if not url.startswith(("https://", "http://")) or any(char.isspace() for char in url):
        raise ValueError(f"'{url}' is no web address; it begins with https:// or http:// and has no space")
    return url


Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Key: TypeAlias = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")]
Unit: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[a-z0-9]+)*$")]
FigureRef: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+([-.][a-z0-9]+)*)?$")
]
Text: TypeAlias = Annotated[str, BeforeValidator(_as_text), StringConstraints(min_length=1, strip_whitespace=True)]
Url: TypeAlias = Annotated[str, AfterValidator(_absolute)]
When: TypeAlias = Annotated[PartialDate, BeforeValidator(_as_date)]
Quantity: TypeAlias = Decimal | str

Label: TypeAlias = Literal["official-position", "official-figure", "third-party", "derived", "differs", "superseded"]
"""How a message or figure is to be taken; explained to readers on the about page."""

FigureLabel: TypeAlias = Literal["official-figure", "third-party", "derived", "differs", "superseded"]

Verification: TypeAlias = Literal["read", "conflict", "not-read", "derived"]
"""How far the value was verified: a page stating it was read; sources differ; nobody read one; computed."""

SeenKind: TypeAlias = Literal[
    "primary",
    "primary-copy",
    "government",
    "un-page",
    "state-media",
    "press",
    "ngo",
    "law-database",
    "secondary",
    "tertiary",
    "none",
]
"""How close the page that was read is to the document cited."""

PublisherKind: TypeAlias = Literal[
    "government",
    "political",
    "foreign-government",
    "state-media",
    "un",
    "igo",
    "press",
    "ngo",
    "academic",
    "company",
    "individual",
]
SourceKind: TypeAlias = Literal[
    "law",
    "decree",
    "decision",
    "resolution",
    "directive",
    "circular",
    "dispatch",
    "treaty",
    "report",
    "statement",
    "press-release",
    "news",
    "dataset",
    "web-page",
    "letter",
    "fact-check",
    "guidance",
    "video",
    "scheme",
]
Qualifier: TypeAlias = Literal["about", "more-than", "nearly", "at-least", "at-most", "up-to"]
Place: TypeAlias = Literal["page", "section", "article", "annex", "table", "paragraph", "column", "row"]

_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True)


@dataclass(frozen=True)
class Publisher:
    """A body that publishes sources, under its own name."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    name: Text
    language: Text
    kind: PublisherKind
    url: Url | None = None


@dataclass(frozen=True)
class Source:
    """A document to cite."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    publisher: Id
    title: Text
    language: Text
    kind: SourceKind
    symbol: Text | None = None
    date: When | None = None
    in_force: When | None = None
    url: Url | None = None
    supplied_title: bool = False
    """The title is a description by this site, not printed on the document."""


@dataclass(frozen=True)
class Citation:
    """Where a value stands: a source, the place in it, and the page that was actually read."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    source: Id
    at: Annotated[dict[Place, Text], Field(max_length=1)] = field(default_factory=dict)
    seen: Url | None = None
    seen_kind: SeenKind = "none"


@dataclass(frozen=True)
class Conflict:
    """Another value that a source gives for the same thing."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    value: Quantity
    source: Id
    unit: Unit | None = None
    qualifier: Qualifier | None = None
    as_of: When | None = None


Citations: TypeAlias = Annotated[tuple[Citation, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Point:
    """One value of a series."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    key: Key
    value: Quantity
    as_of: When
    sources: Citations
    label: FigureLabel | None = None
    qualifier: Qualifier | None = None
    verification: Verification | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class FigureRecord:
    """A figure as typed in docs/data/figures: a single value, or a series of points."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    topic: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    label: FigureLabel
    unit: Unit
    verification: Verification
    value: Quantity | None = None
    as_of: When | None = None
    sources: tuple[Citation, ...] = ()
    qualifier: Qualifier | None = None
    out_of: Decimal | None = None
    series: tuple[Point, ...] = ()
    headline: Key | None = None
    comparable: bool = True
    formula: Text | None = None
    conflicts: tuple[Conflict, ...] = ()
    supersedes: tuple[Id, ...] = ()
    after_letter: bool = False


ChartKind: TypeAlias = Literal["bars", "dots", "line"]
"""How a chart draws values: bars from zero, dots on a scale from zero, or dots joined in time."""


@dataclass(frozen=True)
class ChartRecord:
    """A chart as typed in docs/data/charts: which figures it shows, and how; never a value."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    topic: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    kind: ChartKind
    rows: tuple[FigureRef, ...] = ()
    """Values one below another, in this order; or else `series`."""
    series: Annotated[tuple[Id, ...], Field(max_length=3)] = ()
    """Figures with points: a row for each point, in the order of time, and in it a mark for each figure."""
    own_scale: bool = False
    """Each series has a part of the chart with a scale of its own."""
    with_sources: bool = False
    """Each row names the body that its values come from."""
    highlight: FigureRef | None = None
    """The one of `rows` that the chart is about."""


@dataclass(frozen=True)
class Message:
    """A key message of a topic; its text is in the topic's pages, under the heading with its id."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: Annotated[str, StringConstraints(pattern=r"^msg-[a-z0-9]+(-[a-z0-9]+)*$")]
    figures: tuple[FigureRef, ...] = ()
    label: Label = "official-position"


@dataclass(frozen=True)
class TopicRecord:
    """What one topic page of a letter is made of."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    letter_point: Text
    as_of: When
    headline: Annotated[tuple[FigureRef, ...], Field(min_length=3, max_length=3)]
    messages: Annotated[tuple[Message, ...], Field(min_length=3, max_length=6)]
    cards: Annotated[tuple[Id, ...], Field(min_length=1)]
    legal: tuple[Id, ...] = ()
    attachments: tuple[Id, ...] = ()
    other_sources: tuple[Id, ...] = ()


@dataclass(frozen=True)
class EditionRecord:
    """A monthly letter."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    issuer: Id
    letter: Id
    """The letter as a source."""
    parent: Id | None = None
    """The body that the issuer belonged to when it signed."""
    legal_basis: tuple[Id, ...] = ()
    attachments: tuple[Id, ...] = ()
    topics: Annotated[tuple[Id, ...], Field(min_length=1)] = ()
    """Slugs of the topics, in the letter's order."""


@dataclass(frozen=True)
class Attachment:
    """Reference material that a letter names: received, with its file, or not."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    edition: Id
    kind: Literal["letter", "annex", "document"]
    publisher: Id
    language: Text
    status: Literal["received", "not-received"]
    symbol: Text | None = None
    date: When | None = None
    file: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


@dataclass(frozen=True)
class TermForm:
    """A term as one language has it, and who uses it so."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    term: Text
    source: Id
    abbreviation: Text | None = None
    accepted: tuple[Text, ...] = ()
    """Other forms that may be used, such as one that fits into a sentence."""
    forbidden: tuple[Text, ...] = ()
    """Forms that mean something else or are not the official ones."""


@dataclass(frozen=True)
class Term:
    """A glossary entry: one concept, its form in each language."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    forms: Annotated[dict[str, TermForm], Field(min_length=1)]


@dataclass(frozen=True)
class FigureText:
    """What a language says of a figure."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    name: Text
    definition: Text
    population: Text | None = None
    note: Text | None = None
    method: Text | None = None
    points: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class ChartText:
    """What a language says of a chart."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    title: Text
    description: Text
    """The form of the chart in words, for those who do not see it."""
    note: Text | None = None
    rows: dict[str, Text] = field(default_factory=dict)
    """Short labels: by figure reference, or by the key of a series' point."""
    series: dict[str, Text] = field(default_factory=dict)
    """Short names of the series, by figure."""


@dataclass(frozen=True)
class Names:
    """Names and titles in a language, where they differ from the original's."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    publishers: dict[str, Text] = field(default_factory=dict)
    sources: dict[str, Text] = field(default_factory=dict)
    attachments: dict[str, Text] = field(default_factory=dict)
    addressees: dict[str, Text] = field(default_factory=dict)
    """To whom a letter is addressed, by the letter's id."""


@dataclass(frozen=True)
class Approval:
    """A second person stands for a page of the source language."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    by: Text
    author: Text
    """Who wrote the page last, as known then."""
    date: Text
    """Day of the approval, ``YYYY-MM-DD``."""
    digest: Text
    """Of what was approved: see `scripts.updates.approvals`."""


@dataclass(frozen=True)
class FrontMatter:
    """What a page says of itself."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    title: Text
    description: Annotated[Text, StringConstraints(max_length=200)]
    updated: When
    translation: Literal["machine-draft", "draft"] | None = None
    """Who made the translation: a machine, or a person. That one was reviewed is recorded by a command."""
    template: Text | None = None
    hide: tuple[str, ...] = ()
    publish_on: When | None = None
    """Until then readers get nothing of it; of a letter's page: of the whole letter. See `scripts.content.embargo`."""
    draft: bool = False
    """Readers get nothing of it."""
    withdrawn: When | None = None
    """Since that day a notice stands in the page's place."""
    withdrawn_reason: Annotated[Text, StringConstraints(max_length=500)] | None = None
