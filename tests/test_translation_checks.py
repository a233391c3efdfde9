"""The checks of a translation against its original, each with what fails it and what passes it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import assume, given
from hypothesis import strategies as st

from scripts.cli import run
from scripts.translation.checks.numerals import numbers
from tests.site import ROOT, page

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

CODES = ("en", "fr", "es", "zh", "ru", "ar", "lo", "km", "th", "ja", "ko")
LOCALES = ("vi", "en_GB", *CODES[1:])

GLOSSARY = """\
labour:
  forms:
    vi: {term: lao động trẻ em, source: letter}
    en: {term: child labour, source: report, accepted: [children in work], forbidden: [kid work]}
    ru: {term: детский труд, source: report}
    ar: {term: عمل الأطفال, source: report}
    th: {term: แรงงานเด็ก, source: report, forbidden: [เด็กทำงาน]}
    zh: {term: 童工, source: report}
    ko: {term: 아동노동, source: report}
child:
  forms:
    vi: {term: trẻ em, source: letter}
    en: {term: child, source: report, accepted: [children]}
    th: {term: เด็ก, source: report}
council:
  forms:
    vi: {term: Hội đồng Nhân quyền, source: letter, abbreviation: HĐNQ}
    en: {term: Human Rights Council, source: report, abbreviation: HRC}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with twelve languages and a glossary, and no page yet."""
    languages = "".join(f"        - {{locale: {code}, name: {code}, build: true}}\n" for code in CODES)
    (tmp_path / "mkdocs.yml").write_text(
        "plugins:\n  - i18n:\n      languages:\n"
        f"        - {{locale: vi, name: vi, default: true, build: true}}\n{languages}",
        encoding="utf-8",
    )
    (tmp_path / "docs/data").mkdir(parents=True)
    (tmp_path / "docs/data/glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


class Checked:
    """Writes a page in Vietnamese and another language, and tells what the command says of it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def __call__(self, code: str, original: str, translation: str | bytes) -> list[dict[str, Any]]:
        """The findings, as JSON."""
        self.write("vi", page("Tiêu đề của trang", original))
        titled = page("Title", translation, translated=True) if isinstance(translation, str) else translation
        self.write(code, titled)
        self.run(code)
        found: list[dict[str, Any]] = json.loads(self.capsys.readouterr().out)
        return found

    def write(self, code: str, text: str | bytes, name: str = "verify.md") -> None:
        """Write a file of a language."""
        path = self.root / "docs" / code / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def run(self, code: str, *options: str) -> int:
        """Run the command."""
        return run(["translate", "check", "--lang", code, "--json", "--root", str(self.root), *options])

    def rules(self, code: str, original: str, translation: str | bytes) -> set[tuple[str, str]]:
        """Rules and severities of the findings."""
        return {(one["rule"], one["severity"]) for one in self(code, original, translation)}


@pytest.fixture
def checked(project: Path, capsys: pytest.CaptureFixture[str]) -> Checked:
    """See `Checked`."""
    return Checked(project, capsys)


ERROR, WARNING = "error", "warning"
NB, NARROW = "\u00a0", "\u202f"

