"""The form of a word that its inflected forms share, by the Snowball stemmers.

A language without a stemmer, such as Vietnamese, which has no inflection, keeps its words as they are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Callable

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""ISO 639-1 code and Snowball's name."""


@lru_cache(maxsize=50_000)
def stem(code: str, word: str) -> str:
    """The stem of `word`, in small letters."""
    algorithm = _stemmer(code)
    word = word.casefold()
    return algorithm(word) if algorithm else word


def has_stemmer(code: str) -> bool:
    """Whether words of the language `code` have stems."""
    return _stemmer(code) is not None


@lru_cache(maxsize=64)
def _stemmer(code: str) -> Callable[[str], str] | None:
    name = _ALGORITHMS.get(code)
    if name is None or name not in snowballstemmer.algorithms():
        return None
    found: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return found
