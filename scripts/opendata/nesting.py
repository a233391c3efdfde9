"""How rows stand inside one another in the JSON files; objects and JSON Schemas are both made from this."""

from __future__ import annotations

from dataclasses import dataclass, field

from scripts.opendata.columns import STANDING
from scripts.opendata.description import Column, Table, Type
from scripts.opendata.figuretables import CONFLICTS, FIGURES, OBSERVATION_SOURCES, OBSERVATIONS
from scripts.opendata.tables import (
    CODES,
    EDITIONS,
    MESSAGE_TEXTS,
    MESSAGES,
    PUBLISHERS,
    SOURCES,
    TERM_FORMS,
    TERMS,
    TOPICS,
)


@dataclass(frozen=True)
class Child:
    """Rows of another table that belong to a row: those whose column `by` has its id."""

    key: str
    """Under which key of the object they stand."""
    by: str
    node: Node
    by_language: bool = False
    """An object by language, instead of an array: for tables with one row a language."""


@dataclass(frozen=True)
class Node:
    """Objects made from the rows of a table."""

    table: Table
    children: tuple[Child, ...] = ()
    left_out: frozenset[str] = frozenset()
    """Columns that the place of the object says already."""
    subject: str = ""
    """Whose labels stand with the object, under ``texts``, by language; empty where there are none."""
    fields: tuple[str, ...] = ()
    """The fields of those labels."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the object has itself."""
        return tuple(column for column in self.table.columns if column.name not in self.left_out)


@dataclass(frozen=True)
class JsonFile:
    """A JSON file: what it lists, and records that its ids lead to."""

    name: str
    lists: tuple[tuple[str, Node], ...]
    looked_up: tuple[tuple[str, Node], ...] = field(default=())
    """By their ids, and only those that the lists name."""

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.json"

    @property
    def schema_file(self) -> str:
        """Name of its JSON Schema."""
        return f"{self.name}.schema.json"


def label_columns(node: Node) -> tuple[Column, ...]:
    """What a language says of an object: each label, and how the text stands."""
    return (*(Column(name, Type.TEXT, required=False) for name in node.fields), *STANDING)


_OBSERVATION = frozenset({"observation", "position"})
_PUBLISHER = Node(PUBLISHERS, subject="publisher", fields=("name",))
_SOURCE = Node(SOURCES, subject="source", fields=("title",))
_FIGURE = Node(
    FIGURES,
    (
        Child(
            "observations",
            "figure",
            Node(
                OBSERVATIONS,
                (
                    Child("citations", "observation", Node(OBSERVATION_SOURCES, left_out=_OBSERVATION)),
                    Child("other_values", "observation", Node(CONFLICTS, left_out=_OBSERVATION)),
                ),
                left_out=frozenset({"figure", "sources", "conflicts", "permalink"}),
                subject="observation",
                fields=("remark",),
            ),
        ),
    ),
    subject="figure",
    fields=("name", "definition", "population", "note", "method"),
)
_TOPIC = Node(TOPICS, left_out=frozenset({"edition"}), subject="topic", fields=("title", "description"))
_EDITION = Node(
    EDITIONS,
    (Child("topics", "edition", _TOPIC),),
    subject="edition",
    fields=("title", "description", "addressees"),
)
_MESSAGE = Node(
    MESSAGES,
    (
        Child(
            "texts",
            "message",
            Node(MESSAGE_TEXTS, left_out=frozenset({"message", "language"})),
            by_language=True,
        ),
    ),
)
_TERM = Node(
    TERMS,
    (Child("forms", "term", Node(TERM_FORMS, left_out=frozenset({"term", "position"}))),),
    left_out=frozenset({"form", "definition"}),
    subject="term",
    fields=("definition",),
)
_CODE = Node(CODES, subject="*", fields=("name", "pattern", "explanation"))
"""A code names its own subject."""

_RESOLVED = (("sources", _SOURCE), ("publishers", _PUBLISHER))

JSON_FILES = (
    JsonFile("figures", (("figures", _FIGURE),), _RESOLVED),
    JsonFile("messages", (("messages", _MESSAGE),), _RESOLVED),
    JsonFile("letters", (("editions", _EDITION),), _RESOLVED),
    JsonFile("sources", (("sources", _SOURCE), ("publishers", _PUBLISHER))),
    JsonFile("terms", (("terms", _TERM),), _RESOLVED),
    JsonFile("codes", (("codes", _CODE),)),
)
"""Every JSON file, in the order that people are shown them."""
