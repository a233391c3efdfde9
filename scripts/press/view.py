"""A page as its kit has it: the templates of ``press/`` stand before the page's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from scripts.content.address import address
from scripts.render.components import environment, render
from scripts.render.pageview import PageView

if TYPE_CHECKING:
    from scripts.content.figure import Figure
    from scripts.content.languages import Language


@dataclass
class PressView(PageView):
    """Renders a page for paper: no marks that lead to notes on a page, no links within the site but whole ones."""

    def component(self, name: str, **values: object) -> Markup:
        """A component, as kits have it where that differs."""
        own = f"press/{name}"
        found = f"{own}.html" in environment(self.components).list_templates()
        return render(self.components, own if found else name, view=self, t=self.t, **values)

    def link(self, name: str, fragment: str = "", language: Language | None = None) -> str:
        """Whole address of another page; empty while the site has none."""
        if not self.settings.site_url:
            return ""
        target = address(language or self.reader, name)
        return f"{self.settings.site_url}{target}" + (f"#{fragment}" if fragment else "")

    def file(self, path: str) -> str:
        """Whole address of a file; empty while the site has none."""
        return f"{self.settings.site_url}{path}" if self.settings.site_url else ""

    def figure_link(self, figure: Figure) -> str:
        """A figure's permanent page."""
        return self.record_link(figure.id) if self.settings.site_url else ""

    def heading_link(self, anchor: str) -> Markup:
        """Nothing: paper needs no link to the heading itself."""
        del anchor
        return Markup()

    def closing(self) -> Markup:
        """Nothing: sources are footnotes."""
        return Markup()
