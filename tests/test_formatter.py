"""Values as readers of each language write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from scripts.content.formatter import Formatter
from scripts.content.library import load
from scripts.content.partialdate import parse_date
from tests.site import ROOT

LIBRARY, _ = load(ROOT)
FORMATTERS = {
    "vi": Formatter("vi", LIBRARY.texts["vi"].strings),
    "en": Formatter("en_GB", LIBRARY.texts["en"].strings),
}

AMOUNTS = [
    ("99.74", "points", "100", "99,74/100 điểm", "99.74 points out of 100"),
    ("20", "points", "20", "20/20 điểm", "20 points out of 20"),
    ("5.4", "percent", None, "5,4%", "5.4%"),
    ("70.40", "percent", None, "70,40%", "70.40%"),
    ("1031944", "children", None, "1.031.944 trẻ em", "1,031,944 children"),
    ("1", "votes", None, "1 phiếu", "1 vote"),
    ("149", "ordinal", None, "thứ 149", "149th"),
    ("101", "rank", None, "thứ 101", "101st"),
    ("1", "tier", None, "bậc 1", "Tier 1"),
    ("3600000", "people", None, "3,6 triệu người", "3.6 million people"),
    ("5762302", "calls", None, "5.762.302 cuộc gọi", "5,762,302 calls"),
    ("81500000000000", "VND", None, "81,5 nghìn tỷ đồng", "VND 81.5 trillion"),
    ("31596000000000", "VND", None, "31.596 tỷ đồng", "VND 31,596 billion"),
    ("527800000000", "VND", None, "527,8 tỷ đồng", "VND 527.8 billion"),
    ("5000000", "VND", None, "5 triệu đồng", "VND 5 million"),
    ("68900000", "USD", None, "68,9 triệu đô la Mỹ", "US$68.9 million"),
    ("1765000000", "USD", None, "1,765 tỷ đô la Mỹ", "US$1.765 billion"),
    ("0.15", "percentage-points", None, "0,15 điểm phần trăm", "0.15 percentage points"),
]


@pytest.mark.parametrize(("value", "unit", "out_of", "vi", "en"), AMOUNTS)
def test_amounts(value: str, unit: str, out_of: str | None, vi: str, en: str) -> None:
    highest = Decimal(out_of) if out_of else None
    assert FORMATTERS["vi"].amount(Decimal(value), unit, out_of=highest) == vi
    assert FORMATTERS["en"].amount(Decimal(value), unit, out_of=highest) == en


@pytest.mark.parametrize(
    ("cldr", "forms", "expected"),
    [
        ("fr", {"one": "{n} an", "many": "{n} d’ans", "other": "{n} ans"}, "3,6 millions d’ans"),
        ("ru", {"one": "{n} год", "few": "{n} года", "many": "{n} лет", "other": "{n} года"}, "3,6 миллиона лет"),
        ("ar", {"many": "{n} سنةً", "other": "{n} سنة"}, "3.6 مليون سنة"),
        ("en", {"one": "{n} year", "other": "{n} years"}, "3.6 million years"),
        ("th", {"other": "{n} ปี"}, "3.6 ล้านปี"),
    ],
)
def test_a_unit_after_a_word_for_millions_has_its_own_form(cldr: str, forms: dict[str, str], expected: str) -> None:
    strings = {f"units.years.{form}": text for form, text in forms.items()}
    assert Formatter(cldr, strings).amount(Decimal(3600000), "years") == expected


@pytest.mark.parametrize(
    ("cldr", "value", "expected"),
    [
        ("fr", "1000000", "1 million"),
        ("fr", "1500000", "1,5 million"),
        ("fr", "2000000", "2 millions"),
        ("es", "1000000", "1 millón"),
        ("ru", "1000000", "1 миллион"),
        ("ru", "2000000", "2 миллиона"),
        ("zh_Hans", "1000000", "100万"),
        ("ko", "1000000", "100만"),
        ("ja", "1000000", "100万"),
        ("th", "1000000", "1 ล้าน"),
        ("lo", "1000000", "1 ລ້ານ"),
        ("km", "1000000", "1 លាន"),
        ("ar", "1000000", "1 مليون"),
    ],
)
def test_millions_in_words(cldr: str, value: str, expected: str) -> None:
    written = Formatter(cldr, {"units.people": "{n}"}).amount(Decimal(value), "people")
    assert written.replace("\xa0", " ") == expected


def test_qualifier_stands_before_the_amount() -> None:
    assert FORMATTERS["vi"].amount(Decimal(1000000), "children", "more-than") == "hơn 1 triệu trẻ em"
    assert FORMATTERS["en"].amount(Decimal(1000000), "children", "more-than") == "more than 1 million children"


def test_an_uncertain_hour_leaves_the_day_certain() -> None:
    moment = "2024-09-09T10:02+07:00"
    assert FORMATTERS["en"].amount(moment, "time", "about") == "9 September 2024, about 10:02"
    assert FORMATTERS["vi"].amount(moment, "time", "about") == "khoảng 10:02 ngày 9 tháng 9, 2024"


@pytest.mark.parametrize(
    ("cldr", "value", "expected"),
    [
        ("ja", "1236000000000", "1.236兆"),
        ("zh_Hans", "31596000000000", "31.596万亿"),
        ("ko", "775500000000", "7755억"),
        ("fr", "1236000000000", "1\u202f236 milliards"),
        ("ru", "1236000000000", "1\xa0236 миллиардов"),
        ("ru", "31594000000000", "31\xa0594 миллиарда"),
        ("es", "1236000000000", "1.236 mil millones"),
        ("th", "775500000000", "7.755 แสนล้าน"),
        ("th", "31596000000000", "31.596 ล้านล้าน"),
    ],
)
def test_large_sums_are_counted_as_the_language_counts(cldr: str, value: str, expected: str) -> None:
    assert Formatter(cldr, {"units.VND": "{n}"}).amount(Decimal(value), "VND") == expected


def test_codes_and_dates_as_values() -> None:
    assert FORMATTERS["vi"].amount("143/NQ-CP", "code") == "143/NQ-CP"
    assert FORMATTERS["en"].amount("2024-09-07", "date") == "7 September 2024"


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2024", "2024", "2024"),
        ("2024-09", "tháng 9 năm 2024", "September 2024"),
        ("2024-09-07", "7 tháng 9, 2024", "7 September 2024"),
        ("2024-09-08T18:00+07:00", "18:00 ngày 8 tháng 9, 2024", "8 September 2024, 18:00"),
        ("2016/2020", "2016–2020", "2016–2020"),
    ],
)
def test_dates_keep_their_precision(text: str, vi: str, en: str) -> None:
    assert FORMATTERS["vi"].date(parse_date(text)) == vi
    assert FORMATTERS["en"].date(parse_date(text)) == en


@pytest.mark.parametrize(
    ("cldr", "expected"),
    [
        ("fr", "60\u202f700,50"),
        ("ru", "60\xa0700,50"),
        ("km", "60,700.50"),
        ("th", "60,700.50"),
        ("zh", "60,700.50"),
        ("es", "60.700,50"),
    ],
)
def test_numbers_of_other_locales(cldr: str, expected: str) -> None:
    assert Formatter(cldr, {}).number(Decimal("60700.50")) == expected


@pytest.mark.parametrize("cldr", ["vi", "en_GB", "fr", "ru", "es", "zh", "ja", "ko", "th", "km", "lo"])
@given(value=st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(cldr: str, value: Decimal) -> None:
    written = Formatter(cldr, {}).number(value)
    assert parse_decimal(written, locale=cldr) == value


@given(digits=st.integers(min_value=1, max_value=10**14))
def test_money_loses_nothing(digits: int) -> None:
    written = FORMATTERS["en"].amount(Decimal(digits), "VND").removeprefix("VND ")
    number, _, word = written.partition(" ")
    scale = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[word]
    assert parse_decimal(number, locale="en_GB") * scale == digits
