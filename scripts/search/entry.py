"""What a search finds: a page's section, a message, a figure, a source or a term, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["page", "message", "figure", "source", "term"]
Rank: TypeAlias = Literal["topic", "page", "section", "message", "figure", "source", "term"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Entry:
    """One thing to be found, in the words that its page shows."""

    kind: Kind
    page: str
    """Name of the page that it stands on: ``2024-09/child-labour.md``."""
    anchor: str
    """Id of its place on the page; empty for the page's beginning."""
    page_title: str
    title: str
    text: str
    topic: str = ""
    """``edition/slug``, where it belongs to one."""

    value: str = ""
    """What a figure's card shows in large, with its unit."""

    @property
    def key(self) -> str:
        """The same for the same thing in every language."""
        return f"{self.page}#{self.anchor}"

    @property
    def rank(self) -> Rank:
        """How much it weighs that a query is in its title."""
        if self.kind == "page":
            if self.anchor:
                return "section"
            return "topic" if self.topic else "page"
        return self.kind

    @property
    def edition(self) -> str:
        """The letter that it belongs to; empty for general pages."""
        return (self.topic or self.page).partition("/")[0] if "/" in (self.topic or self.page) else ""
