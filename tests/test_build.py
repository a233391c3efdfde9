"""Building: the whole site or none of it, the same bytes every time, and pages that hold what they promise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.cli import run
from scripts.sitecheck import check_site
from tests.site import ROOT, files, page, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built."""
    root = write_site(tmp_path_factory.mktemp("small") / "project")
    assert run(["build", "--root", str(root)]) == 0
    return root / "site"


def _read(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_failed_build_leaves_the_site_as_it_was(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site()
    assert run(["build", "--root", str(root)]) == 0
    before = _snapshot(root / "site")
    (root / "docs/vi/about.md").write_text(page("t", "{{ nothing }}"), encoding="utf-8")
    assert run(["build", "--root", str(root)]) == 1
    assert _snapshot(root / "site") == before
    assert [path.name for path in root.glob(".site-*")] == []
    told = capsys.readouterr()
    assert "docs/vi/about.md:9: there is no figure 'nothing'" in told.out
    assert "site/ was left as it was" in told.err


def test_a_failed_first_build_leaves_nothing(make_site: MakeSite) -> None:
    root = make_site({"docs/vi/about.md": "no front matter"})
    assert run(["build", "--root", str(root)]) == 1
    assert not (root / "site").exists()


def test_plain_mkdocs_builds_strictly_and_refuses_too(make_site: MakeSite) -> None:
    root = make_site()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(root / "mkdocs.yml")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    before = _snapshot(root / "site")
    (root / "docs/vi/about.md").write_text(page("t", "{{ nothing }}"), encoding="utf-8")
    refused = subprocess.run(command, check=False, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "docs/vi/about.md:9: there is no figure 'nothing'" in refused.stdout + refused.stderr
    assert _snapshot(root / "site") == before


def test_plain_mkdocs_elsewhere_gives_the_same_bytes(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    assert run(["build", "--root", str(root)]) == 0
    elsewhere = tmp_path / "else where"
    shutil.copytree(root, elsewhere, ignore=shutil.ignore_patterns("site"))
    environ = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(elsewhere / "mkdocs.yml")]
    done = subprocess.run(command, cwd=ROOT, env=environ, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, second = _snapshot(root / "site"), _snapshot(elsewhere / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ('<a href="../nowhere/">x</a>', "the link leads nowhere: ../nowhere/"),
        ('<a href="#nowhere">x</a>', "there is no such place in about/index.html: #nowhere"),
        ('<p id="main">x</p>', "the id 'main' stands twice in the page"),
        (
            '<script src="https://example.org/x.js"></script>',
            "loads a file from another host: https://example.org/x.js",
        ),
        ('<img src="../gone.png">', "the link leads nowhere: ../gone.png"),
    ],
)
def test_the_built_pages_are_checked(small_site: Path, tmp_path: Path, changed: str, message: str) -> None:
    site = shutil.copytree(small_site, tmp_path / "site")
    assert check_site(site) == []
    built = site / "about" / "index.html"
    built.write_text(built.read_text(encoding="utf-8").replace("</article>", f"{changed}</article>"), encoding="utf-8")
    (problem,) = check_site(site)
    assert message in problem.message


def test_values_marks_and_notes(small_site: Path) -> None:
    for prefix, score, note in (("", "99,74/100 điểm", "Nguồn 1"), ("en/", "99.74 points out of 100", "Source 1")):
        tree = _read(small_site / prefix / "2024-09" / "topic" / "index.html")
        message = tree.get_element_by_id("msg-one").getparent()
        assert score in _text(message)
        mark = message.xpath(".//sup[contains(@class, 'mark')]/a")[0]
        assert mark.get("aria-label") == note
        target = tree.get_element_by_id(str(mark.get("href"))[1:])
        assert "T/1" in _text(target)
        assert f"#{mark.getparent().get('id')}" in target.xpath(".//a/@href")


def test_a_mark_further_on_stands_for_the_bare_value_too(make_site: MakeSite) -> None:
    body = "Of {{ score | value }} points {{ score | source }}, later.\n\nOf {{ score | value }} points."
    root = make_site({"docs/vi/about.md": page("vi about.md", body)})
    assert run(["build", "--root", str(root)]) == 0
    together, alone = _read(root / "site" / "about" / "index.html").xpath("//main//h1/following-sibling::p")[:2]
    marks = together.xpath(".//sup[contains(@class, 'mark')]")
    assert len(marks) == len(alone.xpath(".//sup[contains(@class, 'mark')]")) > 0
    assert "points" in together.text_content().split(marks[0].text_content())[0]


def test_no_sentence_ends_in_two_stops(real_site: Path) -> None:
    """Russian dates end in an abbreviation, whose stop is the sentence's."""
    pages = sorted((real_site / "ru").rglob("index.html"))
    assert any("2024\u202f\u0433." in path.read_text(encoding="utf-8") for path in pages)
    texts = [_text(element) for path in pages for element in _read(path).xpath("//p | //li | //dd")]
    assert [text for text in texts if "\u0433.." in text] == []


def test_every_mark_leads_to_a_note_and_back(real_site: Path) -> None:
    for path in sorted(real_site.rglob("index.html")):
        tree = _read(path)
        marks = tree.xpath("//sup[contains(@class, 'mark')]")
        notes = {str(item.get("id")): item for item in tree.xpath("//section[contains(@class, 'notes')]//ol/li")}
        for mark in marks:
            note = notes[str(mark.xpath("./a/@href")[0])[1:]]
            assert f"#{mark.get('id')}" in note.xpath(".//a/@href")
        assert len(marks) == sum(len(note.xpath(".//*[contains(@class, 'notes__back')]//a")) for note in notes.values())


def test_conflicting_values_are_all_shown(make_site: MakeSite) -> None:
    root = make_site()
    assert run(["build", "--root", str(root)]) == 0
    card = _read(root / "site" / "2024-09" / "topic" / "index.html").get_element_by_id("figure-rate")
    assert "5,4%" in _text(card)
    assert "5,3% (Test Union)" in _text(card)
    assert "Nguồn khác nhau" in _text(card)


def test_raw_html_would_be_shown_as_text_if_it_came_through() -> None:
    from markdown import markdown

    written = markdown("<script>alert(1)</script>\n\na <b onclick='x'>b</b>", extensions=["scripts.render.markdown"])
    assert "<script" not in written
    assert "<b" not in written


def test_a_translation_drafted_by_machine_says_so(make_site: MakeSite) -> None:
    root = make_site()
    assert run(["translate", "sync", "verify", "--lang", "en", "--root", str(root)]) == 0
    assert run(["translate", "review", "verify", "--lang", "en", "--by", "A Reviewer", "--root", str(root)]) == 0
    assert run(["build", "--root", str(root)]) == 0
    drafted = _read(root / "site" / "en" / "about" / "index.html")
    notice = drafted.xpath("//aside[contains(@class, 'notice')]")[0]
    assert "Machine translation" in _text(notice)
    assert notice.xpath(".//a/@href") == ["../../about/", "./compare/"]
    assert not _read(root / "site" / "en" / "verify" / "index.html").xpath("//aside[contains(@class, 'notice')]")
    assert not _read(root / "site" / "about" / "index.html").xpath("//aside[contains(@class, 'notice')]")


def test_the_language_switch_stays_on_the_page(real_site: Path) -> None:
    tree = _read(real_site / "2024-09" / "child-labour" / "index.html")
    links = {
        link.get("hreflang"): link.get("href") for link in tree.xpath("//details[contains(@class, 'languages')]//a")
    }
    others = [path.parent.name for path in ROOT.glob("docs/*/strings.yml") if path.parent.name != "vi"]
    assert links == {"vi": "./", **{code: f"../../{code}/2024-09/child-labour/" for code in others}}
    assert tree.get("lang") == "vi"
    assert _read(real_site / "en" / "2024-09" / "child-labour" / "index.html").get("lang") == "en"


def test_no_page_loads_a_script_before_its_reader_searches(real_site: Path) -> None:
    running = "//script[not(@type='application/ld+json')]"  # the others are data
    scripts = {path: _read(path).xpath(running) for path in real_site.rglob("*.html")}
    assert [path for path, found in scripts.items() if any(script.get("src") for script in found)] == []
    # The one that waits for the reader is the same everywhere, so that a policy allows it by one hash.
    assert len({script.text for found in scripts.values() for script in found}) == 1


def test_the_menu_does_not_grow_with_the_letters(make_site: MakeSite) -> None:
    environ = {**os.environ, "SITE_LANGUAGE": "vi"}  # one language, and nothing to take away
    lengths = {}
    for count in (8, 20):
        changes: dict[str, str | bytes | None] = {}
        for number in range(count):
            edition = f"{2025 + number // 12}-{number % 12 + 1:02d}"
            for name, text in files().items():
                if "2024-09/" in name and "assets" not in name:
                    changed = text.replace("2024-09/", f"{edition}/").replace("msg-", f"msg-{edition}-")
                    changes[name.replace("2024-09", edition)] = changed.replace("[letter-file, annex]", "[annex]")
        letters = sorted({name.split("/")[3] for name in changes if name.startswith("docs/data/editions/")})
        for code in ("vi", "en"):
            known = ", ".join(f"{letter}: All" for letter in ["2024-09", *letters])
            names = f"docs/{code}/names/all.yml"
            changes[names] = files()[names].replace("addressees: {2024-09: All}", f"addressees: {{{known}}}")
        root = make_site(changes)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(root / "mkdocs.yml")]
        done = subprocess.run(command, env=environ, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        tree = _read(root / "site" / "2024-09" / "topic" / "index.html")
        lengths[count] = len(tree.xpath("//nav[@class='side-nav']//a"))
    assert lengths[8] == lengths[20]


def test_one_build_leaves_no_date_to_the_next(make_site: MakeSite) -> None:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    assert run(["build", "--root", str(make_site())]) == 0
    assert os.environ.get("SOURCE_DATE_EPOCH") == before
