"""What a check has to say of one place of a translation, in words for its translator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.problem import Problem

Severity = Literal["error", "warning"]
"""An error says something untrue or breaks the page; a warning is a habit or a likely slip."""

_QUOTED = 60
"""Characters of the text that a message quotes at most."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one place of a translation."""

    path: Path
    """The translation's file, absolute."""
    line: int
    """From 1."""
    message: str
    """What is wrong: what was found and what was expected."""
    hint: str
    """What to do about it."""
    rule: str
    """Name of the rule, as exceptions use it."""
    severity: Severity
    key: str
    """The segment, as in `scripts.translation.segments`; a section's id where it is about a section."""
    language: str
    """Code of the translation's language."""

    @classmethod
    def of(cls, problem: Problem, rule: str, language: str) -> Finding:
        """A fault of a file itself, which whoever read the file found."""
        return cls(problem.path, problem.line, problem.message, problem.hint, rule, "error", "", language)


def quoted(text: str) -> str:
    """`text` in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + '…'}”"


def listed(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else "nothing"
