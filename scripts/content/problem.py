"""What is wrong with the content, said for the person who can put it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place of the content."""

    path: Path
    """The file, absolute."""

    line: int
    """Line in the file, from 1; 0 where the fault is the file as a whole."""

    message: str
    """What is wrong: what was found and what was expected."""

    hint: str = ""
    """What to do about it."""

    rule: str = ""
    """Short name of the rule that found it, for machines and for searching the README."""

    def located(self, root: Path) -> str:
        """``docs/vi/index.md:12``, relative to `root` where the file lies below it."""
        shown = self.path.relative_to(root) if self.path.is_relative_to(root) else self.path
        return f"{shown.as_posix()}:{self.line}" if self.line else shown.as_posix()

    def as_text(self, root: Path) -> str:
        """The problem as one or two lines for a terminal."""
        first = f"{self.located(root)}: {self.message}"
        return f"{first}\n    -> {self.hint}" if self.hint else first

    def as_json(self, root: Path) -> dict[str, str | int]:
        """The problem as a plain mapping."""
        shown = self.path.relative_to(root) if self.path.is_relative_to(root) else self.path
        return {
            "path": shown.as_posix(),
            "line": self.line,
            "rule": self.rule,
            "message": self.message,
            "hint": self.hint,
        }


class ContentError(Exception):
    """The content breaks one or more rules; nothing may be built from it."""

    def __init__(self, problems: list[Problem], root: Path) -> None:
        self.problems = sorted(set(problems))
        self.root = root
        super().__init__("\n".join(problem.as_text(root) for problem in self.problems))
