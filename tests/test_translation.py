"""Translators' commands, on a small site: what they say, what they write, what they refuse."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.cli import run
from scripts.translation.changes import changes
from scripts.translation.pins import pin_path
from scripts.translation.segments import segments
from scripts.translation.starting import started
from scripts.translation.wording import UNTRANSLATED, digest, units
from tests.site import ROOT, files, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

VERIFY = """\
Đoạn thứ nhất nói về bão Yagi ngày {{ date: 2024-09-07 }}.

Đoạn thứ hai, dài hơn một chút, không có số liệu nào cả.

- Mục một
- Mục hai
"""
VERIFY_EN = """\
The first paragraph speaks of typhoon Yagi on {{ date: 2024-09-07 }}.

The second paragraph, a little longer, has no figures at all.

- Item one
- Item two
"""
SOURCE = "docs/vi/verify.md"
TARGET = "docs/en/verify.md"


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A small site with a page worth translating and its English translation."""
    return make_site({SOURCE: page("Kiểm chứng", VERIFY), TARGET: page("Verify", VERIFY_EN, translated=True)})


def translate(root: Path, *arguments: str) -> int:
    """Run one step of ``translate`` on the site."""
    return run(["translate", *arguments, "--root", str(root)])


def status(root: Path, capsys: pytest.CaptureFixture[str], name: str = "verify.md", code: str = "en") -> dict[str, Any]:
    """What ``translate status --json`` says of a file."""
    capsys.readouterr()
    assert translate(root, "status", "--json", "--lang", code) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return next(row for row in rows if row["name"] == name)


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_translation_is_unpinned_until_somebody_says_what_it_was_made_from(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(site, capsys)["state"] == "unpinned"
    assert translate(site, "sync", "verify", "--lang", "en") == 0
    assert status(site, capsys)["state"] == "in sync"


def test_layout_and_comments_ask_nothing_of_a_translator(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(site, "sync", "--all", "--lang", "en")
    edit(site / SOURCE, "Đoạn thứ hai, dài", "Đoạn thứ hai,\n  dài")
    edit(site / SOURCE, "updated: 2024-10-31", "updated: 2024-11-01")
    texts = site / "docs/vi/figures/all.yml"
    texts.write_text("# A remark.\n\n" + texts.read_text(encoding="utf-8"), encoding="utf-8")
    assert status(site, capsys)["state"] == "in sync"
    assert status(site, capsys, "figures/all.yml")["state"] == "in sync"


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("dài hơn một chút", "dài hơn nhiều", "stale: wording"),
        ("{{ date: 2024-09-07 }}", "{{ date: 2024-09-08 }}", "stale: figures"),
        ("không có số liệu", "có 12 số liệu", "stale: figures"),
        ("bão Yagi", "bão Haiyan", "stale: figures"),
        ("- Mục hai\n", "- Mục hai\n- [Mục ba](about.md)\n", "stale: figures"),
        ("- Mục hai\n", "- Mục hai\n- thêm một mục\n", "stale: wording"),
        ("- Mục hai\n", "", "stale: wording"),
    ],
)
def test_a_changed_source_makes_a_translation_stale(
    site: Path, old: str, new: str, state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(site, "sync", "verify", "--lang", "en")
    edit(site / SOURCE, old, new)
    found = status(site, capsys)
    assert (found["state"], found["next"]) == (state, "translate diff")
    assert found["todo"] > 0


def test_files_without_a_counterpart(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / TARGET).unlink()
    (site / "docs/en/gone.md").write_text(page("Gone", "Text.", translated=True), encoding="utf-8")
    missing = status(site, capsys)
    assert (missing["state"], missing["review"], missing["next"]) == ("missing", None, "translate start")
    assert missing["todo"] == missing["words"] > 20
    assert status(site, capsys, "gone.md")["state"] == "orphan"


def test_the_difference_is_shown_word_by_word(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(site, "sync", "verify", "--lang", "en")
    edit(site / SOURCE, "dài hơn một chút", "dài hơn nhiều")
    edit(site / SOURCE, "- Mục một\n", "")
    capsys.readouterr()
    assert translate(site, "diff", "verify", "--lang", "en") == 0
    told = capsys.readouterr().out
    assert "dài hơn [-một chút-]{+nhiều+}, không có" in told
    assert "2. deleted" in told
    report = site / "diff.html"
    assert translate(site, "diff", "verify", "--lang", "en", "--html", str(report)) == 0
    assert "<del>một chút</del><ins>nhiều</ins>" in report.read_text(encoding="utf-8")
    capsys.readouterr()
    translate(site, "diff", "verify", "--lang", "en", "--json")
    assert [one["kind"] for one in json.loads(capsys.readouterr().out)] == ["changed", "deleted"]


def test_a_difference_needs_a_pin(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate(site, "diff", "verify", "--lang", "en") == 1
    assert "Nothing says which state of the source docs/en/verify.md was made from" in capsys.readouterr().err


def test_a_pin_is_not_moved_without_a_look(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(site, "sync", "verify", "--lang", "en")
    edit(site / SOURCE, "dài hơn một chút", "dài hơn nhiều")
    capsys.readouterr()
    assert translate(site, "sync", "verify", "--lang", "en") == 1
    assert "has not changed since the last pin, but its source has" in capsys.readouterr().out
    assert translate(site, "sync", "verify", "--lang", "en", "--as-is") == 2
    assert status(site, capsys)["state"] == "stale: wording"
    assert translate(site, "sync", "verify", "--lang", "en", "--as-is", "--reason", "The sense is the same.") == 0
    assert status(site, capsys)["state"] == "in sync"
    assert "reason: The sense is the same." in pin_path(site / "docs/en", "verify.md").read_text(encoding="utf-8")


def test_a_translation_brought_up_to_date_is_synced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(site, "sync", "verify", "--lang", "en")
    edit(site / SOURCE, "dài hơn một chút", "dài hơn nhiều")
    edit(site / TARGET, "a little longer", "much longer")
    assert translate(site, "sync", "verify", "--lang", "en") == 0
    assert status(site, capsys)["state"] == "in sync"


def test_a_translation_with_errors_is_not_synced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site / TARGET, "{{ date: 2024-09-07 }}", "{{ date: 2024-09-08 }}")
    assert translate(site, "sync", "verify", "--lang", "en") == 1
    assert "docs/en/verify.md:10" in capsys.readouterr().out
    assert status(site, capsys)["state"] == "unpinned"


def test_a_review_holds_until_the_text_is_edited(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate(site, "review", "verify", "--lang", "en", "--by", "A Reviewer") == 1
    assert "not in step with its source" in capsys.readouterr().err
    translate(site, "sync", "verify", "--lang", "en")
    assert status(site, capsys)["review"] == "machine-draft"
    assert translate(site, "review", "verify", "--lang", "en", "--by", " ") == 1
    assert translate(site, "review", "verify", "--lang", "en", "--by", "A Reviewer") == 0
    assert status(site, capsys)["review"] == "reviewed"
    edit(site / TARGET, "a little longer", "somewhat longer")
    assert status(site, capsys)["review"] == "draft"
    edit(site / TARGET, "somewhat longer", "a little longer")
    assert status(site, capsys)["review"] == "reviewed"


def test_a_begun_page_is_the_source_with_every_block_marked(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / TARGET).unlink()
    assert translate(site, "start", "verify", "--lang", "en") == 0
    text = (site / TARGET).read_text(encoding="utf-8")
    assert text.count(UNTRANSLATED) == 7
    assert "- {{ untranslated }} Mục hai" in text
    found = status(site, capsys)
    assert (found["state"], found["review"], found["todo"]) == ("in sync", "draft", found["words"])
    assert run(["check", "--root", str(site)]) == 0
    assert translate(site, "start", "verify", "--lang", "en") == 1
    assert "is there already" in capsys.readouterr().err


def test_a_page_with_untranslated_blocks_is_not_reviewed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / TARGET).unlink()
    translate(site, "start", "verify", "--lang", "en")
    assert translate(site, "review", "verify", "--lang", "en", "--by", "A Reviewer") == 1
    assert "still untranslated" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    sorted(
        path.relative_to(ROOT / "docs/vi").as_posix()
        for path in (ROOT / "docs/vi").rglob("*.*")
        if path.name != "spellings.yml"  # each language's own, no translation
    ),
)
def test_every_real_file_can_be_begun(name: str) -> None:
    path = ROOT / "docs/vi" / name
    text = path.read_text(encoding="utf-8")
    before, after = segments(path, name, text), segments(path, name, started(name, text))
    assert [(one.key, one.text) for one in before] == [(one.key, one.text) for one in after]
    unmarked = [one.text for one in after if not one.untranslated and not one.text.startswith("{{")]
    first_cells = {one.line for one in after if one.kind == "cell" and one.untranslated}
    assert [text for one in after for text in [one.text] if text in unmarked and one.line not in first_cells] == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("lao", "takes codes of two letters (ISO 639-1) only"),
        ("vi", "The site has the language 'vi' already"),
        ("FR", "two small letters"),
        ("xx", "not among the languages of CLDR"),
    ],
)
def test_a_language_that_cannot_be(site: Path, code: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site / "mkdocs.yml").read_bytes()
    assert translate(site, "new", code) == 1
    assert said in capsys.readouterr().err
    assert (site / "mkdocs.yml").read_bytes() == before