CASES: list[tuple[str, str, str, str, str, str]] = [
    # rule, severity, language, original, what fails, what passes
    ("structure", ERROR, "en", "## Bước {#step}\n\nMột đoạn.", "## Step {#steps}\n\nA paragraph.",
     "## Step {#step}\n\nA paragraph."),
    ("structure", ERROR, "en", "## Bước {#step}\n\nMột đoạn.", "### Step {#step}\n\nA paragraph.",
     "## Step {#step}\n\nA paragraph."),
    ("structure", ERROR, "en", "## Một {#a}\n\nĐoạn.\n\n## Hai {#b}\n\nĐoạn.",
     "## Two {#b}\n\nPart.\n\n## One {#a}\n\nPart.", "## One {#a}\n\nPart.\n\n## Two {#b}\n\nPart."),
    ("structure", ERROR, "en", "- Một\n- Hai", "- One", "- One\n- Two"),
    ("structure", ERROR, "en", "1. Một\n2. Hai", "- One\n- Two", "1. One\n2. Two"),
    ("structure", ERROR, "en", "Một đoạn.\n\nHai đoạn.", "One and two.", "One.\n\nTwo."),
    ("structure", ERROR, "en", "| a | b |\n|---|---|\n| Một | Hai |", "| a | b |\n|---|---|",
     "| a | b |\n|---|---|\n| One | Two |"),
    ("structure", ERROR, "en", '!!! note "Chú ý"\n    Một đoạn.', '!!! warning "Note"\n    A part.',
     '!!! note "Note"\n    A part.'),
    ("references", ERROR, "en", "Có {{ toll.last }} người.", "There are people.", "There are {{ toll.last }} people."),
    ("references", ERROR, "en", "Có {{ toll.last }} người.", "There are {{ toll.first }} people.",
     "{{toll.last}} people are there."),
    ("references", ERROR, "en", "Có {{ toll.last }}.", "There are {{ toll.last | value }} men.",
     "Of {{ toll.last | value }} men {{ toll.last | source }}."),
    ("references", ERROR, "en", "Xem [trang](about.md#labels).", "See [the page](about.md).",
     "See [the page](about.md#labels)."),
    ("references", ERROR, "en", "Xem ![Ảnh](a-vi.png).", "See ![A picture](a-fr.png).", "See ![A picture](a-en.png)."),
    ("number", ERROR, "en", "Đạt 99,74 điểm.", "It reached 99.47 points.", "It reached 99.74 points."),
    ("number", ERROR, "en", "Đạt 99,74 điểm.", "It reached points.", "It reached 99.74 points."),
    ("number", ERROR, "en", "Đạt điểm.", "It reached 5 points.", "It reached points."),
    ("number", ERROR, "en", "Có 1.234 người.", "There are 1.234 people.", "There are 1,234 people."),
    ("number", ERROR, "en", "Thiệt hại 3,6 triệu đồng.", "Damage of 3.6 billion dong.", "Damage of 3.6 million dong."),
    ("number", ERROR, "en", "Ngày 7/9/2024.", "On 7 October 2024.", "On 7 September 2024."),
    ("number", ERROR, "en", "Nghị quyết 143/NQ-CP.", "Resolution 134/NQ-CP.", "Resolution 143/NQ-CP."),
    ("number", ERROR, "fr", "Có 81.503 căn nhà.", "Il y a 81 305 maisons.", f"Il y a 81{NARROW}503 maisons."),
    ("number", ERROR, "ar", "Đạt 99,74 điểm.", "بلغ ٩٩٫٤٧ نقطة.", "بلغ ٩٩٫٧٤ نقطة."),
    ("number", ERROR, "ar", "Đạt 99,74 điểm.", "بلغ 99.47 نقطة.", "بلغ 99.74 نقطة."),
    ("number", ERROR, "th", "Năm 2024", "ปี 2568", "ปี พ.ศ. 2567"),
    ("number", ERROR, "th", "Năm 2024", "ปี ๒๕๖๘", "ปี ๒๕๖๗"),
    ("number", ERROR, "km", "Có 17 người.", "មាន ១៨ នាក់។", "មាន ១៧ នាក់។"),
    ("number", ERROR, "lo", "Có 17 người.", "ມີ ໑໘ ຄົນ.", "ມີ ໑໗ ຄົນ."),
    ("number", ERROR, "zh", "Có 3,6 triệu người.", "有36万人。", "有360万人。"),
    ("number", ERROR, "ja", "Có 120 triệu đồng.", "1億2,000ドンある。", "1億2,000万ドンある。"),
    ("number", ERROR, "ko", "Ngày 7/9/2024.", "2024년 9월 8일.", "2024년 9월 7일."),
    ("number", ERROR, "ru", "Ngày 7/9/2024.", "7 октября 2024 года.", "7 сентября 2024 года."),
    ("term", WARNING, "en", "Giảm lao động trẻ em.", "Reduce work by minors.", "Reduce child labour."),
    ("term", WARNING, "en", "Giảm lao động trẻ em.", "Reduce labour of children.", "Reduce children in work."),
    ("term", WARNING, "en", "Theo HĐNQ, có khuyến nghị.", "By the Council, there are.", "By the HRC, there are."),
    ("term", ERROR, "en", "Giảm việc làm.", "Reduce kid work.", "Reduce work."),
    ("term", WARNING, "ru", "Giảm lao động trẻ em.", "Сократить труд детей.", "О сокращении детского труда."),
    ("term", WARNING, "ar", "Giảm lao động trẻ em.", "الحد من عمل الصغار.", "الحد من عمل الأطفال."),
    ("term", WARNING, "zh", "Giảm lao động trẻ em.", "减少儿童的劳动。", "减少童工现象。"),
    ("term", WARNING, "ko", "Giảm lao động trẻ em.", "어린이 노동을 줄인다.", "아동노동을 줄인다."),
    ("term", WARNING, "th", "Giảm lao động trẻ em", "ลดการใช้แรงงานผู้เยาว์", "ลดปัญหาแรงงานเด็กในประเทศ"),
    ("term", ERROR, "th", "Giảm việc làm", "ลดเด็กทำงาน", "ลดงาน"),
    ("untranslated", WARNING, "en", "Một đoạn văn bản.", "{{ untranslated }} Một đoạn văn bản.", "A part of a text."),
    ("untranslated-text", ERROR, "en", "Một đoạn văn bản.", "Một đoạn văn bản.", "A part of a text."),
    ("untranslated-text", ERROR, "th", "Một đoạn văn bản", "Một đoạn văn bản", "ข้อความตอนหนึ่ง"),
    ("language", ERROR, "en", "Một đoạn văn bản dài hơn một chút, không có gì lạ.",
     "Un paragraphe un peu plus long, dans lequel il n’y a rien de particulier.",
     "A paragraph that is a little longer, with nothing strange in it."),
    ("language", ERROR, "km", "Một đoạn văn bản dài hơn một chút, không có gì lạ.",
     "A paragraph that is a little longer, with nothing strange in it.",
     "កថាខណ្ឌមួយដែលវែងជាងបន្តិច ហើយគ្មានអ្វីចម្លែកទេ។"),
    ("language", ERROR, "ja", "Một đoạn văn bản dài hơn một chút, không có gì lạ.",
     "这是一个稍微长一点的段落没有什么奇怪的内容。", "少し長い段落ですが、変わったことは何もありません。"),
    ("language", ERROR, "fr", "Một đoạn văn bản dài hơn một chút, không có gì lạ.",
     "Немного более длинный абзац, в котором нет ничего особенного.",
     "Un paragraphe un peu plus long, dans lequel il n’y a rien de particulier."),
    ("repeated", WARNING, "en", "Một từ.", "It is is a word.", "It is a word."),
    ("repeated", WARNING, "fr", "Một từ.", "C’est un un mot.", "Nous nous réjouissons."),
    ("brackets", WARNING, "en", "Một (hai) ba.", "One (two three.", "One (two) three, a) four, b) five."),
    ("brackets", WARNING, "en", "“Một” hai.", "“One two.", "“One” two."),
    ("brackets", WARNING, "en", "“Một” hai.", 'One" two.', '"One" two.'),
    ("brackets", WARNING, "fr", "“Một” hai.", f"«{NB}Un deux.", f"«{NB}Un{NB}» deux."),
    ("brackets", WARNING, "ja", "“Một” hai.", "「一つ二つ。", "「一つ」二つ。"),
    ("brackets", WARNING, "zh", "“Một” hai.", "《一个二个。", "《一个》二个。"),
    ("brackets", WARNING, "ru", "“Một” hai.", "«Один два.", "«Один „два“ три»."),
    ("punctuation", WARNING, "en", "Một, hai.", "One , two.", "One, two."),
    ("punctuation", WARNING, "en", "Một, hai.", "One, two", "One, two."),
    ("punctuation", WARNING, "en", "Một hay hai?", "One or two.", "One or two?"),
    ("punctuation", WARNING, "fr", "Một hay hai?", "Un ou deux?", f"Un ou deux{NARROW}?"),
    ("punctuation", WARNING, "fr", "Một hay hai?", "Un ou deux ?", f"Un ou deux{NB}?"),
    ("punctuation", WARNING, "fr", "Một: hai.", "Un: deux.", f"Un{NB}: deux."),
    ("punctuation", WARNING, "fr", "“Một” hai.", "«Un» deux.", f"«{NARROW}Un{NARROW}» deux."),
    ("punctuation", WARNING, "es", "Một hay hai?", "Uno o dos?", "¿Uno o dos?"),
    ("punctuation", WARNING, "zh", "Một, hai.", "一个,二个。", "一个，二个。"),
    ("punctuation", WARNING, "zh", "Một, hai.", "一个，二个.", "一个，二个。"),
    ("punctuation", WARNING, "ja", "Một (hai) ba.", "一つ(二つ)三つ。", "一つ（二つ）三つ。"),
    ("punctuation", WARNING, "ar", "Một, hai.", "واحد, اثنان.", "واحد، اثنان."),
    ("punctuation", WARNING, "th", "Một đoạn.", "ข้อความตอนหนึ่ง.", "ข้อความตอนหนึ่ง"),
    ("punctuation", WARNING, "km", "Một đoạn.", "កថាខណ្ឌមួយ.", "កថាខណ្ឌមួយ។"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "severity", "code", "original", "bad", "good"), CASES)
