"""The cards of a language, written into the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.cards.card import card
from scripts.cards.drawing import CardError, draw
from scripts.content.address import card_address
from scripts.render.pageview import PageView

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.content.library import Library

MARK = "assets/images/mark.svg"
"""The site's sign, below docs/."""


def write(library: Library, language: Language, site: Path, components: Path) -> int:
    """Draw a card for every page that `language` has; their number. CardError where one cannot be drawn.

    A page that is shown in another language for want of a translation has the card of that language.
    """
    pages = [page for (code, _), page in library.pages.items() if code == language.code]
    cards = [card(PageView(library, language, language, page, components)) for page in pages]
    mark = library.docs / MARK
    if cards and not mark.is_file():
        raise CardError(language.code, cards[0].page, f"there is no docs/{MARK}", "Put the site's sign there, as SVG.")
    for one, data in zip(cards, draw(cards, mark.read_bytes()) if cards else [], strict=True):
        path = site / card_address(language, one.page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(cards)
