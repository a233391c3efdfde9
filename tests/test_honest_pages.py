"""Pages of a language that is begun: what is shown for want of a translation says so, to eye and machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from scripts.cli import run
from tests.site import page, write_site

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://example.org/under/"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with Arabic begun: one page translated in part, one only in Vietnamese, the rest in English."""
    root = write_site(
        tmp_path_factory.mktemp("honest"),
        {
            "docs/en/verify.md": None,
            "docs/vi/old.md": page("Trang cũ", "Một đoạn văn bản cũ."),
            "docs/en/old.md": page("Old page", "An old paragraph.", translated=True),
        },
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        config = root / "mkdocs.yml"
        config.write_text(f"site_url: {ADDRESS}\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
        assert run(["translate", "new", "ar", "--root", str(root)]) == 0
        assert run(["translate", "start", "about", "--lang", "ar", "--root", str(root)]) == 0
        assert run(["translate", "sync", "old", "--lang", "en", "--root", str(root)]) == 0
        old = root / "docs/vi/old.md"
        old.write_text(old.read_text(encoding="utf-8").replace("văn bản cũ", "văn bản năm 2023"), encoding="utf-8")
        assert run(["build", "--root", str(root)]) == 0
    return root / "site"


def read(path: Path) -> html.HtmlElement:
    """A built page."""
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def notices(tree: html.HtmlElement) -> list[str]:
    """Kinds of the notices above a page, in order."""
    return [str(one.get("class")).split("--")[1] for one in tree.xpath("//aside[contains(@class, 'notice')]")]


def test_a_missing_page_is_shown_in_the_first_fallback_that_has_it(built: Path) -> None:
    english = read(built / "ar/figures/index.html")
    assert notices(english) == ["missing", "machine-draft"]
    assert "العربية" in english.xpath("string(//aside)")
    vietnamese = read(built / "ar/verify/index.html")
    assert notices(vietnamese) == ["missing"]
    assert vietnamese.xpath("//h1")[0].text_content().startswith("vi verify.md")
    assert vietnamese.xpath("//h1/ancestor::*[@lang][1]/@lang") == ["vi"]
    assert vietnamese.xpath("//h1/ancestor::*[@dir][1]/@dir") == ["ltr"]


def test_a_missing_page_is_no_page_of_the_language(built: Path) -> None:
    tree = read(built / "ar/verify/index.html")
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}verify/"]
    assert tree.xpath("//link[@rel='alternate']") == []
    own = read(built / "ar/about/index.html")
    assert own.xpath("//meta[@name='robots']") == []
    assert own.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}ar/about/"]


def test_alternates_are_absolute_reciprocal_and_true(built: Path) -> None:
    pages = {path: read(path) for path in built.rglob("index.html") if "compare" not in path.parts}
    seen = {}
    for path, tree in pages.items():
        links = {one.get("hreflang"): one.get("href") for one in tree.xpath("//link[@rel='alternate']")}
        canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
        if links:
            assert links["x-default"] == links["vi"]
            seen[canonical] = links
        else:
            assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"], path
    assert f"{ADDRESS}ar/about/" in seen
    for canonical, links in seen.items():
        for code, target in links.items():
            assert target.startswith(ADDRESS)
            assert seen[target] == links, (canonical, code)
    assert set(seen[f"{ADDRESS}verify/"]) == {"vi", "x-default"}
    assert set(seen[f"{ADDRESS}about/"]) == {"vi", "en", "ar", "x-default"}


def test_the_sitemap_lists_what_there_is(built: Path) -> None:
    tree = etree.parse(str(built / "sitemap.xml"))
    found = set(tree.xpath("//s:loc/text()", namespaces=SITEMAP))
    assert f"{ADDRESS}ar/about/" in found
    assert f"{ADDRESS}verify/" in found
    assert not found & {f"{ADDRESS}ar/verify/", f"{ADDRESS}en/verify/", f"{ADDRESS}ar/figures/"}


def test_menu_and_switcher_mark_what_is_missing(built: Path) -> None:
    tree = read(built / "ar/verify/index.html")
    marked = {
        link.xpath("normalize-space(text())"): link.xpath("normalize-space(span[@class='tag'])")
        for link in tree.xpath("//nav[@class='side-nav']//a")
    }
    assert marked["Figures"] if "Figures" in marked else "EN" in marked.values()
    assert "VI" in marked.values()
    switcher = {
        link.xpath("string(span[@lang]/@lang)"): bool(link.xpath("span[@class='tag']"))
        for link in tree.xpath("//details[contains(@class, 'drop--languages')]//a")
    }
    assert switcher == {"vi": False, "en": True, "ar": True}


def test_a_page_begun_marks_what_is_still_in_the_source_language(built: Path) -> None:
    tree = read(built / "ar/about/index.html")
    assert notices(tree) == ["partly", "draft"]
    title = tree.xpath("//h1")[0]
    assert (title.get("lang"), title.get("dir"), title.get("class")) == ("vi", "ltr", "untranslated")
    assert "untranslated" not in tree.text_content()


def test_a_page_whose_source_changed_says_when_and_how(built: Path) -> None:
    tree = read(built / "en/old/index.html")
    assert notices(tree) == ["stale-figures", "machine-draft"]
    notice = tree.xpath("//aside")[0]
    assert "31 October 2024" in notice.text_content()
    assert notice.xpath(".//a/@href") == ["../../old/", "./compare/"]


def test_original_and_translation_side_by_side(built: Path) -> None:
    tree = read(built / "en/old/compare/index.html")
    rows = [[cell.text_content().strip() for cell in row] for row in tree.xpath("//div[@class='compare__row']")]
    assert ["Old page", "Trang cũ"] in rows
    assert ["An old paragraph.", "Một đoạn văn bản năm 2023."] in rows
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_language_and_direction_stand_on_the_root(built: Path) -> None:
    assert [read(built / path).attrib["lang"] for path in ("index.html", "en/index.html")] == ["vi", "en"]
    assert read(built / "ar/index.html").attrib["dir"] == "ltr", "menus are in English until all strings are done"


def test_every_language_has_its_404_page(built: Path) -> None:
    titles = {code: read(built / code / "404.html").xpath("string(//h1)") for code in ("", "en", "ar")}
    assert titles["en"] == titles["ar"] != titles[""]
    for code in ("", "en", "ar"):
        links = read(built / code / "404.html").xpath("//article//a/@href")
        assert links == ["/under/", "/under/en/", "/under/ar/"]


def test_the_dashboard_says_what_the_command_says(built: Path) -> None:
    tree = read(built / "en" / "about" / "index.html")
    assert tree.xpath("//footer//time/@datetime") == ["2024-10-31"]