def test_a_rule_tells_what_fails_from_what_passes(
    checked: Checked, *, rule: str, severity: str, code: str, original: str, bad: str, good: str
) -> None:
    assert (rule, severity) in checked.rules(code, original, bad)
    assert checked.rules(code, original, good) == set()


@pytest.mark.parametrize(
    ("rule", "translation"),
    [
        ("encoding", page("Title", "Caf\u00e9.", translated=True).encode("latin-1")),
        ("nfc", page("Title", "Cafe\u0301.", translated=True).encode()),
        ("invisible", page("Title", "A\u200bword.", translated=True).encode()),
    ],
)
def test_faults_of_a_file_itself(checked: Checked, rule: str, translation: bytes) -> None:
    assert (rule, ERROR) in checked.rules("en", "Một từ.", translation)


def test_a_finding_tells_where_what_and_what_to_do(checked: Checked, project: Path) -> None:
    found = checked("en", "Một.\n\nĐạt 99,74 điểm.", "One.\n\nIt reached 99.47 points.")
    assert [one for one in found if one["rule"] == "number"] == [
        {
            "path": "docs/en/verify.md",
            "line": 12,
            "severity": "error",
            "rule": "number",
            "message": "The original has 99,74 where the translation has 99.47.",
            "hint": "Write the number of the original, in your language's digits and marks. Where a number stands in "
            "a {{ … }}, do not type it a second time.",
            "segment": "+/paragraph-2",
            "language": "en",
        }
    ]
    assert checked.run("en") == 1
    checked.capsys.readouterr()
    assert run(["translate", "check", "verify", "--lang", "en", "--root", str(project)]) == 1
    said = checked.capsys.readouterr().out
    assert "docs/en/verify.md:12: error: The original has 99,74" in said
    assert "[number at +/paragraph-2]" in said
    assert "1 errors" in said


