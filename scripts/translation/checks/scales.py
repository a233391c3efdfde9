"""Words that multiply the number before them: ``million``, ``tỷ``, ``万``.

They are taken from CLDR's compact forms (Babel's ``Locale.compact_decimal_formats``): in the pattern
``00 nghìn tỷ`` for 10,000,000,000,000 two digits stand for ten, so the word means 10^12. What CLDR
leaves out and people write is added below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale

from scripts.translation.stems import stem
from scripts.translation.writing import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Mapping

_MORE: Mapping[str, Mapping[str, int]] = {
    "vi": {"ngàn": 10**3, "tỉ": 10**9, "nghìn tỉ": 10**12, "ngàn tỷ": 10**12, "ngàn tỉ": 10**12},
    "zh": {"千": 10**3, "千万": 10**7, "百万": 10**6, "十亿": 10**9, "百": 10**2, "十": 10},
    "ja": {"千": 10**3, "千万": 10**7, "百万": 10**6, "百": 10**2, "十": 10},
    "ko": {"천만": 10**7, "백만": 10**6, "백": 10**2},
    "km": {"ម៉ឺន": 10**4, "សែន": 10**5},
    "lo": {"ໝື່ນ": 10**4, "ແສນ": 10**5},
    "th": {"ร้อยล้าน": 10**8, "สิบล้าน": 10**7},
}
"""Other spellings, and the places below the ones that CLDR's compact forms use, which are read in the same way."""

_SIGN = 2
"""Letters of a short form that is taken for a sign, at most."""
_QUOTE = re.compile(r"'([^']*)'")
_SPACES = " \u00a0\u202f"


@dataclass(frozen=True)
class Scale:
    """A scale word found after a number."""

    factor: Decimal
    end: int
    """Where it ends in the text."""
    doubtful: bool = False
    """Whether it may be another word."""


def scale_at(text: str, position: int, cldr: str) -> Scale | None:
    """The longest scale word that begins at `position`, after one space at most."""
    code = cldr.partition("_")[0]
    long, short = scale_words(cldr)
    gap = 1 if text[position : position + 1] in set(_SPACES) else 0
    start = position + gap
    if code in UNSPACED:
        for word in sorted(long, key=len, reverse=True):
            if text.startswith(word, start):
                # In Korean 조 is both "trillion" and "article" of a law.
                return Scale(long[word], start + len(word), doubtful=word == "조")
        return None
    words = re.match(r"([^\W\d_]+)(?:[ \u00a0\u202f]([^\W\d_]+))?", text[start:])
    if words is None:
        return None
    for count in (2, 1):
        if words[count] is None:
            continue
        key = " ".join(stem(code, word) for word in words.groups()[:count] if word)
        if key in long:
            return Scale(long[key], start + words.end(count))
    if text[position : position + 1] != " " and words[1] in short:
        return Scale(short[words[1]], start + words.end(1))
    return None


@lru_cache(maxsize=64)
def scale_words(cldr: str) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Long words (stems, in small letters) and short signs such as ``M`` (as written) with their factors."""
    code = cldr.partition("_")[0]
    formats = Locale.parse(cldr).compact_decimal_formats
    long: dict[str, Decimal] = {}
    short: dict[str, Decimal] = {}
    for kind, by_plural in formats.items():
        for by_size in by_plural.values():
            for size, pattern in by_size.items():
                word, zeros = _word(pattern.pattern)
                if not word or not zeros:
                    continue
                factor = Decimal(size) / 10 ** (zeros - 1)
                # A short form of letters that are no word is a sign; in scripts without cases all are words.
                is_short = word.isascii() or ("long" in formats and len(word) <= _SIGN)
                if kind == "short" and code not in UNSPACED and is_short:
                    short[word] = factor
                else:
                    long[_key(code, word)] = factor
    for word, value in _MORE.get(code, {}).items():
        long.setdefault(_key(code, word), Decimal(value))
    return long, short


def _word(pattern: str) -> tuple[str, int]:
    """The word of a pattern such as ``00 nghìn tỷ``, and how many zeros stand before it."""
    bare = _QUOTE.sub(r"\1", pattern)
    return bare.replace("0", "").strip(_SPACES).replace("\u00a0", " ").rstrip("."), bare.count("0")


def _key(code: str, word: str) -> str:
    return word if code in UNSPACED else " ".join(stem(code, part) for part in word.split())
