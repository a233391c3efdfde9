"""Pages of a language that is begun: what is shown for want of a translation says so, to eye and machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree, html

from tests.conftest import BEGUN_ADDRESS as ADDRESS

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> html.HtmlElement:
    """A built page."""
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def notices(tree: html.HtmlElement) -> list[str]:
    """Kinds of the notices above a page, in order."""
    return [str(one.get("class")).split("--")[1] for one in tree.xpath("//aside[contains(@class, 'notice')]")]


def test_a_missing_page_is_shown_in_the_first_fallback_that_has_it(begun_site: Path) -> None:
    english = read(begun_site / "ar/figures/index.html")
    assert notices(english) == ["missing", "machine-draft"]
    assert "العربية" in english.xpath("string(//aside)")
    vietnamese = read(begun_site / "ar/verify/index.html")
    assert notices(vietnamese) == ["missing"]
    assert vietnamese.xpath("//h1")[0].text_content().startswith("vi verify.md")
    assert vietnamese.xpath("//h1/ancestor::*[@lang][1]/@lang") == ["vi"]
    assert vietnamese.xpath("//h1/ancestor::*[@dir][1]/@dir") == ["ltr"]


def test_a_missing_page_is_no_page_of_the_language(begun_site: Path) -> None:
    tree = read(begun_site / "ar/verify/index.html")
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}verify/"]
    assert tree.xpath("//link[@rel='alternate'][@hreflang]") == []
    own = read(begun_site / "ar/about/index.html")
    assert own.xpath("//meta[@name='robots']") == []
    assert own.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}ar/about/"]


def test_alternates_are_absolute_reciprocal_and_true(begun_site: Path) -> None:
    apart = {"compare", "id"}  # a page of a record holds all languages
    pages = {path: read(path) for path in begun_site.rglob("index.html") if not apart & set(path.parts)}
    seen = {}
    for path, tree in pages.items():
        links = {one.get("hreflang"): one.get("href") for one in tree.xpath("//link[@rel='alternate'][@hreflang]")}
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


def test_the_sitemap_lists_what_there_is(begun_site: Path) -> None:
    tree = etree.parse(str(begun_site / "sitemap.xml"))
    found = {str(one.text) for one in tree.iter("{*}loc")}
    assert f"{ADDRESS}ar/about/" in found
    assert f"{ADDRESS}verify/" in found
    assert not found & {f"{ADDRESS}ar/verify/", f"{ADDRESS}en/verify/", f"{ADDRESS}ar/figures/"}


def test_menu_and_switcher_mark_what_is_missing(begun_site: Path) -> None:
    tree = read(begun_site / "ar/verify/index.html")
    marked = {
        link.get("href"): link.xpath("normalize-space(span[@class='tag'])")
        for link in tree.xpath("//nav[@class='side-nav']//a")
    }
    assert {key: marked[key] for key in ("./", "../figures/", "../about/")} == {
        "./": "VI",
        "../figures/": "EN",
        "../about/": "",
    }
    switcher = {
        link.xpath("string(span[@lang]/@lang)"): bool(link.xpath("span[@class='tag']"))
        for link in tree.xpath("//details[contains(@class, 'drop--languages')]//a")
    }
    assert switcher == {"vi": False, "en": True, "ar": True}


def test_a_page_begun_marks_what_is_still_in_the_source_language(begun_site: Path) -> None:
    tree = read(begun_site / "ar/about/index.html")
    assert notices(tree) == ["partly", "draft"]
    title = tree.xpath("//h1")[0]
    assert (title.get("lang"), title.get("dir"), title.get("class")) == ("vi", "ltr", "untranslated")
    assert "{{" not in tree.xpath("//article")[0].text_content()


def test_a_page_whose_source_changed_says_when_and_how(begun_site: Path) -> None:
    tree = read(begun_site / "en/old/index.html")
    assert notices(tree) == ["stale-figures", "machine-draft"]
    notice = tree.xpath("//aside")[0]
    assert "31 October 2024" in notice.text_content()
    assert notice.xpath(".//a/@href") == ["../../old/", "./compare/"]


def test_original_and_translation_side_by_side(begun_site: Path) -> None:
    tree = read(begun_site / "en/old/compare/index.html")
    rows = [[cell.text_content().strip() for cell in row] for row in tree.xpath("//div[@class='compare__row']")]
    assert ["Old page", "Trang cũ"] in rows
    assert ["An old paragraph.", "Một đoạn văn bản năm 2023."] in rows
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_language_and_direction_stand_on_the_root(begun_site: Path) -> None:
    assert [read(begun_site / path).attrib["lang"] for path in ("index.html", "en/index.html")] == ["vi", "en"]
    assert read(begun_site / "ar/index.html").attrib["dir"] == "ltr", "menus are in English until all strings are done"


def test_every_language_has_its_404_page(begun_site: Path) -> None:
    titles = {code: read(begun_site / code / "404.html").xpath("string(//h1)") for code in ("", "en", "ar")}
    assert titles["en"] == titles["ar"] != titles[""]
    for code in ("", "en", "ar"):
        links = read(begun_site / code / "404.html").xpath("//article//a/@href")
        assert links == ["/under/", "/under/en/", "/under/ar/"]


def test_a_404_page_speaks_its_language_throughout(begun_site: Path) -> None:
    english, vietnamese = read(begun_site / "en/404.html"), read(begun_site / "404.html")
    assert english.xpath("string(//a[@class='wordmark']//span)") == "Messages & Sources"
    assert vietnamese.xpath("string(//a[@class='wordmark']//span)") == "Thông điệp & Nguồn"
    assert english.xpath("//meta[@name='description']/@content") == ["A page."]


def test_the_dashboard_says_what_the_command_says(begun_site: Path) -> None:
    tree = read(begun_site / "en" / "about" / "index.html")
    assert tree.xpath("//footer//time/@datetime") == ["2024-10-31"]