def test_warnings_do_not_fail_unless_asked(checked: Checked) -> None:
    checked("en", "Một từ.", "It is is a word.")
    assert checked.run("en") == 0
    assert checked.run("en", "--strict") == 1


def test_numbers_may_move_inside_a_passage_but_not_out_of_it(checked: Checked) -> None:
    original = "Năm 2012 có 5 người.\n\nNăm 2018 có 7 người."
    assert checked("en", original, "There were 5 people in 2012.\n\nThere were 7 people in 2018.") == []
    found = checked("en", original, "There were 5 people in 2018.\n\nThere were 7 people in 2012.")
    assert {one["rule"] for one in found} == {"number"}
    assert len(found) == 2


def test_a_term_may_stand_elsewhere_in_its_section(checked: Checked) -> None:
    original = "## Lao động trẻ em {#a}\n\nLao động trẻ em giảm."
    assert checked("en", original, "## Child labour {#a}\n\nIt is falling.") == []
    found = checked("en", f"{original}\n\n## Khác {{#b}}\n\nLao động trẻ em.",
                    "## Child labour {#a}\n\nIt is falling.\n\n## Other {#b}\n\nIt.")  # fmt: skip
    assert [(one["rule"], one["segment"]) for one in found] == [("term", "b/paragraph-1")]


