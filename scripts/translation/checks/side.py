"""One file in one language, as the checks see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.content.textfile import read_text
from scripts.translation.checks.markup import words
from scripts.translation.checks.outline import outline
from scripts.translation.segments import segments

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.problem import Problem
    from scripts.translation.checks.markup import Words
    from scripts.translation.checks.outline import Section
    from scripts.translation.segments import Segment


@dataclass(frozen=True)
class Passage:
    """A segment with its words."""

    segment: Segment
    words: Words

    @property
    def key(self) -> str:
        """The segment's key."""
        return self.segment.key

    @property
    def text(self) -> str:
        """What a reader reads."""
        return self.words.text

    @property
    def section(self) -> str:
        """Id of the heading above."""
        return self.segment.section


@dataclass(frozen=True)
class Side:
    """A file: its text, its passages and its skeleton."""

    path: Path
    name: str
    """Below the language's folder, such as ``2024-09/child-labour.md``."""
    text: str = field(repr=False)
    passages: tuple[Passage, ...]
    sections: tuple[Section, ...]
    """Of a page; none for other files."""
    problems: tuple[Problem, ...]
    """Faults of the file's encoding."""

    @property
    def is_page(self) -> bool:
        """Whether it is a page; else it holds texts in YAML."""
        return self.name.endswith(".md")


def read_side(path: Path, name: str) -> Side:
    """Read the file at `path`; one that cannot be decoded has no passages, but a problem."""
    text, problems = read_text(path)
    is_page = name.endswith(".md")
    found = segments(path, name, text)
    passages = tuple(
        Passage(segment, words(segment.text, markdown=is_page and segment.kind != "field")) for segment in found
    )
    return Side(path, name, text, passages, outline(text) if is_page else (), tuple(problems))
