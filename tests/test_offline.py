"""What readers have without a connection: the copy in files, the lists of files, and the worker's script."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from scripts.builtlinks import resolve
from scripts.cli import run
from scripts.content.library import load
from scripts.offline.copyset import collect, read_site
from scripts.offline.keeping import kept
from scripts.offline.pages import Copy, Texts, page, panel, places
from scripts.offline.problem import OfflineError
from scripts.offline.records import split
from scripts.offline.styles import versioned
from scripts.opendata.archive import zipped
from tests.offline_site import build
from tests.site import files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.offline.copyset import CopySet, Site
    from tests.conftest import MakeSite

WEB = "https://example.org/under/"
TEXTS = Texts("A copy of that day.", "Now", "not in this copy")
HERE = "en/about/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built without an address."""
    return build(tmp_path_factory.mktemp("offline"))


def parsed(text: bytes) -> html.HtmlElement:
    """A page as a tree."""
    return html.fromstring(text, parser=html.HTMLParser(encoding="utf-8"))


def site_of(folder: Path, content: Mapping[str, str], url: str = "") -> Site:
    """A site of these files."""
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_site(folder, url, urlsplit(url).path or "/")


def copied(folder: Path, body: str, url: str = "", **more: str) -> html.HtmlElement:
    """The page `HERE` with `body`, in a copy that holds it, the page beside it and the home page."""
    names = ("en/index.html", HERE, "en/sources/index.html", "assets/x.css", "assets/images/a b.png")
    content = {**dict.fromkeys((*names, "about/index.html", "data/figures.csv"), "<p>x</p>"), **more}
    content[HERE] = (
        f"<html><head><title>t</title></head><body><header class='site-header'></header>{body}</body></html>"
    )
    site = site_of(folder, content, url)
    text = page(site.read(HERE), HERE, Copy(site, places("en/index.html", names), TEXTS))
    return parsed(text)


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("../sources/", "../sources/index.html"),
        ("../sources/#s", "../sources/index.html#s"),
        ("../sources", "../sources/index.html"),
        ("../", "../../../index.html"),
        ("./", "index.html"),
        ("/en/sources/", "../sources/index.html"),
        ("../../assets/images/a%20b.png", "../../assets/images/a%20b.png"),
        ("../../assets/x.css?v=12", "../../assets/x.css"),
        ("#here", "#here"),
        ("https://un.org/x", "https://un.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_of_a_copy_lead_to_files(tmp_path: Path, link: str, led: str) -> None:
    tree = copied(tmp_path, f'<a id="x" href="{link}">x</a>')
    assert tree.get_element_by_id("x").get("href") == led


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("../../about/#top", f"{WEB}about/#top"),
        ("../../data/figures.csv", f"{WEB}data/figures.csv"),
        ("../../offline/en.zip", f"{WEB}offline/en.zip"),
        ("/under/about/", f"{WEB}about/"),
    ],
)
def test_what_is_not_in_a_copy_is_on_the_web_or_said_to_be_absent(tmp_path: Path, link: str, led: str) -> None:
    body = f'<p>Read <a id="x" href="{link}" hreflang="vi">the <b>original</b></a>.</p>'
    assert copied(tmp_path / "web", body, WEB).get_element_by_id("x").get("href") == led
    if link.startswith("/"):
        return
    absent = copied(tmp_path / "none", body).get_element_by_id("x")
    assert (absent.tag, absent.get("href"), absent.get("hreflang")) == ("span", None, None)
    assert absent.getparent().text_content() == "Read the original (not in this copy)."


def test_a_copy_says_so_at_its_top_and_names_the_page_on_the_web(tmp_path: Path) -> None:
    for url, link in ((WEB, [f"{WEB}en/about/"]), ("", [])):
        tree = copied(tmp_path / (url and "web"), "<main>x</main>", url)
        after = tree.find(".//header").getnext()
        assert after.text_content().startswith("A copy of that day.")
        assert after.xpath(".//a/@href") == link


