"""Passages that a translator is least sure of, for the reviewer to begin with: ``docs/<language>/doubts.yml``.

A doubt quotes the words it is about. When they are mended it no longer answers to anything, and is
reported, so that the list stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from scripts.content.schema import build
from scripts.content.yamlfile import read_mapping

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ConfigDict

    from scripts.content.problem import Problem

FILE = "doubts.yml"


@dataclass(frozen=True)
class Doubt:
    """One passage."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    page: str
    """The file, such as ``2024-09/child-labour.md``."""
    at: str
    """Id of the heading above, or the key of the text in a YAML file."""
    text: str
    """The words as they stand in the file."""
    reason: str
    """Why they may be wrong, and what else was considered."""

    def stands_in(self, text: str) -> bool:
        """Whether its words are still in `text`, however its lines are broken."""
        return " ".join(self.text.split()) in " ".join(text.split())


@dataclass(frozen=True)
class _Listed:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Doubts:
    """The list of a language."""

    path: Path
    listed: tuple[Doubt, ...] = ()
    lines: tuple[int, ...] = ()
    """The line of each, from 1."""
    problems: tuple[Problem, ...] = ()


def read_doubts(folder: Path) -> Doubts:
    """The list of the language whose folder is `folder`; none where there is no file."""
    path = folder / FILE
    if not path.exists():
        return Doubts(path)
    document, problems = read_mapping(path)
    record, more = build(_Listed, document.data, document, what="the list of doubts")
    listed = record.doubts if record else ()
    lines = tuple(document.line(("doubts", index)) for index in range(len(listed)))
    return Doubts(path, listed, lines, (*problems, *more))
