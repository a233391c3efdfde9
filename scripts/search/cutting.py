"""Cuts text into words: at spaces and marks, and by ICU's dictionaries where the script has no spaces.

A browser cuts what is typed by the words of the index (docs/assets/search/query.js). So that it finds a word
wherever it stands, each word of the index that is part of a longer run is added to it: see `Inner`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from icu4py.breakers import WordBreaker

from scripts.search.spelling import runs, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""A run of a script that has no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han."""
HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA_WORD = re.compile("[\u30a1-\u30ff]{2,}")
"""A word in katakana, borrowed or foreign, which the dictionaries often cut in two."""


def words(text: str, code: str) -> list[str]:
    """The plain words of `text`, in order."""
    return [settled(word) for run in runs(text) for word in (_cut(run, code) if UNSPACED.search(run) else (run,))]


def borrowed_words(text: str) -> list[str]:
    """Words of `text` in katakana, whole and plain."""
    return [settled(word) for match in _KANA_WORD.finditer(text) for word in runs(match[0])]


def _cut(run: str, code: str) -> Iterator[str]:
    position = 0
    for match in UNSPACED.finditer(run):
        if match.start() > position:
            yield run[position : match.start()]
        yield from (word for word in WordBreaker(match[0], code) if word.strip())
        position = match.end()
    if position < len(run):
        yield run[position:]


class Inner:
    """Finds the words of a vocabulary inside unspaced runs."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.words = frozenset(
            word for word in vocabulary if UNSPACED.fullmatch(word) and (len(word) > 1 or HAN.fullmatch(word))
        )
        self.beginnings = frozenset(word[:end] for word in self.words for end in range(1, len(word)))

    def find(self, text: str) -> set[str]:
        """All words of the vocabulary that stand in the unspaced runs of `text`, overlapping or not."""
        found: set[str] = set()
        for part in UNSPACED.findall(" ".join(map(settled, runs(text)))):
            for start in range(len(part)):
                for end in range(start + 1, len(part) + 1):
                    piece = part[start:end]
                    if piece in self.words:
                        found.add(piece)
                    if piece not in self.beginnings:
                        break
        return found
