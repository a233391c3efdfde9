"""Built pages as reference managers and reporters get them: heads, folded citations, links to quote."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pypandoc
import pytest
import rispy  # type: ignore[import-untyped]  # it has no types
from lxml import html

from scripts.cite.citations import Citations
from scripts.cli import run
from scripts.content.library import load
from scripts.generator import generate
from scripts.render.pageview import PageView
from scripts.search.extraction import entries
from tests.site import ROOT, page, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

COMPONENTS = ROOT / "overrides" / "components"
ADDRESS = "https://example.org/under/"
TITLE = 'Tên "A" </title></script> & {b}'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with Arabic begun; one page is in Vietnamese only, with an odd title. No links are checked."""
    root = write_site(
        tmp_path_factory.mktemp("cited"),
        {"docs/vi/verify.md": page(f"'{TITLE}'", "Text.").replace(f"# '{TITLE}'", "# Tên"), "docs/en/verify.md": None},
    )
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace('site_url: ""', f"site_url: {ADDRESS}"), encoding="utf-8"
    )
    assert run(["translate", "new", "ar", "--root", str(root)]) == 0
    generate(config, root / "site")
    return root


def read(path: Path) -> html.HtmlElement:
    """A built page."""
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def imported(tree: html.HtmlElement) -> dict[str, object]:
    """What Zotero's "Embedded Metadata" makes of the tags, by the rules in `scripts.cite.metadata`."""
    tags = {one.get("name"): one.get("content") for one in tree.xpath("/html/head/meta[@name and @content]")}
    author = tags.get("citation_author")
    kind = "report" if "citation_technical_report_institution" in tags else tags["DC.type"]
    found = {
        "type": kind if kind in {"report", "webpage", "dataset"} else "journalArticle",
        "title": tags["citation_title"],
        "date": tags["citation_publication_date"],
        "language": tags["citation_language"],
        "institution": tags.get("citation_technical_report_institution", tags["citation_publisher"]),
        "url": tags.get("citation_public_url"),
        "rights": tags["DC.rights"],
    }
    if author:
        # With a comma the name is cut there, without one at its last space; trailing commas are taken off first.
        bare = author.rstrip(" ,")
        found["author"] = bare.split(", ") if "," in author else bare.rsplit(" ", 1)
    return found


