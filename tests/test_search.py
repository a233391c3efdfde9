"""What the search is made of: entries of the built pages, words, and the files that browsers fetch."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from scripts.cli import run
from scripts.content.library import load
from scripts.search.attached import AFTER
from scripts.search.cutting import Inner, words
from scripts.search.spelling import folded, plain, runs, spelt, without_tones
from scripts.search.variants import of_word
from scripts.search.vocabulary import told
from tests.site import ROOT, page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import MakeSite

LIBRARY, _ = load(ROOT)
SEARCH: Mapping[str, str] = {
    f"docs/{code}/search.md": page(f"{code} search", "{{ block: search }}", translated=code == "en")
    for code in ("vi", "en")
}


def found(site: Path, prefix: str) -> list[dict[str, str]]:
    """Every entry of a language's index, as browsers show it."""
    shown = []
    for path in sorted((site / prefix / "search/pagefind/fragment").iterdir()):
        data = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        text = "".join(chr(ord(char) - 0xF0000) for char in data["meta"]["shown"])
        shown.append(dict(zip(("kind", "address", "page", "title", "text"), json.loads(text), strict=True)))
    return shown


@pytest.mark.parametrize("language", LIBRARY.languages, ids=lambda one: one.code)
def test_every_thing_is_found_once_and_at_its_place(language: object, real_site: Path) -> None:
    language = LIBRARY.language(language.code)  # type: ignore[attr-defined]
    entries = found(real_site, language.prefix)
    places = [entry["address"] for entry in entries]
    assert len(set(places)) == len(places)
    counts = {kind: sum(entry["kind"] == kind for entry in entries) for kind in ("message", "figure", "source", "term")}
    assert counts == {
        "message": sum(len(topic.record.messages) for topic in LIBRARY.topics.values()),
        "figure": len(LIBRARY.figures),
        "source": len(LIBRARY.sources),
        "term": len(LIBRARY.terms),
    }
    for place in places:
        path, _, anchor = place.partition("#")
        assert anchor == "" or anchor in ids(real_site / path / "index.html"), place


@cache
def ids(path: Path) -> frozenset[str]:
    """The ids of a built page."""
    return frozenset(element.get("id", "") for element in html.fromstring(path.read_bytes()).iter())


def test_dashboards_and_side_by_side_views_are_not_found(real_site: Path) -> None:
    paths = {entry["address"].partition("#")[0] for entry in found(real_site, "en/")}
    assert "en/about/" in paths
    assert not any("translations" in path or "search" in path or "compare" in path or "404" in path for path in paths)


def test_a_page_shown_for_want_of_a_translation_is_found_in_its_own_language_only(make_site: MakeSite) -> None:
    root = make_site({**SEARCH, "docs/en/verify.md": None})
    assert run(["build", "--root", str(root)]) == 0
    assert (root / "site/en/verify/index.html").is_file()
    assert "en/verify/" not in {entry["address"] for entry in found(root / "site", "en/")}
    assert "verify/" in {entry["address"] for entry in found(root / "site", "")}


def test_entries_show_what_pages_show_without_marks_and_labels(make_site: MakeSite) -> None:
    root = make_site(SEARCH)
    assert run(["build", "--root", str(root)]) == 0
    entries = {entry["address"]: entry for entry in found(root / "site", "en/")}
    message = entries["en/2024-09/topic/#msg-one"]
    assert (message["kind"], message["page"], message["title"]) == ("message", "en 2024-09/topic.md", "One")
    assert message["text"] == "The score is 99.74 points out of 100, see below."
    score = entries["en/2024-09/topic/#figure-score"]
    assert score["title"] == "Score"
    assert score["text"].startswith("99.74 points out of 100 As of 12 September 2024 What the index gives.")