def test_a_longer_term_hides_the_shorter_one_in_it(checked: Checked) -> None:
    assert checked("en", "Giảm lao động trẻ em.", "Reduce child labour.") == []


def test_quotations_of_the_original_and_names_may_stay(checked: Checked) -> None:
    assert checked("en", "> Tuyên truyền bằng nhiều thứ tiếng.", "> Tuyên truyền bằng nhiều thứ tiếng.") == []
    assert checked("en", "Nguyễn Thanh Lâm", "Nguyễn Thanh Lâm") == []


EXCEPTION = """\
exceptions:
  - page: verify
    rule: repeated
    at: +/paragraph-1
    text: is is
    reason: A quotation of a typing error.
"""


def test_an_exception_with_a_reason_is_accepted(checked: Checked) -> None:
    checked.write("en", EXCEPTION, "exceptions.yml")
    assert checked("en", "Một từ.", "It is is a word.") == []


def test_an_exception_covers_nothing_else(checked: Checked) -> None:
    checked.write("en", EXCEPTION, "exceptions.yml")
    rules = checked.rules("en", "Một từ.", "It was was a word.")
    assert rules == {("repeated", WARNING), ("exception", WARNING)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXCEPTION.replace("A quotation of a typing error.", '""'), "needs a reason"),
        (EXCEPTION.replace("    rule: repeated\n", ""), "rule"),
        (EXCEPTION.replace("page: verify", "page: gone"), "There is no finding"),
        ("exceptions: [", "YAML"),
    ],
)
def test_a_list_of_exceptions_has_to_be_sound(checked: Checked, text: str, said: str) -> None:
    checked.write("en", text, "exceptions.yml")
    found = checked("en", "Một từ.", "It is is a word.")
    listed = [one for one in found if one["path"] == "docs/en/exceptions.yml"]
    assert any(said in one["message"] for one in listed), found


def test_a_file_that_is_not_utf_8_cannot_be_excepted(checked: Checked) -> None:
    checked.write("en", EXCEPTION.replace("repeated", "encoding").replace("+/paragraph-1", '""'), "exceptions.yml")
    assert ("encoding", ERROR) in checked.rules("en", "Một từ.", b"\xff\xfe")


def test_texts_of_figures_are_checked_as_well(checked: Checked) -> None:
    checked.write("vi", "score:\n  name: Điểm\n  definition: Điểm của 194 nước.\n", "figures/gci.yml")
    checked.write("en", "score:\n  name: Score\n", "figures/gci.yml")
    found = checked("en", "Một từ.", "A word.")
    assert [(one["rule"], one["path"], one["segment"]) for one in found] == [
        ("structure", "docs/en/figures/gci.yml", "score.definition")
    ]
    checked.write("en", "score:\n  name: Score\n  definition: Points of 149 countries.\n", "figures/gci.yml")
    assert [one["rule"] for one in checked("en", "Một từ.", "A word.")] == ["number"]


