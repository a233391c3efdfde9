"""What templates need of this package for one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.cite.jsonld import of_page, script
from scripts.cite.metadata import SCHEMA, tags

if TYPE_CHECKING:
    from scripts.cite.citations import Citations
    from scripts.render.pageview import PageView


def page_context(view: PageView, citations: Citations) -> dict[str, object]:
    """Citation, head and JSON-LD of the view's page; `view` is that of its text.

    CitationError when citations cannot be made.
    """
    cited = citations.of(view.language.code, view.page.name)
    return {
        "cited": cited,
        "metadata": {"schema": SCHEMA, "tags": tags(cited.csl)},
        "jsonld": script(of_page(view, citations.site_url)),
    }
