"""Figures and dates in a reader's form, by CLDR through Babel.

A value keeps the decimals it was published with. Round values of a million and more, and money, are
written in CLDR's compact long form (``81.5 trillion``, ``81,5 nghìn tỷ``) where that loses nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, parse_pattern

from scripts.content.partialdate import Moment, PartialDate, Precision, parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.content.figure import Reading
    from scripts.content.records import Conflict, Qualifier, Quantity

MONEY = frozenset({"VND", "USD", "CHF", "EUR"})
DATES = frozenset({"date", "time"})
PLAIN = frozenset({"code", "year"})
_ORDINALS = frozenset({"ordinal", "rank"})
_MILLION = Decimal(1_000_000)
_BILLION = Decimal(1_000_000_000)
_SMALL_CURRENCIES = frozenset({"VND"})
"""Currencies of small units: sums are usually given in whole billions."""
_MONEY_DIGITS = 1
_COMPACT_DIGITS = 3
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
"""Thai, Lao and Khmer: no space between the word for millions and the unit."""
_ALL_DIGITS = 15


@dataclass(frozen=True)
class Formatter:
    """Writes values for one locale."""

    cldr: str
    """CLDR locale, such as ``vi`` or ``en_GB``."""
    strings: Mapping[str, str]
    """The language's strings by dotted key; those under ``units`` and ``qualifiers`` are used."""

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale."""
        return Locale.parse(self.cldr)

    def number(self, value: Decimal) -> str:
        """``1031944`` as ``1.031.944``; decimals as typed."""
        decimals = max(0, -int(value.as_tuple().exponent))
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def value(self, reading: Reading) -> str:
        """The value without its unit: ``99,74``."""
        return self._bare(reading.value, reading.figure.record.unit)

    def quantity(self, reading: Reading) -> str:
        """The value with qualifier and unit: ``hơn 1 triệu trẻ em``."""
        figure = reading.figure
        return self.amount(reading.value, figure.record.unit, reading.qualifier, figure.out_of)

    def short(self, value: Quantity, unit: str, qualifier: Qualifier | None = None) -> str:
        """The value with its qualifier where the unit stands elsewhere, as in a chart; a share keeps its sign."""
        bare = self._percent(value) if unit == "percent" and not isinstance(value, str) else self._bare(value, unit)
        return self.strings[f"qualifiers.{qualifier}"].replace("{x}", bare) if qualifier else bare

    def conflicting(self, conflict: Conflict, reading: Reading) -> str:
        """Another source's value for the same thing."""
        unit = conflict.unit or reading.figure.record.unit
        out_of = reading.figure.out_of if conflict.unit is None else None
        return self.amount(conflict.value, unit, conflict.qualifier, out_of)

    def amount(
        self, value: Quantity, unit: str, qualifier: Qualifier | None = None, out_of: Decimal | None = None
    ) -> str:
        """`value` with its unit, and the qualifier before it."""
        if qualifier is None:
            return self._with_unit(value, unit, out_of)
        pattern = self.strings[f"qualifiers.{qualifier}"]
        if unit == "time" and isinstance(value, str):
            # "9 September 2024, about 10:02": the hour is uncertain, not the day.
            return self._moment(parse_date(value).start, pattern)
        return pattern.replace("{x}", self._with_unit(value, unit, out_of))

    def unit_name(self, unit: str) -> str:
        """The unit by itself, for the head of a table; empty where the values say it all."""
        return self.strings.get(f"unit-names.{unit}", "")

    def date(self, when: PartialDate) -> str:
        """A date as precise as it was typed: ``7 tháng 9, 2024``, ``tháng 9 năm 2024``."""
        if when.end is None:
            return self._moment(when.start)
        if Precision.MINUTE in {when.start.precision, when.end.precision}:
            return f"{self._moment(when.start)} – {self._moment(when.end)}"
        skeleton = _SKELETONS[max(when.start.precision, when.end.precision)]
        return str(format_interval(when.start.day, when.end.day, skeleton, locale=self.locale))

    def year(self, when: PartialDate) -> str:
        """Only the year of a date."""
        return str(format_skeleton("y", when.start.day, locale=self.locale))

    def _moment(self, moment: Moment, hour: str = "{x}") -> str:
        if moment.precision is Precision.YEAR:
            return str(format_skeleton("y", moment.day, locale=self.locale))
        if moment.precision is Precision.MONTH:
            return str(format_skeleton("yMMMM", moment.day, locale=self.locale))
        day = str(format_date(moment.day, "long", locale=self.locale))
        if moment.precision is Precision.DAY:
            return day
        time = hour.replace("{x}", f"{moment.at:%H:%M}")
        return self.strings["figure.date-time"].replace("{date}", day).replace("{time}", time)

    def _bare(self, value: Quantity, unit: str) -> str:
        if isinstance(value, str):
            return self.date(parse_date(value)) if unit in DATES else value
        if unit in PLAIN:
            return str(value)
        if unit in _SMALL_CURRENCIES:
            return self._compact(value, _MONEY_DIGITS) or self._in_billions(value) or self.number(value)
        return self._compact(value, _COMPACT_DIGITS) or self.number(value)

    def _with_unit(self, value: Quantity, unit: str, out_of: Decimal | None) -> str:
        bare = self._bare(value, unit)
        if unit in DATES or unit in PLAIN or isinstance(value, str):
            return bare
        if unit == "percent":
            return self._percent(value)
        if out_of is not None:
            pattern = self._pattern(f"{unit}-out-of", value)
            return pattern.replace("{n}", bare).replace("{max}", self.number(out_of))
        # Written with a word for millions, a number takes the form of a million: "3,6 millions de personnes".
        counted = value if bare == self.number(value) else _MILLION
        pattern = self._pattern(unit, counted)
        if _NO_SPACES.match(bare[-1]):  # "3.6 ล้านคน"
            pattern = pattern.replace("{n} ", "{n}")
        return pattern.replace("{n}", bare)

    def _pattern(self, unit: str, value: Decimal) -> str:
        form = self.locale.ordinal_form(value) if unit in _ORDINALS else self.locale.plural_form(value)
        for key in (f"units.{unit}.{form}", f"units.{unit}.other", f"units.{unit}"):
            if key in self.strings:
                return self.strings[key]
        raise KeyError(f"units.{unit}")

    def _percent(self, value: Decimal) -> str:
        pattern = parse_pattern(self.locale.percent_formats[None].pattern)
        decimals = max(0, -int(value.as_tuple().exponent))
        pattern.frac_prec = (decimals, decimals)
        return str(pattern.apply(value / 100, self.locale))

    def _compact(self, value: Decimal, digits: int) -> str:
        """The compact form with `digits` decimals at most; empty where it would lose something."""
        if value < _MILLION:
            return ""
        short = self._in_words(value, digits)
        return short if short == self._in_words(value, _ALL_DIGITS) else ""

    def _in_billions(self, value: Decimal) -> str:
        """``31.596 tỷ``: CLDR's word for a billion (or what the language counts in) after a whole number."""
        if value < _BILLION:
            return ""
        forms, billion = self.locale.compact_decimal_formats[self._compact_kind], str(_BILLION)
        zeros = forms["other"][billion].pattern.count("0"), forms["other"][billion + "0"].pattern.count("0")
        if zeros != (1, 2):  # Chinese, Japanese, Korean count by ten thousands; Thai has a word for each power
            return self._compact(value, _COMPACT_DIGITS)
        count = value / _BILLION
        if count != int(count):
            return ""
        plural = self.locale.plural_form(count)
        pattern = forms[plural if billion in forms.get(plural, {}) else "other"][billion].pattern
        return str(pattern).replace("0", self.number(Decimal(int(count))))

    def _in_words(self, value: Decimal, digits: int) -> str:
        kind = self._compact_kind
        forms, magnitude = self.locale.compact_decimal_formats[kind], str(value.to_integral_value())
        # Where CLDR words some exact ones ("mille"), Babel 2.18 takes the plural for the others ("1 millions").
        if magnitude in forms.get("one", {}) and magnitude not in forms.get("1", {magnitude: None}):
            return str(forms["one"][magnitude].pattern).replace("0", self.number(Decimal(1)))
        return str(format_compact_decimal(value, format_type=kind, locale=self.locale, fraction_digits=digits))

    @cached_property
    def _compact_kind(self) -> Literal["long", "short"]:
        # Locales such as zh have one compact form only, which CLDR lists as the short one.
        return "long" if "long" in list(self.locale.compact_decimal_formats) else "short"


_SKELETONS = {Precision.YEAR: "y", Precision.MONTH: "yMMMM", Precision.DAY: "yMMMMd"}
