"""The languages of the site: whole, pinned, and honest about who has looked at them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.cli import run
from scripts.content.library import load
from scripts.translation.checks.exceptions import read_exceptions
from scripts.translation.doubts import read_doubts
from tests.site import ROOT

LIBRARY, _ = load(ROOT)
CODES = ["vi", "en", "fr", "es", "zh", "ru", "ar", "lo", "km", "th", "ja", "ko"]
TRANSLATED = CODES[1:]
ONLY_VIETNAMESE_AND_ENGLISH = {"translators.md", "publishers.md"}
"""The guides for translators and for publishers, who read one of the two."""


@pytest.fixture(scope="module")
def standings() -> dict[str, list[dict[str, Any]]]:
    """What `translate status --json` says, by language."""
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("builtins.print", lambda *texts, **_: printed.extend(map(str, texts)))
        assert run(["translate", "status", "--json", "--root", str(ROOT)]) == 0
    found: dict[str, list[dict[str, Any]]] = {}
    for one in json.loads("".join(printed)):
        found.setdefault(one["language"], []).append(one)
    return found


def test_the_languages_of_the_site() -> None:
    assert [language.code for language in LIBRARY.languages] == CODES
    assert [language.code for language in LIBRARY.languages if language.direction == "rtl"] == ["ar"]
    assert [language.code for language in LIBRARY.languages if language.interface] == [], "menus are their own"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_file_is_translated_and_up_to_date(code: str, standings: dict[str, list[dict[str, Any]]]) -> None:
    missing = ONLY_VIETNAMESE_AND_ENGLISH if code != "en" else set()
    assert {one["name"] for one in standings[code] if one["state"] == "missing"} == missing
    assert {one["state"] for one in standings[code] if one["name"] not in missing} == {"in sync"}
    assert [one["name"] for one in standings[code] if one["todo"] and one["name"] not in missing] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_page_hides_that_a_machine_wrote_it(code: str, standings: dict[str, list[dict[str, Any]]]) -> None:
    assert {one["review"] for one in standings[code] if one["name"].endswith(".md") and one["state"] != "missing"} <= {
        "machine-draft",
        "draft",
        "reviewed",
    }


def test_sixty_terms_and_more_have_a_form_in_every_language() -> None:
    whole = [key for key, term in LIBRARY.terms.items() if set(term.forms) == set(CODES)]
    assert len(whole) >= 60
    assert all(form.source in LIBRARY.sources for key in whole for form in LIBRARY.terms[key].forms.values())


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_excepted_from_the_same_ids_links_figures_and_numbers(code: str) -> None:
    excepted = {one.rule for one in read_exceptions(ROOT / "docs" / code).accepted}
    assert excepted.isdisjoint({"structure", "references", "number", "untranslated", "language"})


@pytest.mark.parametrize("code", TRANSLATED[1:])
def test_a_reviewer_is_told_where_to_begin(code: str) -> None:
    assert len(read_doubts(ROOT / "docs" / code).listed) >= 8
