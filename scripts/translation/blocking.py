"""The errors of a translation, as the problems that keep a step from being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem
from scripts.translation.checks import Context, check_file

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.languages import Language


def blocking(root: Path, language: Language, name: str) -> list[Problem]:
    """What has to be mended in the file `name` of `language` before it can be called up to date."""
    found = check_file(Context.read(root), language, name)
    return [
        Problem(finding.path, finding.line, finding.message, finding.hint, finding.rule)
        for finding in found
        if finding.severity == "error"
    ]
