"""Names of months, by CLDR: ``September`` is the number 9.

Babel 2.18 shares the stand-alone names of a locale that has none with the one asked first, so only the
names inside a date are taken; inflected forms (Russian ``сентябре``) are found by their stem.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale

from scripts.translation.stems import stem
from scripts.translation.writing import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+")
_STEMMED = frozenset({"ru"})
"""Languages whose names of months are inflected."""


def months_in(text: str, cldr: str) -> Iterator[tuple[int, int, int]]:
    """``(start, end, month)`` of every name of a month."""
    code = cldr.partition("_")[0]
    names, pattern = _names(cldr)
    if code in _STEMMED:
        for match in _WORD.finditer(text):
            month = names.get(stem(code, match[0]))
            if month:
                yield match.start(), match.end(), month
    elif pattern is not None:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), names[match[0]]


@lru_cache(maxsize=64)
def _names(cldr: str) -> tuple[dict[str, int], re.Pattern[str] | None]:
    """Names (stems, where they are inflected) with their months, and what finds them.

    Small letters count as typed: English ``may`` is no month.
    """
    code = cldr.partition("_")[0]
    months = Locale.parse(cldr).months["format"]
    found: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for month, name in months[width].items():
            # Names with a digit (tháng 9, 9月) are read as the number they hold; an abbreviation without
            # its point is too often another word (Spanish "mar", French "mai" has none).
            if any(char.isdigit() for char in name) or (width == "abbreviated" and not _is_plain(name, code)):
                continue
            found[stem(code, name) if code in _STEMMED else name] = int(month)
    if not found:
        return found, None
    longest = sorted(found, key=len, reverse=True)
    edge = "" if code in UNSPACED else r"(?<![^\W_])"
    end = "" if code in UNSPACED else r"(?![^\W_])"
    return found, re.compile(f"{edge}(?:{'|'.join(map(re.escape, longest))}){end}")


def _is_plain(name: str, code: str) -> bool:
    return name.endswith(".") or code == "en"
