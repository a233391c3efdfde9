"""Links within the site: every page, file and place that one leads to is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.audit.finding import Finding, Result
from scripts.sitecheck import check_site

if TYPE_CHECKING:
    from scripts.audit.site import Settings, Site

NAME = "links"
_ADVICE = {
    "built-link": "Mend the link in its source, or put the file that it names into the site.",
    "built-anchor": "Mend the part after '#', or give the place that id.",
    "built-id": "Give one of the two elements another id.",
}


def run(site: Site, settings: Settings) -> Result:
    """Every link that leads nowhere, and every id that stands twice in a page."""
    del settings
    findings = [
        Finding(NAME, problem.path.relative_to(site.folder).as_posix(), problem.message, _ADVICE[problem.rule])
        for problem in check_site(site.folder, site.base)
        if problem.rule in _ADVICE
    ]
    return Result(len(site.pages), "pages", tuple(findings))