def test_the_same_content_gives_the_same_index(make_site: MakeSite) -> None:
    root = make_site(SEARCH)
    digests = []
    for name in ("one", "two"):
        assert run(["build", "--root", str(root), "--site", str(root / name)]) == 0
        paths = sorted(path for path in (root / name / "en/search").rglob("*") if path.is_file())
        digests.append([(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths])
    assert digests[0] == digests[1]


def test_spellings_are_lists(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site({**SEARCH, "docs/en/spellings.yml": "score: [points]\nrate: percentage\n"})
    assert run(["check", "--root", str(root)]) == 1
    told_of = capsys.readouterr().out
    assert "docs/en/spellings.yml:2: what readers type for 'rate' is no list of words" in told_of


def test_a_site_without_a_search_page_has_no_search(make_site: MakeSite) -> None:
    root = make_site()
    assert run(["build", "--root", str(root)]) == 0
    assert not list((root / "site").rglob("pagefind"))
    assert b'data-search="' not in (root / "site/index.html").read_bytes()


def test_a_failing_index_leaves_the_old_site(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site(SEARCH)
    assert run(["build", "--root", str(root)]) == 0
    before = (root / "site/index.html").stat().st_mtime_ns
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert run(["build", "--root", str(root)]) == 1
    assert "Pagefind failed for vi" in capsys.readouterr().err
    assert (root / "site/index.html").stat().st_mtime_ns == before


def test_a_damaged_index_is_made_again_and_refused_in_the_end(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # A Pagefind that ends well and leaves an empty file, as happens when it is stopped while it writes.
    root = make_site(SEARCH)
    fake = root / "fake.py"
    fake.write_text(
        "#!/usr/bin/env python3\nimport pathlib, sys\n"
        "folder = pathlib.Path(sys.argv[sys.argv.index('--output-path') + 1])\nfolder.mkdir()\n"
        "(folder / 'pagefind-entry.json').write_text('')\n"
        f"with open({str(root / 'runs')!r}, 'a') as runs: runs.write('x')\n",
        encoding="utf-8",
    )
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    assert run(["build", "--root", str(root)]) == 1
    assert "damaged files for vi" in capsys.readouterr().err
    assert len((root / "runs").read_text(encoding="utf-8")) >= 2


def test_browsers_are_told_where_to_send_a_search(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site(SEARCH)
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace('site_url: ""', "site_url: https://example.org/under/")
    config.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SITE_URL", "https://example.org/under/")
    assert run(["build", "--root", str(root)]) == 0
    tree = ElementTree.parse(root / "site/en/search/opensearch.xml").getroot()  # noqa: S314 (our own file)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert tree.tag == f"{name}OpenSearchDescription"
    assert 0 < len(tree.findtext(f"{name}ShortName") or "") <= 16
    templates = {url.get("type"): url.get("template") for url in tree.iter(f"{name}Url")}
    assert templates["text/html"] == "https://example.org/under/en/search/?q={searchTerms}"
    head = html.fromstring((root / "site/en/about/index.html").read_bytes())
    assert head.xpath("//link[@rel='search']/@href") == ["../search/opensearch.xml"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("99.74 = 99,74 = ٩٩٫٧٤ = ９９．７４", ["9974"] * 4),
        ("60 700,5 and 60\u202f700.5", ["607005", "and", "607005"]),
        ("143/NQ-CP", ["143", "nq", "cp"]),
        ("L’ONU d'aujourd’hui", ["l", "onu", "d", "aujourd", "hui"]),
        ("la\u0323o \u0111o\u0323\u0302ng", ["lạo", "động"]),
        ("زـــمن", ["زمن"]),
        ("ﾔｷﾞ", ["ヤギ"]),
    ],
)
def test_a_text_is_read_in_runs(typed: str, read: list[str]) -> None:
    assert list(runs(typed)) == read


@pytest.mark.parametrize(
    ("code", "text", "cut"),
    [
        ("th", "การป้องกันแรงงานเด็ก", {"ป้องกัน", "แรงงาน", "เด็ก"}),
        ("lo", "ການປ້ອງກັນແຮງງານເດັກ", {"ແຮງງານ", "ເດັກ"}),
        ("km", "ការការពារពលកម្មកុមារ", {"ការពារ", "ពលកម្ម", "កុមារ"}),
        ("zh", "预防和减少童工劳动", {"预防", "减少", "劳动"}),
        ("ja", "児童労働の予防", {"児童", "労働", "予防"}),
        ("en", "UPR cycle IV", {"upr", "cycle", "iv"}),
    ],
)
def test_unspaced_text_is_cut_into_words(code: str, text: str, cut: set[str]) -> None:
    assert cut <= set(words(text, code))


def test_other_spellings_come_from_the_libraries() -> None:
    assert of_word("labour", "en") == ("labor",)
    assert "labour" in of_word("labor", "en")
    assert "網絡" in of_word("网络", "zh")
    assert of_word("労働", "ja") == ("ろうどう",)
    assert of_word("động", "vi") == ("đông",)


VIETNAMESE = st.text("bcdđghklmnpqrstvxaăâeêioôơuưyàảãáạằẳẵắặèểễếệìỉĩíịòỏõóọờởỡớợùủũúụừửữứựỳỷỹýỵ", min_size=1)


@given(VIETNAMESE)
def test_a_word_without_its_tone_folds_alike(word: str) -> None:
    assert folded(without_tones(word)) == folded(word)
    assert folded(word).isascii()


@given(st.text())
def test_reading_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters(min_codepoint=0x0E00, max_codepoint=0x0EFF, categories=["Lo", "Mn"]), min_size=1))
def test_letters_that_would_be_folded_are_spelt_as_others(word: str) -> None:
    spelling = spelt(word, "lo")
    assert folded(spelling) == spelling
    assert len(spelling) == 2 * len(word)


@given(st.sets(st.text("ก่าขคเด็ก", min_size=2, max_size=4), min_size=1), st.text("ก่าขคเด็ก", max_size=20))
def test_words_inside_a_run_are_all_found(vocabulary: set[str], text: str) -> None:
    run_of_it = "".join(runs(text))
    assert Inner(vocabulary).find(text) == {word for word in vocabulary if word in run_of_it}


@given(st.lists(st.sampled_from(["노동", "노동은", "노동의", "노동에서", "아동", "아동을", "유엔"]), unique=True))
def test_particles_are_told_once(listed: list[str]) -> None:
    kept = told(listed, "ko")
    assert len(kept) == len(set(kept))
    assert not any(word.endswith(ending) for word in kept for ending in AFTER["ko"] if len(word) > len(ending) + 1)
