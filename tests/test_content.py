"""The real content: what the letter asks for is there, and every figure is honestly labelled."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from scripts.content.library import load
from scripts.rules import check
from tests.site import ROOT

if TYPE_CHECKING:
    from scripts.content.page import Page

LIBRARY, _ = load(ROOT)


def test_the_content_has_no_problem() -> None:
    _, problems = check(ROOT)
    assert problems == []


def test_the_pages_of_the_site() -> None:
    names = {
        "index.md",
        "2024-09/index.md",
        "2024-09/child-labour.md",
        "2024-09/united-nations.md",
        "2024-09/typhoon-yagi.md",
        "2024-09/cybersecurity-index.md",
        "verify.md",
        "figures.md",
        "sources.md",
        "glossary.md",
        "about.md",
    }
    for language in LIBRARY.languages:
        assert {name for code, name in LIBRARY.pages if code == language.code} >= names


def test_the_number_of_figures_and_their_labels() -> None:
    labels = Counter(figure.record.label for figure in LIBRARY.figures.values())
    assert len(LIBRARY.figures) >= 120
    assert labels["official-figure"] > 0
    assert labels["third-party"] > 0
    assert labels["derived"] > 0
    assert labels["differs"] > 0


def test_a_figure_that_nobody_read_is_not_presented_as_read() -> None:
    for figure in LIBRARY.figures.values():
        for reading in figure.readings():
            if reading.verification == "read":
                unseen = [citation for citation in reading.sources if citation.seen_kind == "none" and citation.seen]
                assert unseen == [], figure.id


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("gci2024-vn-score", "99.74"),
        ("gci2024-vn-legal", "20"),
        ("gci2024-vn-technical", "20"),
        ("gci2024-vn-organizational", "20"),
        ("gci2024-vn-cooperation", "20"),
        ("gci2024-vn-capacity", "19.74"),
        ("gci2024-vn-tier", "1"),
        ("un-membership-years-2024", "47"),
    ],
)
def test_the_numbers_of_the_letter(figure: str, value: str) -> None:
    reading = LIBRARY.reading(figure)
    assert reading is not None
    assert reading.value == Decimal(value)
    page = LIBRARY.pages["vi", f"{figure_topic(figure)}.md"]
    shown = {used.reference.figure_id for used in page.used} | set(LIBRARY.topics[figure_topic(figure)].record.cards)
    assert figure in shown


def figure_topic(figure: str) -> str:
    """``edition/slug`` of a figure."""
    return LIBRARY.figures[figure].record.topic


def test_the_transcription_is_the_letter_word_for_word() -> None:
    letter = (ROOT / "docs/assets/attachments/2024-09/letter-2024-09.txt").read_text(encoding="utf-8")
    page = LIBRARY.pages["vi", "2024-09/index.md"].path.read_text(encoding="utf-8")
    quoted = " ".join(line[1:] for line in page.split("\n") if line.startswith(">"))
    wanted, found = letter.split(), quoted.replace("\\", "").split()
    start = found.index(wanted[0])
    assert found[start : start + len(wanted)] == wanted


def references(page: Page) -> Counter[str]:
    """What a page refers to; a value and its mark apart, as a language's grammar may ask, count as the whole."""
    found = Counter(str(used.reference) for used in page.used)
    for value in [one for one in found if one.endswith("| value }}")]:
        mark = value.replace("| value }}", "| source }}")
        pairs = Counter({value: min(found[value], found[mark]), mark: min(found[value], found[mark])})
        found += Counter({value.replace(" | value", ""): pairs[value]})
        found -= pairs
    return found


def test_all_languages_refer_to_the_same_figures_and_sources() -> None:
    for (code, name), page in LIBRARY.pages.items():
        other = LIBRARY.pages["vi", name]
        if code != "vi":
            assert references(page) == references(other), (code, name)
            assert [heading.id for heading in page.headings] == [heading.id for heading in other.headings]


def test_series_that_must_not_be_joined_say_so() -> None:
    for figure in ("child-labour-rate-surveys", "gci-vn-rank-editions"):
        assert LIBRARY.figures[figure].is_series
        assert LIBRARY.figures[figure].record.comparable is False


def test_toll_and_damage_are_series_by_date() -> None:
    for figure in ("yagi-dead-or-missing", "yagi-dead", "yagi-missing", "yagi-damage"):
        assert len(list(LIBRARY.figures[figure].readings())) >= 5


def test_annexes_that_were_not_received_are_shown_as_such() -> None:
    missing = {key for key, attachment in LIBRARY.attachments.items() if attachment.status == "not-received"}
    assert missing == {"annex-child-labour-2024-09", "annex-united-nations-2024-09"}
    shown = {key for topic in LIBRARY.topics.values() for key in topic.record.attachments}
    assert missing <= shown


def test_every_string_is_used() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder, kind in (("overrides", "*.html"), ("scripts", "*.py"))
        for path in sorted((ROOT / folder).rglob(kind))
    )
    composed = [
        "units",
        "unit-names",
        "labels",
        "kinds",
        "publisher-kinds",
        "qualifiers",
        "places",
        "seen",
        "verification",
        "translation",
        "work",
        "updates",
    ]
    left_over = {
        key
        for key in LIBRARY.texts["vi"].strings
        if key not in code and key.partition(".")[0] not in composed and f'"{key.rpartition(".")[0]}." ~' not in code
    }
    assert left_over == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_names_of_kinds_labels_and_units_are_names(language: str) -> None:
    groups = {"kinds", "publisher-kinds", "labels", "unit-names", "qualifiers", "seen"}
    strings = LIBRARY.texts[language].strings
    names = {key: text for key, text in strings.items() if key.partition(".")[0] in groups and "text" not in key}
    assert {key.partition(".")[0] for key in names} == groups
    assert {key: text for key, text in names.items() if len(text) > 60} == {}