def test_a_page_without_a_header_says_so_first(tmp_path: Path) -> None:
    names = ("en/index.html",)
    site = site_of(tmp_path, {"en/index.html": "<html><body><main>x</main></body></html>"})
    text = page(site.read("en/index.html"), "en/index.html", Copy(site, places("en/index.html", names), TEXTS))
    assert parsed(text).find("body")[0].text_content() == "A copy of that day."


def test_what_is_for_the_web_is_left_out_of_a_copy(tmp_path: Path) -> None:
    body = (
        '<template class="saved-copy">saved</template><div data-list="x">keep</div>'
        '<details class="drop drop--languages"><a href="../../about/">vi</a></details>'
        '<picture><source srcset="../../assets/images/a%20b.png 2x"><img src="../../assets/images/a%20b.png"></picture>'
    )
    tree = copied(tmp_path, body)
    assert "saved" not in tree.text_content()
    assert "keep" not in tree.text_content()
    assert tree.xpath("//details") == []
    assert tree.xpath("//source/@srcset") == ["../../assets/images/a%20b.png 2x"]
    assert len(copied(tmp_path / "web", body, WEB).xpath("//details")) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="../nowhere/">x</a>', f"{HERE}: the link leads nowhere: ../nowhere/"),
        ('<a href="../../../outside/">x</a>', f"{HERE}: the link leads nowhere: ../../../outside/"),
        ("<script>let x = 1;</script>", f"{HERE}: the script in the page loads nothing by import()"),
    ],
)
def test_a_copy_with_a_fault_is_refused(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(OfflineError) as refused:
        copied(tmp_path, body)
    assert message in str(refused.value)


def test_a_file_with_the_name_of_the_copys_script_is_refused() -> None:
    with pytest.raises(OfflineError, match=r"copy\.js: a file of the site has the name of the copy's own script"):
        places("index.html", ("index.html", "copy.js"))


def test_searches_in_other_languages_are_on_the_web_or_left_out(tmp_path: Path) -> None:
    others = json.dumps([{"code": "vi", "name": "Tiếng Việt", "page": "search/"}]).replace('"', "&quot;")
    form = f'<form data-others="{others}"></form>'
    found = {
        url: json.loads(parsed(panel(form, read_site(tmp_path, url, "/")).encode()).xpath("//form/@data-others")[0])
        for url in (WEB, "")
    }
    assert found[""] == []
    assert [other["page"] for other in found[WEB]] == [f"{WEB}search/"]


PARTS = st.lists(st.sampled_from(["a", "b", "..", ".", "c.html"]), max_size=5).map("/".join)


@given(start=st.sampled_from(["x/y/z/w/v/index.html", "x/y/z/w/v/other.html"]), path=PARTS, slash=st.booleans())
def test_links_are_resolved_as_browsers_do(start: str, path: str, *, slash: bool) -> None:
    link = f"{path}/" if slash and path else path
    target = resolve(link, start, "/", frozenset())
    if not link:
        assert target is None
        return
    led = urlsplit(urljoin(f"https://example.org/{start}", link)).path.lstrip("/")
    assert target is not None
    # A browser takes a last ".." or "." for a folder.
    assert f"/{target.path}".removesuffix("/index.html") == f"/{led}".removesuffix("/index.html").rstrip("/")


def test_a_zip_file_is_the_same_whenever_it_is_made() -> None:
    first = zipped({"b/x.html": b"x" * 999, "a/y.webp": b"y" * 999}, 1_700_000_000)
    assert first == zipped({"a/y.webp": b"y" * 999, "b/x.html": b"x" * 999}, 1_700_000_000)
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert [entry.filename for entry in entries] == ["a/y.webp", "b/x.html"]
    assert {entry.date_time for entry in entries} == {(2023, 11, 14, 22, 13, 20)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert zipfile.ZipFile(io.BytesIO(zipped({"a": b""}, 0))).infolist()[0].date_time[0] == 1980


def test_each_language_has_a_copy_with_one_folder_and_one_page_to_open(built: Path) -> None:
    for code, inside in (("vi", "site/about/index.html"), ("en", "site/en/about/index.html")):
        with zipfile.ZipFile(built / "offline" / f"{code}.zip") as copy:
            names = copy.namelist()
            top = names[0].split("/", maxsplit=1)[0]
            assert top == f"thong-diep-nguon-{code}-2024-10-31"
            assert {name.split("/")[1] for name in names} == {"index.html", "site"}
            assert f"{top}/{inside}" in names
            assert f"{top}/site/assets/attachments/2024-09/letter.txt" in names
            assert f"{top}/site/assets/fonts/khmer-400.woff2" in names
            assert not [name for name in names if "compare" in name or "offline/" in name]
            started = parsed(copy.read(f"{top}/index.html"))
            assert "31" in started.xpath("//*[@class='saved-line']")[0].text_content()
            for name in names:
                if name.endswith(".html"):
                    for script in parsed(copy.read(name)).xpath("//script/@src"):
                        assert str((Path("/") / name).parent.joinpath(script).resolve())[1:] in names


def collected(built: Path, code: str = "en") -> tuple[Site, CopySet]:
    """What belongs to the copy of the small site."""
    library, problems = load(built.parent)
    assert problems == []
    site = read_site(built, "", "/")
    return site, collect(site, library, library.language(code))


def test_what_belongs_to_a_language_is_found_by_its_links(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built.parent, root)
    about = root / "site/en/about/index.html"
    links = "".join(
        f'<a href="../../{name}">x</a>'
        for name in ("id/score/#en", "charts/c/en.svg", "en/2024-09/press/letter.pdf", "data/figures.csv", "about/")
    )
    about.write_text(about.read_text(encoding="utf-8").replace("</article>", f"{links}</article>"), encoding="utf-8")
    for name in ("charts/c/en.svg", "en/2024-09/press/letter.pdf", "data/figures.csv"):
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_text("<p>x</p>", encoding="utf-8")
    _, found = collected(root / "site")
    assert "id/score/index.html" in found.pages
    assert "charts/c/en.svg" in found.files
    assert not {"en/2024-09/press/letter.pdf", "data/figures.csv"} & {*found.pages, *found.files}
    assert [name for name in found.pages if not name.startswith(("en/", "id/"))] == []
    _, source = collected(root / "site", "vi")
    assert [name for name in source.pages if name.startswith("en/")] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda site: (site / "en/about/index.html").unlink(),
            "en/about/index.html: the page was not built",
        ),
        (
            lambda site: (site / "assets/images/mark.svg").unlink(),
            "the page needs assets/images/mark.svg, which is not there",
        ),
        (
            lambda site: (site / "assets/fonts/lao-400.woff2").unlink(),
            "assets/stylesheets/tokens.css: the page needs assets/fonts/lao-400.woff2",
        ),
        (
            lambda site: shutil.rmtree(site / "en/search/pagefind"),
            "en/search/: the search has no index yet",
        ),
    ],
)
def test_a_site_that_is_not_whole_is_refused(built: Path, tmp_path: Path, change: object, message: str) -> None:
    shutil.copytree(built.parent, tmp_path / "project")
    assert callable(change)
    change(tmp_path / "project/site")
    with pytest.raises(OfflineError) as refused:
        collected(tmp_path / "project/site")
    assert message in str(refused.value)


