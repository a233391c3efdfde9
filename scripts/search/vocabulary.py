"""The words that a browser is told of: enough to cut what is typed, to know what is nowhere, and to mend a slip.

Forms of a word that the query's own rules (docs/assets/search/query.js) lead back to one are told once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.search.attached import AFTER, BEFORE
from scripts.search.cutting import UNSPACED
from scripts.search.spelling import folded
from scripts.translation.stems import has_stemmer

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST, _ENDING = 4, 3
"""Letters that forms of a word have in common at least, and by which they may differ."""


def told(words: Iterable[str], code: str) -> list[str]:
    """Those of `words`, the commonest first, that stand for all of them in the language `code`."""
    words = list(words)
    if code in AFTER:
        words = list(dict.fromkeys(_without_ending(word, AFTER[code]) for word in words))
    if code in BEFORE:
        known = frozenset(words)
        words = [word for word in words if not any(_rest(word, start) in known for start in BEFORE[code])]
    return _one_a_stem(words) if has_stemmer(code) else words


def _without_ending(word: str, endings: Iterable[str]) -> str:
    return next((word.removesuffix(one) for one in endings if word.endswith(one) and len(word) > len(one) + 1), word)


def _rest(word: str, start: str) -> str | None:
    rest = word.removeprefix(start)
    return rest if rest != word and len(rest) > 2 else None  # noqa: PLR2004 (as in query.js)


def _one_a_stem(words: Iterable[str]) -> list[str]:
    """Words of which no commoner one has the same beginning."""
    kept: list[str] = []
    beginnings: set[str] = set()
    for word in words:
        flat = folded(word)
        if len(flat) > _SHORTEST and flat.isalpha() and not UNSPACED.search(flat):
            stem = flat[: max(_SHORTEST, len(flat) - _ENDING)]
            if stem in beginnings:
                continue
            beginnings.update(flat[:end] for end in range(_SHORTEST, len(flat) + 1))
        kept.append(word)
    return kept
