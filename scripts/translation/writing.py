"""Which languages are written how: with or without spaces, in which script."""

from __future__ import annotations

import re

UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "ko", "my", "bo", "dz"})
"""Languages where a word is not told by the spaces around it.

Korean has spaces, but its particles stand at the end of a word without one.
"""

CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
"""Kana and Han characters, for a class of a regular expression."""

LATIN = r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"

LETTERS = {
    "ar": r"\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f",
    "ja": CJK,
    "km": r"\u1780-\u17b3\u17b6-\u17c5\u17d7\u17dc",
    "ko": r"\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f",
    "lo": r"\u0e81-\u0eb0\u0eb2-\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf",
    "ru": r"\u0400-\u052f",
    "th": r"\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
    "zh": CJK,
}
"""Letters of the languages that are not written in Latin script."""

KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")


def letters_of(code: str) -> str:
    """The letters of a language, for a class of a regular expression."""
    return LETTERS.get(code, LATIN)
