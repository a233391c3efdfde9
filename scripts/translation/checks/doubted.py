"""``doubt``: the list of doubtful passages is about words that still stand in the translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.translation.checks.finding import Finding, quoted
from scripts.translation.doubts import read_doubts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULE = "doubt"


def check(folder: Path) -> Iterator[Finding]:
    """Every doubt of the language whose folder is `folder`."""
    doubts = read_doubts(folder)
    for problem in doubts.problems:
        yield Finding.of(problem, RULE, folder.name)
    for doubt, line in zip(doubts.listed, doubts.lines, strict=True):
        path = folder / doubt.page
        if not (path.is_file() and doubt.stands_in(path.read_text(encoding="utf-8", errors="replace"))):
            yield Finding(
                doubts.path, line, f"These words do not stand in {doubt.page}: {quoted(doubt.text)}",
                "Delete the doubt where it is settled; else quote the words as they stand in the file.",
                RULE, "warning", doubt.at, folder.name,
            )  # fmt: skip