def test_zotero_gets_a_report_of_the_office(built: Path) -> None:
    assert imported(read(built / "site/en/2024-09/topic/index.html")) == {
        "type": "report",
        "title": "en 2024-09/topic.md",
        "author": ["Cục Thử nghiệm"],
        "institution": "Messages & Sources",
        "date": "2024/10/31",
        "language": "en-GB",
        "url": f"{ADDRESS}en/2024-09/topic/",
        "rights": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_zotero_gets_a_web_page_of_the_site(built: Path) -> None:
    found = imported(read(built / "site/verify/index.html"))
    assert (found["type"], found["title"], found["institution"]) == ("webpage", TITLE, "Thông điệp & Nguồn")
    assert "author" not in found


@pytest.mark.parametrize(
    ("code", "name", "shown"), [("ar", "figures", "en-GB"), ("ar", "verify", "vi"), ("en", "verify", "vi")]
)
def test_a_head_speaks_of_the_text_that_is_shown(built: Path, code: str, name: str, shown: str) -> None:
    tree = read(built / "site" / code / name / "index.html")
    own = read(built / "site" / ("" if shown == "vi" else "en") / name / "index.html")
    assert imported(tree) == imported(own)
    assert imported(tree)["language"] == shown
    assert imported(tree)["url"] == tree.xpath("string(//link[@rel='canonical']/@href)")


def test_dublin_core_names_its_vocabulary_and_says_the_same(built: Path) -> None:
    for path in (built / "site").rglob("index.html"):
        if "compare" in path.parts:
            continue
        tree = read(path)
        assert tree.xpath("/html/head/link[@rel='schema.DC']/@href") == ["http://purl.org/dc/elements/1.1/"]
        tags = {one.get("name"): one.get("content") for one in tree.xpath("/html/head/meta[@name and @content]")}
        assert tags["DC.title"] == tags["citation_title"]
        assert tags["DC.date"] == tags["citation_publication_date"].replace("/", "-")
        assert tags["DC.identifier"] == tags["citation_public_url"]
        assert tags.get("DC.creator", "") == tags.get("citation_author", "").rstrip(",")


def test_letters_and_topics_fold_their_citation(built: Path) -> None:
    site = built / "site"
    having = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html") if folded(read(path))}
    pages = {"2024-09", "2024-09/topic"}
    assert having == pages | {f"{code}/{name}" for code in ("en", "ar") for name in pages}
    (fold,) = folded(read(site / "en/2024-09/topic/index.html"))
    assert fold.xpath("string(summary)") == "Cite this page"
    url = f"{ADDRESS}en/2024-09/topic/"
    assert fold.xpath("normalize-space(.//p[@class='cite__text'])") == (
        "Cục Thử nghiệm. ‘en 2024-09/topic.md’. Messages & Sources, 31 October 2024. "  # noqa: RUF001 (British quotes)
        f"Machine translation, not reviewed by a person. {url}"
    )
    files = {one.get("download"): one.get("href") for one in fold.xpath(".//a[@download]")}
    assert list(files) == ["2024-09-topic.bib", "2024-09-topic.ris", "2024-09-topic.json"]
    with urlopen(files["2024-09-topic.ris"]) as answer:  # noqa: S310 (a data: address)
        (record,) = rispy.loads(answer.read().decode())
    assert (record["type_of_reference"], record["urls"], record["date"]) == ("RPRT", [url], "2024/10/31")


def folded(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The folded citations of a page."""
    found: list[html.HtmlElement] = tree.xpath("//article//details[contains(@class, 'cite')]")
    return found


def test_a_citation_in_another_language_than_the_page_says_which(built: Path) -> None:
    (fold,) = folded(read(built / "site/ar/2024-09/topic/index.html"))
    assert fold.xpath("div/@lang") == ["en-GB"]


def test_messages_and_figures_lead_to_what_can_be_quoted(built: Path) -> None:
    for path, code in (
        ("en/2024-09/topic", "en"),
        ("2024-09/topic", "vi"),
        ("ar/2024-09/topic", "en"),
        ("figures", "vi"),
    ):
        tree = read(built / "site" / path / "index.html")
        ways = tree.xpath("//a[@class='quote-link']/@href | //div[@class='cards cards--list']//h3/a/@href")
        links = [posixpath.normpath(posixpath.join(path, one)) for one in ways]
        messages = [] if path == "figures" else ["msg-one", "msg-two", "msg-three"]
        assert links == [f"id/{one}/#{code}" for one in (*messages, "score", "rate", "toll")]


def test_the_search_does_not_find_links_to_quote(built: Path) -> None:
    library, _ = load(built)
    found = entries(library, library.language("en"), built / "site")
    assert any(one.kind == "figure" for one in found)
    assert not [one for one in found if "Quote and cite" in one.text or "BibTeX" in one.text]


def test_the_text_to_paste_is_shown_as_it_is(built: Path) -> None:
    library, _ = load(built)
    arabic = library.language("ar")
    view = PageView(library, arabic, arabic, library.shown("ar", "index.md"), COMPONENTS)
    one = Citations(library, ADDRESS, COMPONENTS).of("ar", "rate")
    shown = html.fragment_fromstring(
        view.component("cited", cited=one, with_text=True, direction="ltr"), create_parent="div"
    )
    assert shown.xpath("string(pre)") == one.text
    assert (shown.xpath("string(pre/@lang)"), shown.xpath("string(pre/@dir)")) == ("en-GB", "ltr")


def test_a_build_without_pandoc_says_so(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object, **__: object) -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "convert_text", missing)
    root = make_site()
    assert run(["build", "--root", str(root)]) == 1
    output = capsys.readouterr()
    assert "The citations could not be written." in output.out + output.err
    assert "pandoc could not write citations as html: No pandoc was found" in output.out + output.err
    assert not (root / "site").exists()