def test_a_new_language_builds_at_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("ar", "km"):
        assert translate(site, "new", code) == 0
    assert "no font for the script Khmr" in capsys.readouterr().out
    assert run(["build", "--root", str(site)]) == 0
    assert (site / "site/ar/verify/index.html").is_file()
    assert (site / "site/km/404.html").is_file()


def _in_dutch(line: str) -> str:
    """A line of strings.yml whose text, where it is long, is replaced by Dutch words and its numbers and places."""
    key, colon, text = line.partition(": ")
    if not colon or len(text) < 40 or (text.startswith("{") and text.endswith("}")):
        return line
    kept = re.findall(r"\{[a-z]+\}|\d+(?:[.,]\d+)*", text)
    return f'{key}: "{" ".join(["Deze tekst is in het Nederlands vertaald", *kept])}."'


def test_menus_change_language_when_all_strings_are_translated(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(site, "new", "nl")
    config, strings = site / "mkdocs.yml", site / "docs/nl/strings.yml"
    # What is not Dutch would be an error: of the long texts only the places for values are kept.
    english = (ROOT / "docs/en/strings.yml").read_text(encoding="utf-8")
    dutch = "\n".join(_in_dutch(line) for line in english.split("\n"))
    assert translate(site, "sync", "strings.yml", "--lang", "nl") == 0
    assert "interface: en" in config.read_text(encoding="utf-8")
    strings.write_text(dutch, encoding="utf-8")
    assert translate(site, "sync", "strings.yml", "--lang", "nl") == 0
    assert "interface:" not in config.read_text(encoding="utf-8")
    assert "menus and notices are in 'nl' from now on" in capsys.readouterr().out
    assert run(["build", "--root", str(site)]) == 0


def test_a_folder_is_handed_over_with_its_pins(site: Path) -> None:
    translate(site, "sync", "verify", "--lang", "en")
    first, second = site / "one.zip", site / "two.zip"
    for target in (first, second):
        assert translate(site, "pack", "--lang", "en", "--output", str(target)) == 0
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {"docs/en/verify.md", "docs/en/pins/verify.md.pin"} <= set(archive.namelist())
        assert not any(name.startswith("docs/vi") for name in archive.namelist())


def test_a_damaged_pin_is_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(site, "sync", "verify", "--lang", "en")
    path = pin_path(site / "docs/en", "verify.md")
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    capsys.readouterr()
    assert translate(site, "status") == 1
    told = capsys.readouterr().err
    assert "verify.md.pin: the pin was changed by hand or cut off" in told
    assert "translate sync" in told


@pytest.mark.parametrize(
    ("given", "said"), [("verfy", "Did you mean 'verify'"), ("docs/en/nowhere.md", "There is no page")]
)
def test_a_page_that_is_not_there(site: Path, given: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate(site, "diff", given, "--lang", "en") == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("given", ["verify", "verify.md", "docs/en/verify.md", "docs\\vi\\verify.md", "./verify.md"])
def test_a_page_may_be_named_in_many_ways(site: Path, given: str) -> None:
    assert translate(site, "sync", given, "--lang", "en") == 0


def test_unknown_languages_are_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate(site, "status", "--lang", "eng") == 2
    assert "There is no language 'eng'" in capsys.readouterr().err
    assert translate(site, "status", "--lang", "vi") == 2
    assert "source language" in capsys.readouterr().err


WORDS = st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8), min_size=1)


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(1, 4), st.sampled_from(["\n", "\r\n"]))
def test_layout_never_counts(paragraphs: list[list[str]], spaces: int, end: str) -> None:
    plain = "\n\n".join(" ".join(words) for words in paragraphs)
    laid_out = (end * (spaces + 1)).join((" " * spaces).join(words) + " " for words in paragraphs)
    assert units("x.md", plain) == units("x.md", laid_out)


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_changes_lead_from_the_old_units_to_the_new(old: list[list[str]], new: list[list[str]]) -> None:
    before = [" ".join(words) for words in old]
    after = [" ".join(words) for words in new]
    found = changes(before, after)
    gone = [change.old for change in found if change.kind != "added"]
    come = [change.new for change in found if change.kind != "deleted"]
    for units_of, taken in ((before, gone), (after, come)):
        assert not Counter(taken) - Counter(units_of)
    assert Counter(before) - Counter(gone) == Counter(after) - Counter(come)
    assert (found == ()) == (digest(before) == digest(after))


def test_the_small_site_is_what_these_tests_take_it_for() -> None:
    assert {"docs/vi/strings.yml", "docs/en/strings.yml"} <= files().keys()