def test_a_page_without_a_place_for_the_notice_is_refused(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built.parent, tmp_path / "project")
    about = tmp_path / "project/site/en/about/index.html"
    about.write_text(about.read_text(encoding="utf-8").replace('class="saved-copy"', 'class="other"'), encoding="utf-8")
    site, found = collected(tmp_path / "project/site")
    with pytest.raises(OfflineError, match=r"en/about/index\.html: the page has no place for the notice"):
        kept(site, found, "en", "offline")


def test_the_build_stops_where_a_page_has_the_place_of_what_is_read_offline(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    body = files()["docs/vi/verify.md"]
    root = make_site({"docs/vi/offline.md": body, "docs/en/offline.md": files()["docs/en/verify.md"]})
    assert run(["build", "--root", str(root)]) == 1
    assert "offline/ and sw.js are names for what is read offline" in "".join(capsys.readouterr())
    assert not (root / "site").exists()


def test_the_list_of_a_language_has_every_file_with_its_digest(built: Path) -> None:
    listed = json.loads((built / "offline/en.json").read_text(encoding="utf-8"))
    addresses = {path for path, _, _ in listed["files"]}
    assert {"en/", "en/about/", "en/2024-09/topic/", "en/search/search.json", "assets/offline/keep.js"} <= addresses
    assert any(path.startswith("en/search/pagefind/fragment/") for path in addresses)
    assert not [path for path in addresses if path.startswith(("about/", "search/")) or "compare" in path]
    for path, digest, size in listed["files"]:
        name = urlsplit(path).path
        content = (built / (f"{name}index.html" if name.endswith("/") else name)).read_bytes()
        assert (sha256(content).hexdigest()[:16], len(content)) == (digest, size)
    assert listed["size"] == sum(size for _, _, size in listed["files"])
    # Pages and the list ask for a stylesheet by the same address, else it would not be found.
    styles = parsed((built / "en/about/index.html").read_bytes()).xpath("//link[@rel='stylesheet']/@href")
    assert {style.removeprefix("../../") for style in styles} <= addresses


def test_the_same_content_has_the_same_build_and_another_style_another(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again")
    other = build(tmp_path / "other", {"docs/assets/stylesheets/print.css": "p { color: black; }\n"})
    for name in ("sw.js", "offline/en.json", "offline/en.zip", "offline/vi.zip"):
        assert (again / name).read_bytes() == (built / name).read_bytes()
        assert (other / name).read_bytes() != (built / name).read_bytes()


def test_a_stylesheet_is_named_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p {}", encoding="utf-8")
    first = versioned(["a.css", "https://example.org/b.css"], tmp_path)
    assert first == [f"a.css?v={sha256(b'p {}').hexdigest()[:16]}", "https://example.org/b.css"]
    (tmp_path / "a.css").write_text("p { }", encoding="utf-8")
    assert versioned(["a.css"], tmp_path) != first[:1]


def test_a_preview_starts_no_worker(make_site: MakeSite) -> None:
    from scripts.preview import Preview

    preview = Preview(make_site() / "mkdocs.yml", "127.0.0.1:0")
    try:
        preview.build()
        assert preview.problems == ""
        assert not (preview.site / "sw.js").exists()
        assert "saved-copy" not in parsed((preview.site / "about/index.html").read_bytes()).xpath("//@class")
    finally:
        preview.server.server_close()


def test_a_copy_has_records_in_its_own_language_only(built: Path) -> None:
    with zipfile.ZipFile(built / "offline/en.zip") as copy:
        name = next(name for name in copy.namelist() if name.endswith("/site/id/score/index.html"))
        tree = parsed(copy.read(name))
        held = copy.read(f"{name.partition('/')[0]}/site/copy.js").decode("utf-8")
    assert [section.get("id") for section in tree.find_class("record__section")] == ["en"]
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    assert tree.findtext(".//title") == "Score - Messages & Sources"
    assert tree.find_class("wordmark")[0].get("href") == "../../../index.html"
    assert tree.xpath("//a[starts-with(@href, '#') and not(@href='#en')]/@href") == []
    assert 'siteCopy.hold({"assets/records/record.js"' in held
    kept_records = json.loads((built / "offline/en-records.json").read_text(encoding="utf-8"))
    figures = {"id/score/", "id/rate/", "id/toll/"}
    assert figures <= set(kept_records)
    assert {path.parent.relative_to(built).as_posix() + "/" for path in built.glob("id/*/index.html")} == set(
        kept_records
    )
    assert all(text.count("<section ") == 1 for text in kept_records.values())


def test_a_record_without_a_language_is_refused(built: Path, tmp_path: Path) -> None:
    library, _ = load(built.parent)
    site = site_of(
        tmp_path, {"id/score/index.html": "<main><section class='record__section' id='en'>x</section></main>"}
    )
    with pytest.raises(OfflineError, match=r"id/score/index\.html: the page has no section 'vi'"):
        split(site, library.languages)
