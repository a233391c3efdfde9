"""The numbers of a text, in any digits and with any language's marks.

A run of digits is read by the language's CLDR locale: ``99,74`` in Vietnamese, ``99.74`` in English and
``٩٩٫٧٤`` in Arabic are one number; ``3,6 triệu``, ``3.6 million`` and ``360万`` as well. What no locale
reads as a number, such as ``8.7`` in Vietnamese (a name), and symbols of documents (``143/NQ-CP``)
count as they stand. Roman numerals are letters. A date is its day, month and year.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import NumberFormatError, parse_decimal

from scripts.translation.checks.months import months_in
from scripts.translation.checks.scales import scale_at
from scripts.translation.writing import LATIN

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = rf"(?:\d+(?:-\d+)?(?![{LATIN}])|[{LATIN}](?:[{LATIN}\d.\-]*[{LATIN}\d])?)"
_SYMBOL = re.compile(rf"(?<![{LATIN}\d/.,]){_PART}(?:/{_PART})+(?![{LATIN}/])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])")
_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.]*\d)")
_MARKS = ".,٫٬．，"
_SPACES = " \u00a0\u202f\u2009"
_RUN = re.compile(rf"\d+(?:[{_MARKS}]\d+)*")
_SPACED_RUN = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[{_MARKS}]\d+)?|{_RUN.pattern}")
_SPACED = frozenset({"fr", "ru", "es"})
"""Languages that group digits by spaces (in Spanish as the RAE does, beside CLDR's points)."""

_SYSTEMS = {
    "ARABIC-INDIC": "arab",
    "EXTENDED ARABIC-INDIC": "arabext",
    "KHMER": "khmr",
    "LAO": "laoo",
    "THAI": "thai",
    "FULLWIDTH": "fullwide",
}
"""The first words of a digit's Unicode name, and CLDR's name of its system."""

_WIDE = {"．": ".", "，": ",", "٫": ".", "٬": ","}
_BUDDHIST = 543
"""Years between the two eras, by the Thai calendar."""
_BUDDHIST_YEAR = re.compile(r"2[456]\d\d")
_NEAR = 8
"""Characters between the name of a month and a number that belongs to it, at most."""


@dataclass(frozen=True)
class Number:
    """One number of a text."""

    typed: str
    """As typed, with its scale word."""
    start: int
    readings: frozenset[Decimal]
    """What it can mean; empty for what is no number but counts as it stands."""
    plain: str
    """As it stands, in ASCII digits."""
    optional: bool = False
    """It may match another number, but nothing is missing where it does not (``September`` without a day or year)."""


def numbers(text: str, cldr: str) -> tuple[Number, ...]:
    """The numbers of `text`, in its order; `cldr` is the locale it is written in."""
    return _numbers(text, cldr) if any(map(str.isdigit, text)) or _has_month(text, cldr) else ()


def _has_month(text: str, cldr: str) -> bool:
    return next(months_in(text, cldr), None) is not None


@lru_cache(maxsize=20_000)
def _numbers(text: str, cldr: str) -> tuple[Number, ...]:
    found: list[Number] = []
    for pattern, read in ((_SYMBOL, _symbol), (_TIME, _time), (_DATE, _date)):
        for match in pattern.finditer(text):
            parts = tuple(read(match))
            found += parts
            if parts:
                text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    digits = [match.start() for match in re.finditer(r"\d", text)]
    for start, end, month in months_in(text, cldr):
        near = any(end <= place <= end + _NEAR or start - _NEAR <= place < start for place in digits)
        found.append(Number(text[start:end], start, frozenset({Decimal(month)}), str(month), optional=not near))
    found += _runs(text, cldr)
    return tuple(sorted(found, key=lambda number: number.start))


def _symbol(match: re.Match[str]) -> Iterator[Number]:
    parts = match[0].split("/")
    names = [part for part in parts if not part[0].isdigit() and not _ROMAN.fullmatch(part)]
    if any(map(str.isdigit, match[0])) and any(char.isupper() for name in names for char in name):
        yield Number(match[0], match.start(), frozenset(), match[0].upper())


def _time(match: re.Match[str]) -> Iterator[Number]:
    yield _whole(match[1], match.start())
    yield Number(match[0], match.start(2), frozenset({Decimal(_ascii(match[2]))}), match[2], optional=not int(match[2]))


def _date(match: re.Match[str]) -> Iterator[Number]:
    for group in (1, 2, 3):
        yield _whole(match[group], match.start(group))


def _whole(digits: str, start: int) -> Number:
    return Number(digits, start, frozenset({Decimal(_ascii(digits))}), _ascii(digits))


def _runs(text: str, cldr: str) -> Iterator[Number]:
    code = cldr.partition("_")[0]
    end = 0
    for match in (_SPACED_RUN if code in _SPACED else _RUN).finditer(text):
        if match.start() < end:
            continue
        number, end = _scaled(text, match, cldr)
        yield number


def _scaled(text: str, match: re.Match[str], cldr: str) -> tuple[Number, int]:
    """The number at `match` with the scale words and smaller numbers that continue it (1億2,000万), and its end."""
    code = cldr.partition("_")[0]
    values = _readings(match[0], cldr)
    end = match.end()
    scale = scale_at(text, end, cldr) if values else None
    if scale is not None and code == "ko" and scale.doubtful and text[: match.start()].endswith("제"):
        scale = None
    if scale is None:
        if code == "th" and _BUDDHIST_YEAR.fullmatch(_ascii(match[0])):
            values |= {value - _BUDDHIST for value in values}
        if values and _is_negative(text, match.start()):
            values = frozenset(-value for value in values)
        optional = _ascii(match[0]) == "00"
        return Number(match[0], match.start(), values, _ascii(match[0]), optional), end
    plain = values
    values = frozenset(value * scale.factor for value in values)
    end, factor = scale.end, scale.factor
    while follower := _follower(text, end, cldr, factor):
        more, end, factor = follower
        values = frozenset(value + more for value in values)
    if scale.doubtful:
        values |= plain
    return Number(text[match.start() : end], match.start(), values, _ascii(match[0])), end


def _follower(text: str, position: int, cldr: str, limit: Decimal) -> tuple[Decimal, int, Decimal] | None:
    """The smaller part after ``1億``: its value, its end and its own factor."""
    code = cldr.partition("_")[0]
    match = re.compile(rf"[{_SPACES}]?({_RUN.pattern})").match(text, position)
    if match is None:
        return None
    spaced = match.start(1) > position
    values = _readings(match[1], cldr)
    scale = scale_at(text, match.end(), cldr)
    factor = scale.factor if scale else Decimal(1)
    # A bare number continues 1万5000 only where nothing stands between; in Korean a space does.
    if (
        not values
        or factor >= limit
        or (scale is None and (code not in {"zh", "ja", "ko"} or (spaced and code != "ko")))
    ):
        return None
    value = max(values) * factor
    return (value, scale.end if scale else match.end(), factor) if value < limit else None


def _is_negative(text: str, start: int) -> bool:
    """Whether a minus stands before the number, and no dash of a range or of a name."""
    before = text[:start]
    return before.endswith(("-", "−")) and not before[:-1].rstrip(_SPACES).endswith(tuple("0123456789")) and (
        len(before) == 1 or before[-2] in f"{_SPACES}(["
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _readings(typed: str, cldr: str) -> frozenset[Decimal]:
    """What a run of digits means in a locale; nothing where its marks are not those of the locale."""
    text = _in_latin(typed, cldr)
    try:
        return frozenset({parse_decimal(text, locale=cldr, strict=True)})
    except NumberFormatError:
        return frozenset()


def _in_latin(typed: str, cldr: str) -> str:
    """The run in ASCII digits with the marks that the locale uses beside those."""
    symbols = Locale.parse(cldr).number_symbols
    latin = symbols["latn"]
    # Other systems share the language's own marks; Babel 2.18 gives them those of English.
    system = symbols.get(_system(typed), {}) if _system(typed) in {"arab", "arabext"} else {}
    marks = {"decimal": latin["decimal"], "group": latin["group"]}
    own = {system.get(name, marks[name]): mark for name, mark in marks.items()}
    text = re.sub(rf"[{_SPACES}]", marks["group"], typed)
    if cldr.partition("_")[0] == "es" and " " in re.sub(rf"[{_SPACES}]", " ", typed):
        text = re.sub(rf"[{_SPACES}]", ".", typed)
    text = "".join(own.get(char, _wide(char, _system(typed))) for char in text)
    return _ascii(text)


def _wide(char: str, system: str) -> str:
    return _WIDE.get(char, char) if system == "fullwide" else char


def _system(typed: str) -> str:
    name = unicodedata.name(typed[0], "").partition("DIGIT")[0].strip()
    return _SYSTEMS.get(name, "latn")


def _ascii(text: str) -> str:
    return "".join(str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char for char in text)
