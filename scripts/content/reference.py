"""The grammar of references, the only templating in pages.

::

    {{ figure-id }}                 {{ figure-id.point-key }}
    {{ figure-id | value }}         also: as-of, year, source
    {{ date: 2024-09-07 }}          a date in the reader's form
    {{ number: 13 }}                a number that is no figure
    {{ source: id }}                {{ source: id | article 143 }}
    {{ series: id-1 id-2 }}         one table, alone in its paragraph
    {{ chart: id }}                 a chart with its table, alone in its paragraph
    {{ block: cards }}              a list built from the records, alone in its paragraph
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["figure", "date", "number", "source", "series", "chart", "block"]
KINDS: tuple[str, ...] = get_args(Kind)

VARIANTS = ("value", "as-of", "year", "source")
"""What of a figure a reference can show, besides the whole."""

PLACES = ("page", "section", "article", "annex", "table", "paragraph")

BLOCKS = (
    "issuer",
    "headline",
    "cards",
    "legal",
    "attachments",
    "other-sources",
    "letter",
    "topics",
    "latest-letter",
    "letters",
    "all-figures",
    "all-sources",
    "glossary",
    "labels",
    "contact",
    "translations",
    "search",
    "feeds",
    "updates",
    "data-files",
    "offline",
    "withdrawn",
)
"""Lists that the site builds from the records."""

PATTERN = r"\{\{([^{}]*)\}\}"
"""A reference in running text; its one group is what stands between the braces."""

_FIGURE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:[-.][a-z0-9]+)*)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Reference:
    """One reference: what kind, to what, and which variant of it."""

    kind: Kind
    target: str
    """Figure, source or chart id (a figure's with ``.key``), a date, a number, a block's name, or several ids."""
    variant: str = ""

    @property
    def figure_id(self) -> str:
        """The id of the figure, without the point's key."""
        return self.target.partition(".")[0]

    @property
    def point_key(self) -> str:
        """The point's key, empty where none is named."""
        return self.target.partition(".")[2]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of a series reference."""
        return tuple(self.target.split())

    @property
    def is_block(self) -> bool:
        """Whether the reference takes a paragraph of its own."""
        return self.kind in {"block", "chart", "series"}

    def __str__(self) -> str:
        head = self.target if self.kind == "figure" else f"{self.kind}: {self.target}"
        return f"{{{{ {head} | {self.variant} }}}}" if self.variant else f"{{{{ {head} }}}}"


def parse_reference(inner: str) -> Reference:
    """Read what stands between ``{{`` and ``}}``; ValueError, with the reason, when it is no reference."""
    head, _, variant = (part.strip() for part in inner.partition("|"))
    kind, colon, target = (part.strip() for part in head.partition(":"))
    if not colon:
        kind, target = "figure", head
    if kind not in KINDS or not target:
        raise ValueError(f"'{{{{{inner}}}}}' is no reference; write {{{{ figure-id }}}} or {{{{ source: id }}}}")
    reference = Reference(kind, " ".join(target.split()), " ".join(variant.split()))  # type: ignore[arg-type]
    _refuse_malformed(reference)
    return reference


def _refuse_malformed(reference: Reference) -> None:
    kind, target, variant = reference.kind, reference.target, reference.variant
    if kind == "figure":
        if not _FIGURE.fullmatch(target):
            raise ValueError(f"'{target}' is no figure id: ids are lower-case letters, digits and hyphens")
        if variant and variant not in VARIANTS:
            raise ValueError(f"'{variant}' is no variant of a figure; it can be {', '.join(VARIANTS)}")
    elif kind == "source":
        if variant and (variant.split()[0] not in PLACES or len(variant.split()) < 2):  # noqa: PLR2004
            raise ValueError(f"'{variant}' is no place in a source; write for example 'article 143' or 'page 12'")
    elif variant:
        raise ValueError(f"a {kind} reference has no variant, but '{variant}' was given")
    if kind == "number" and not _NUMBER.fullmatch(target):
        raise ValueError(f"'{target}' is no number; write digits, with a point before decimals")
    if kind == "block" and target not in BLOCKS:
        raise ValueError(f"'{target}' is no block; it can be {', '.join(BLOCKS)}")
    if kind == "series" and not all(_FIGURE.fullmatch(one) for one in reference.ids):
        raise ValueError(f"'{target}' is no list of figure ids")
