"""A view of the permanent page of a figure or message, in one of the languages that stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.content.address import record_address
from scripts.render.pageview import PageView

if TYPE_CHECKING:
    from scripts.content.figure import Figure


@dataclass
class RecordView(PageView):
    """Writes one language's part of records' pages; `page` is where the record stands in that language."""

    record_id: str = ""
    """The record whose page is written."""

    @property
    def here(self) -> str:
        """Address of the record's page."""
        return record_address(self.record_id)

    def figure_link(self, figure: Figure) -> str:
        """Another figure's permanent page, at this language."""
        return self.record_link(figure.id)
