"""Findings that a translator has looked at and found right: ``docs/<language>/exceptions.yml``.

Each names the place and says why; one that no longer answers to anything is reported, so that the
list stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from scripts.content.schema import build
from scripts.content.yamlfile import read_mapping
from scripts.translation.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pydantic import ConfigDict

RULE = "exception"
FILE = "exceptions.yml"
NOT_EXCEPTED = frozenset({"encoding", "nfc", "invisible", "yaml", "file"})
"""Faults of a file itself: they have to be mended."""


@dataclass(frozen=True)
class Accepted:
    """One finding that is accepted."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    page: str
    """The file, such as ``verify.md``; its ending may be left out where it is ``.md``."""
    rule: str
    at: str
    """The segment, as the finding names it."""
    reason: str
    text: str = ""
    """Words of the finding's message; without them every finding of the rule at that place is meant."""

    def covers(self, name: str, finding: Finding) -> bool:
        """Whether it is about `finding` in the file `name`."""
        return (
            name in {self.page, f"{self.page}.md"}
            and finding.rule == self.rule
            and finding.rule not in NOT_EXCEPTED
            and finding.key == self.at
            and self.text in finding.message
        )


@dataclass(frozen=True)
class _Listed:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    exceptions: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class Exceptions:
    """The list of a language."""

    path: Path
    accepted: tuple[Accepted, ...] = ()
    lines: tuple[int, ...] = ()
    faults: tuple[Finding, ...] = ()

    def left(self, name: str, found: Iterable[Finding]) -> list[Finding]:
        """The findings of the file `name` that are not accepted, with the exceptions that answer to none."""
        found = list(found)
        rest = [finding for finding in found if not any(one.covers(name, finding) for one in self.accepted)]
        return rest + [
            self._idle(line, one)
            for one, line in zip(self.accepted, self.lines, strict=True)
            if name in {one.page, f"{one.page}.md"} and not any(one.covers(name, finding) for finding in found)
        ]

    def unknown(self, names: Sequence[str]) -> list[Finding]:
        """Exceptions for files that are not there."""
        return [
            self._idle(line, one)
            for one, line in zip(self.accepted, self.lines, strict=True)
            if not {one.page, f"{one.page}.md"} & set(names)
        ]

    def _idle(self, line: int, one: Accepted) -> Finding:
        return Finding(
            self.path, line, f"There is no finding '{one.rule}' at {one.at} in {one.page} any more.",
            "Delete the exception.", RULE, "warning", one.at, self.path.parent.name,
        )  # fmt: skip


def read_exceptions(folder: Path) -> Exceptions:
    """The list of the language whose folder is `folder`; none where there is no file."""
    path = folder / FILE
    if not path.exists():
        return Exceptions(path)
    document, problems = read_mapping(path)
    listed, more = build(_Listed, document.data, document)
    accepted = listed.exceptions if listed else ()
    faults = [Finding.of(problem, RULE, folder.name) for problem in [*problems, *more]]
    lines = tuple(document.line(("exceptions", index)) for index in range(len(accepted)))
    faults += [
        Finding(path, line, "An exception needs a reason.", "Say why it is right as it is.", RULE, "error", one.at,
                folder.name)
        for one, line in zip(accepted, lines, strict=True)
        if not one.reason.strip()
    ]  # fmt: skip
    return Exceptions(path, accepted, lines, tuple(faults))
