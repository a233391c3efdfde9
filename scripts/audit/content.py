"""The rules of the content, as ``check`` without ``--site`` applies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.audit.finding import Finding, Result
from scripts.content.problem import ContentError
from scripts.rules import check

if TYPE_CHECKING:
    from scripts.audit.site import Settings, Site

NAME = "content"


def run(site: Site, settings: Settings) -> Result:
    """Every problem of the records and pages that the site is built from."""
    del site
    root = settings.root
    try:
        library, problems = check(root)
        looked_at = len(library.pages)
    except ContentError as error:
        problems, looked_at = error.problems, 0
    findings = [
        Finding(NAME, "", f"{one.located(root)}: {one.message}", one.hint or "Mend the file, then build again.")
        for one in problems
    ]
    return Result(looked_at, "pages of content", tuple(findings))
