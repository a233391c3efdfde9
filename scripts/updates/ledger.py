"""The ledger: what each page, message and figure was when its date last moved.

One file a letter in docs/data/ledger/ (``2024-09.yml``), and ``general.yml`` for pages outside
letters. ``updates record`` writes them, nobody else. A revision takes one line, so that version control
shows a change as one line more::

    figures:
      toll:
        revisions:
          - {date: 2024-10-31, digest: {record: 5d41402abc4b2a76}, record: {topic: 2024-09/topic, ...}}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias, get_args

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from scripts.content.problem import Problem
from scripts.content.records import FigureRecord  # noqa: TC001 (a field that pydantic builds)
from scripts.content.schema import build
from scripts.content.yamlfile import Document, read_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scripts.content.yamlfile import Value

FOLDER = "ledger"
"""Below docs/data/."""
GENERAL = "general"
"""Stem of the file of the pages outside letters."""

Kind = Literal["page", "message", "figure"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Key: TypeAlias = "tuple[Kind, str]"
"""Kind and id; a page's id is its name, such as ``2024-09/child-labour.md``."""

_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
Day: TypeAlias = Annotated[str, BeforeValidator(str), StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


@dataclass(frozen=True)
class Revision:
    """The state of something since a day."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    date: Day
    digest: dict[str, str]
    """Digest of each part of its substance: see `scripts.updates.substance`."""
    record: FigureRecord | None = None
    """Of a figure: its record then, which tells its history."""


@dataclass(frozen=True)
class Entry:
    """All revisions of one thing, oldest first."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    revisions: Annotated[tuple[Revision, ...], Field(min_length=1)]
    withdrawn: Day | None = None
    """Since when it is no longer there. Its id stays taken."""

    @property
    def last(self) -> Revision:
        """The newest revision."""
        return self.revisions[-1]


@dataclass(frozen=True)
class Ledger:
    """Everything recorded."""

    entries: Mapping[Key, Entry] = field(default_factory=dict)
    homes: Mapping[Key, str] = field(default_factory=dict)
    """The letter that each belongs to, or ``general``: the stem of its file."""
    files: Mapping[str, Document] = field(default_factory=dict)
    """By stem."""

    def place(self, key: Key) -> tuple[Path, int]:
        """Where an entry stands."""
        document = self.files[self.homes[key]]
        return document.path, document.line((f"{key[0]}s", key[1]))


def read_ledger(folder: Path) -> tuple[Ledger | None, list[Problem]]:
    """The ledger in `folder`; None where there is none."""
    entries: dict[Key, Entry] = {}
    homes: dict[Key, str] = {}
    files: dict[str, Document] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        document, faults = read_mapping(path)
        files[path.stem] = document
        problems += faults
        for key, value in _values(document, problems):
            entry, faults = build(Entry, value, document, (f"{key[0]}s", key[1]), f"{key[0]} '{key[1]}'")
            problems += faults
            line = document.line((f"{key[0]}s", key[1]))
            if key in entries:
                message = f"the {key[0]} '{key[1]}' stands in two files of the ledger (first in {homes[key]}.yml)"
                problems.append(Problem(path, line, message, _RESTORE, "ledger"))
            elif entry is not None:
                entries[key], homes[key] = entry, path.stem
    return (Ledger(entries, homes, files) if files else None), problems


_RESTORE = "The ledger is written by 'updates record' only: restore the file from version control."


def _values(document: Document, problems: list[Problem]) -> Iterator[tuple[Key, Value]]:
    for plural, values in document.data.items():
        kind = next((kind for kind in KINDS if f"{kind}s" == plural), None)
        if kind is None or not isinstance(values, dict):
            message = f"'{plural}' is no part of a ledger"
            problems.append(Problem(document.path, document.line((plural,)), message, _RESTORE, "ledger"))
            continue
        for name, value in values.items():
            yield (kind, name), value
