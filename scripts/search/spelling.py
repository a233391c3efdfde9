"""How words are spelt in the search index. docs/assets/search/spelling.js does the same to what a reader types.

Pagefind folds accents and keeps a word's own form beside the folded one, so that the form as typed ranks first.
But it knows no word with a mark that is no accent: it drops the vowels of Khmer, Lao and Thai and the voicing of
kana, and takes Korean syllables apart. Those letters, and Han characters, which browsers cut by a dictionary of
their own, are therefore written as pairs of Yi syllables, which nothing folds or cuts. Readers never see this.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_GROUPS = re.compile(r"(?<![0-9])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_MARKS = re.compile(r"(?<=[0-9])[.,\u066b\u066c'’](?=[0-9])")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_STRETCH = "\u0640"
"""The stroke that stretches Arabic words."""
_AM = re.compile("(?:\u0e4d([\u0e48-\u0e4b]?)|([\u0e48-\u0e4b])\u0e4d)\u0e32")
_LAO_AM = re.compile("(?:\u0ecd([\u0ec8-\u0ecb]?)|([\u0ec8-\u0ecb])\u0ecd)\u0eb2")
"""A vowel of Thai and Lao that is typed as one character or as two, with the tone before or between."""
_LOOK_ALIKES = (
    ("\u17d2\u178a", "\u17d2\u178f"),
    ("\u0eab\u0ea5", "\u0eab\u0ebc"),
    ("\u0eab\u0e99", "\u0edc"),
    ("\u0eab\u0ea1", "\u0edd"),
)
"""Khmer letters that look alike below another; Lao letters written apart or joined."""
_SHIFTED = re.compile(
    "[\\u0900-\\u109f\\u1780-\\u19ff\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\U00020000-\\U0010ffff]"
)
"""Indic and South-East Asian letters, Han, kana, Hangul: written as pairs of Yi syllables."""
_YI = 0xA000
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


class Table(dict[int, str]):
    """A table for `str.translate` that works out each character once."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self.of = of

    def __missing__(self, number: int) -> str:
        self[number] = found = self.of(chr(number))
        return found


def plain(text: str) -> str:
    """`text` without what makes no difference: capitals, forms of letters and digits, invisible characters."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN)
    text = _LAO_AM.sub(lambda match: f"{match[1] or match[2] or ''}\u0eb3", text)
    text = _AM.sub(lambda match: f"{match[1] or match[2] or ''}\u0e33", text)
    return _MARKS.sub("", _GROUPS.sub(lambda match: match[0].replace(" ", ""), text))


def _plain_char(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf" or char == _STRETCH:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return char


@lru_cache(maxsize=65536)
def settled(word: str) -> str:
    """A plain word with one spelling for what looks or sounds alike; dictionaries know the words as they were."""
    for one, other in _LOOK_ALIKES:
        word = word.replace(one, other)
    return word.translate(_KATAKANA)


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[str, ...]:
    """The unbroken runs of letters, marks and digits in `text`, plain; a number is one run, 99.74 as 9974."""
    found = plain(text).translate(_WORDS).split()
    return tuple(run for run in found if any(unicodedata.category(char)[0] != "M" for char in run))


@lru_cache(maxsize=65536)
def spelt(word: str, code: str) -> str:
    """A plain word as the index of language `code` spells it."""
    if code == "ru" and word.endswith("й"):
        # Folding would make another vowel of it, an ending that the stemmer does not know; this one it knows.
        word = f"{word[:-1]}\u0435"
    return word.translate(_SPELT)


def _spelt_char(char: str) -> str:
    if char == "đ":
        return "ď"  # a letter that folds to d: the stroke is no accent to Unicode
    number = ord(char)
    return chr(_YI + number // 1024) + chr(_YI + number % 1024) if _SHIFTED.fullmatch(char) else char


_PLAIN = Table(_plain_char)
_WORDS = Table(lambda char: char if unicodedata.category(char)[0] in "LMN" else " ")
_SPELT = Table(_spelt_char)


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word without its accents: ``dong`` for ``động``; letters that carry none stay whole."""
    return word.translate(_FOLDED)


def _folded_char(char: str) -> str:
    if char == "đ":
        return "d"
    if _SHIFTED.fullmatch(char):
        return char
    return "".join(part for part in unicodedata.normalize("NFD", char) if unicodedata.category(part)[0] != "M")


@lru_cache(maxsize=65536)
def without_tones(word: str) -> str:
    """A Vietnamese word with its letters but without its tone: ``động`` as ``đông``."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))


_FOLDED = Table(_folded_char)