def test_a_unit_may_be_a_classifier_and_halves_of_brackets_stand_alone(checked: Checked) -> None:
    checked.write("vi", 'units: {children: "{n} trẻ em"}\nmarks: {open: " (", name: Trẻ em}\n', "strings.yml")
    checked.write("th", 'units: {children: "{n} คน"}\nmarks: {open: " (", name: เด็ก}\n', "strings.yml")
    assert checked("th", "Một từ.", "คำหนึ่ง") == []
    checked.write("th", 'units: {children: "{n} คน"}\nmarks: {open: " (", name: "(คน"}\n', "strings.yml")
    assert [one["rule"] for one in checked("th", "Một từ.", "คำหนึ่ง")] == ["term"]


def test_a_japanese_name_may_be_all_in_kanji_but_no_sentence(checked: Checked) -> None:
    checked.write("vi", "publishers: {ohchr: Văn phòng Cao ủy Liên hợp quốc về quyền con người}\n", "names/a.yml")
    checked.write("ja", "publishers: {ohchr: 国連人権高等弁務官事務所東京本部}\n", "names/a.yml")
    assert checked("ja", "Một từ.", "ひとつの言葉。") == []
    assert ("language", ERROR) in checked.rules("ja", "Một câu dài.", "联合国人权事务高级专员办事处设在日内瓦。")


def test_the_site_s_translations_have_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["translate", "check", "--strict", "--root", str(ROOT)]) == 0, capsys.readouterr().out


# Numbers


@given(
    st.sampled_from(LOCALES),
    st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False),
)
def test_a_number_as_a_language_writes_it_is_read_back(locale: str, value: Decimal) -> None:
    text = format_decimal(value, locale=locale)
    found = numbers(f" {text} ", locale)
    assert len(found) == 1
    assert abs(value) in {abs(reading) for reading in found[0].readings}


OWN_DIGITS = {
    "ar": ("arab", "٠١٢٣٤٥٦٧٨٩"),
    "km": ("latn", "០១២៣៤៥៦៧៨៩"),
    "lo": ("latn", "໐໑໒໓໔໕໖໗໘໙"),
    "th": ("latn", "๐๑๒๓๔๕๖๗๘๙"),
}
"""The system whose marks CLDR gives for the language, and its digits."""


@given(st.sampled_from(sorted(OWN_DIGITS)), st.decimals(0, 10**9, places=2))
def test_a_number_in_the_script_s_own_digits_is_read_back(locale: str, value: Decimal) -> None:
    system, digits = OWN_DIGITS[locale]
    text = format_decimal(value, locale=locale, numbering_system=system)
    found = numbers(text.translate(str.maketrans("0123456789", digits)), locale)
    assert [value in number.readings for number in found] == [True]


@given(st.sampled_from(LOCALES), st.integers(1, 999), st.sampled_from([3, 4, 6, 7, 8, 9]))
def test_a_scale_word_multiplies(locale: str, count: int, power: int) -> None:
    value = count * 10**power
    text = format_compact_decimal(
        value, format_type="short" if locale in {"zh", "ja", "ko"} else "long", locale=locale, fraction_digits=9
    )
    assume(text[0].isdigit())  # French writes "mille" for 1,000
    found = numbers(text, locale)
    assert [value in number.readings for number in found] == [True], text


@given(st.sampled_from(LOCALES), st.dates(dt.date(1900, 1, 1), dt.date(2399, 12, 31)))
def test_a_date_is_its_day_month_and_year(locale: str, day: dt.date) -> None:
    found = numbers(format_date(day, format="long", locale=locale), locale)
    wanted = [{day.day}, {day.month}, {day.year, day.year + 543}]
    for values in wanted:
        assert any(values & {int(reading) for reading in number.readings} for number in found), found


@given(st.text(max_size=80), st.sampled_from(LOCALES))
def test_any_text_can_be_read(text: str, locale: str) -> None:
    for number in numbers(text, locale):
        assert number.typed
        assert 0 <= number.start < len(text)
