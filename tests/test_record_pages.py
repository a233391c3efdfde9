"""Permanent pages of figures and messages, and the sizes of files that pages offer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html

from scripts.cli import run
from scripts.content.library import load
from scripts.outputs import sizes
from tests.site import write_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built."""
    root = write_site(tmp_path_factory.mktemp("built") / "project")
    assert run(["build", "--root", str(root)]) == 0
    return root / "site"


def section(site: Path, record: str, code: str) -> html.HtmlElement:
    tree = html.parse(str(site / "id" / record / "index.html"))
    (found,) = tree.xpath(f"//section[@id='{code}']")
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_figure_and_message_has_a_page_with_every_language(built: Path) -> None:
    assert sorted(path.name for path in (built / "id").iterdir()) == [
        "msg-one",
        "msg-three",
        "msg-two",
        "rate",
        "score",
        "toll",
    ]
    for path in (built / "id").glob("*/index.html"):
        tree = html.parse(str(path))
        sections = tree.xpath("//section[@class='record__section']")
        assert [(one.get("id"), one.get("lang"), one.get("dir")) for one in sections] == [
            ("vi", "vi", "ltr"),
            ("en", "en", "ltr"),
        ]
        assert tree.xpath("//nav//a/@href") == ["#vi", "#en"]


def test_a_figure_has_value_date_label_definition_conflicts_and_sources(built: Path) -> None:
    text = words(section(built, "rate", "en"))
    for part in ("5.4%", "As of 2018", "Sources differ", "5.3%", "Other Report", "Share of children.", "Test Report"):
        assert part in text
    assert "5,4" in words(section(built, "rate", "vi"))


def test_a_series_has_every_point_with_its_source(built: Path) -> None:
    (table,) = section(built, "toll", "en").iter("table")
    rows = [words(row) for row in table.iter("tr")]
    assert ["24" in rows[1], "345" in rows[2], "Test Union" in rows[2]] == [True, True, True]


def test_a_message_is_the_offices_and_leads_to_its_page(built: Path) -> None:
    part = section(built, "msg-one", "en")
    assert "Official position" in words(part)
    assert "../../en/2024-09/topic/#msg-one" in part.xpath(".//a/@href")
    quoted = part.xpath(".//*[@id='quote-en']")[0].text_content()
    assert "The score is 99.74" in quoted
    assert "Cục Thử nghiệm" in quoted


def test_citation_files_are_in_the_page_and_say_what_it_says(built: Path) -> None:
    links = {link.get("download"): link.get("href") for link in section(built, "score", "en").xpath(".//a[@download]")}
    assert sorted(links) == ["score.bib", "score.json", "score.ris"]
    (item,) = json.loads(unquote(links["score.json"].partition(",")[2]))
    assert item["id"] == "score"
    assert item["language"].startswith("en")


def test_topic_pages_and_cards_lead_to_the_records_page(built: Path) -> None:
    tree = html.parse(str(built / "en" / "2024-09" / "topic" / "index.html"))
    assert {"../../../id/msg-one/#en", "../../../id/score/#en"} <= set(tree.xpath("//a/@href"))


def test_a_page_at_a_records_address_stops_the_build(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site({"docs/vi/id/score/index.html": "<!doctype html><title>Trang</title>"})
    assert run(["build", "--root", str(root)]) == 1
    said = "".join(capsys.readouterr())
    assert "'id/score/' is the address of a page already" in said
    assert "Give the page another name" in said
    assert not (root / "site").exists()


def test_records_pages_are_the_same_bytes_each_time(built: Path, make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    assert run(["build", "--root", str(root), "--site", str(tmp_path / "again")]) == 0
    for path in (built / "id").rglob("*.html"):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(built)).read_bytes()


def test_sizes_stand_in_the_form_of_the_pages_language(make_site: MakeSite, tmp_path: Path) -> None:
    library, _ = load(make_site())
    for name in ("index.html", "en/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"<p>{sizes.place('data/all.zip')}</p>", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/all.zip").write_bytes(b"x" * 1_234_567)
    assert sizes.fill(library, tmp_path) == []
    shown = [html.parse(str(tmp_path / name)).getroot().text_content() for name in ("index.html", "en/index.html")]
    assert ["1,2" in shown[0], "1.2" in shown[1]] == [True, True]


def test_a_file_that_a_page_offers_and_nobody_wrote_is_named(make_site: MakeSite, tmp_path: Path) -> None:
    library, _ = load(make_site())
    (tmp_path / "index.html").write_text(f"<p>{sizes.place('data/none.zip')}</p>", encoding="utf-8")
    (problem,) = sizes.fill(library, tmp_path)
    assert problem.path == tmp_path / "index.html"
    assert "data/none.zip" in problem.message
    assert sizes.fill(library, tmp_path, later="data/") == []


def test_an_id_of_a_figure_with_odd_texts_is_harmless(make_site: MakeSite) -> None:
    root = make_site(
        {
            "docs/en/figures/all.yml": (
                "score: {name: 'A <b>\"bold\"</b> & name', definition: '</script><script>x', population: All.}\n"
                "rate: {name: Rate, definition: Share., population: Children.}\n"
                "toll: {name: Toll, definition: People., population: The country.}\n"
            )
        }
    )
    assert run(["build", "--root", str(root)]) == 0
    tree = html.parse(str(root / "site/id/score/index.html"))
    assert not tree.xpath("//main//b | //main//script")
    assert len(tree.xpath("//script")) == 2
    json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)
