"""Each check of a built site that needs no browser finds the one thing that is broken, and says what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from scripts.audit.sample import sample
from scripts.audit.site import Site
from scripts.cli import run
from tests.audit_site import FILES, URL, page, write_built

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import MakeSite

_FEED = """\
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>Feed</title><updated>2024-10-31T00:00:00Z</updated>
<author><name>Office</name></author>{entry}</feed>
"""
_OPEN = '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>a</ShortName></OpenSearchDescription>'


class Audited:
    """What an audit said."""

    def __init__(self, code: int, report: str, told: str) -> None:
        self.code = code
        self.told = told
        self.findings = [one for check in json.loads(report)["checks"] for one in check["findings"]] if report else []
        self.notes = [one for check in json.loads(report)["checks"] for one in check["notes"]] if report else []

    @property
    def messages(self) -> list[str]:
        """Page and message of every finding."""
        return [f"{one['page']}: {one['message']}" for one in self.findings]


class Audit:
    """Runs chosen checks on the small site with some files changed."""

    def __init__(self, folder: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.root, self.capsys = folder, root, capsys

    def __call__(self, only: str, changes: Mapping[str, str | None] | None = None, *options: str) -> Audited:
        """Audit the site with these changes."""
        site = write_built(self.folder, changes)
        self.capsys.readouterr()
        code = run(["check", "--root", str(self.root), "--site", str(site), "--json", "--only", only, *options])
        said = self.capsys.readouterr()
        return Audited(code, said.out, said.err)


@pytest.fixture
def audit(tmp_path: Path, make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> Audit:
    return Audit(tmp_path / "built", make_site(), capsys)


def test_a_sound_site_passes(audit: Audit) -> None:
    done = audit("content,links,outside,hreflang,feeds,data,html")
    assert done.messages == []
    assert done.code == 0


_BROKEN = [
    ("links", "index.html", '<a href="gone/">a</a>', "the link leads nowhere: gone/"),
    ("links", "index.html", '<a href="ar/#gone">a</a>', "there is no such place in ar/index.html: ar/#gone"),
    ("links", "index.html", '<span id="title">a</span>', "the id 'title' stands twice in the page"),
    ("outside", "index.html", '<a href="https://a b/">a</a>', "the address is malformed: it has a space"),
    ("outside", "index.html", '<a href="https://host/">a</a>', "the address is malformed: 'host' is no name of a host"),
    ("outside", "index.html", '<a href="https://[::1/">a</a>', "the address is malformed"),
    (
        "outside",
        "index.html",
        '<a href="http://example.org/report">a</a>',
        "the link goes by http, a record has the same address by https",
    ),
    ("html", "index.html", "<center>a</center>", "The “center” element is obsolete. Use CSS instead."),
]


@pytest.mark.parametrize(("check", "name", "text", "message"), _BROKEN)
def test_a_broken_page_is_found(check: str, name: str, text: str, message: str, audit: Audit) -> None:
    done = audit(check, {name: page(text=text)})
    assert [one for one in done.messages if one.startswith(f"{name}: {message}")], done.messages
    assert all(one["advice"] for one in done.findings)
    assert done.code == 1


def _changed(name: str, old: str, new: str) -> dict[str, str | None]:
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}


_FILES: list[tuple[str, dict[str, str | None], str]] = [
    ("hreflang", _changed("ar/index.html", 'dir="rtl"', 'dir="ltr"'), '<html dir="ltr">, but ar is written "rtl"'),
    ("hreflang", {"ar/a/index.html": page("en")}, '<html lang="en">, but its folder is that of "ar"'),
    ("hreflang", _changed("index.html", 'lang="en"', 'lang="xx"'), '<html lang="xx"> names no language'),
    (
        "hreflang",
        _changed("ar/index.html", f'hreflang="en" href="{URL}"', f'hreflang="en" href="{URL}en/"'),
        f"the hreflang link of en leads to no page of the site: {URL}en/",
    ),
    (
        "hreflang",
        {
            "ar/index.html": FILES["ar/index.html"]
            .replace(f'<link rel="alternate" hreflang="en" href="{URL}">\n', "")
            .replace(f'<link rel="alternate" hreflang="x-default" href="{URL}">\n', "")
        },
        f"the page in ar has no hreflang link back: {URL}ar/",
    ),
    (
        "hreflang",
        _changed("index.html", f'<link rel="alternate" hreflang="x-default" href="{URL}">\n', ""),
        "there is no hreflang link x-default",
    ),
    (
        "hreflang",
        _changed("ar/index.html", "<title>", '<meta name="robots" content="noindex"><title>'),
        f"the hreflang link of ar leads to a noindex page: {URL}ar/",
    ),
    ("hreflang", _changed("index.html", f'canonical" href="{URL}"', f'canonical" href="{URL}no/"'), "the canonical"),
    ("feeds", {"sitemap.xml": "<urlset>"}, "it is no well-formed XML"),
    ("feeds", {"sitemap.xml": None}, "there is no sitemap"),
    ("feeds", _changed("sitemap.xml", f"{URL}ar/", f"{URL}no/"), f"it names a page that is not there: {URL}no/"),
    ("feeds", _changed("sitemap.xml", f"{URL}ar/", URL), f"it names {URL} twice"),
    ("feeds", _changed("sitemap.xml", "2024-10-31", "31.10."), f"lastmod of {URL} is no date: 31.10."),
    ("feeds", {"robots.txt": "Sitemap here\n"}, "line 1 is no rule: Sitemap here"),
    ("feeds", {"feed.xml": _FEED.format(entry="<entry><id>a</id><title>b</title></entry>")}, "entry 1 lacks updated"),
    (
        "feeds",
        {"feed.xml": _FEED.format(entry="").replace("T00:00:00Z", "")},
        "updated is no date and time: 2024-10-31",
    ),
    ("feeds", {"feed.json": '{"version": "https://jsonfeed.org/version/1.1", "items": []}'}, "the feed lacks title"),
    ("feeds", {"feed.json": "{"}, "it is no JSON"),
    ("feeds", {"opensearch.xml": _OPEN}, "OpenSearchDescription lacks Url"),
    (
        "feeds",
        {
            "index.html": page().replace(
                "<title>", '<link rel="alternate" type="application/atom+xml" href="no.xml"><title>'
            )
        },
        "the page names a feed that is not there: no.xml",
    ),
]


@pytest.mark.parametrize(("check", "changes", "message"), _FILES)
def test_a_broken_file_is_found(check: str, changes: dict[str, str | None], message: str, audit: Audit) -> None:
    done = audit(check, changes)
    assert [one for one in done.findings if one["message"].startswith(message)], done.messages
    assert done.code == 1


def _package(**changed: object) -> str:
    resource = {
        "path": "a.csv",
        "bytes": 8,
        "hash": "sha256:45e7c8a8d93e3d0ea7d6f7d2a3c2ff1a8a4dff1e9b4bd7a9b7e7b1c6f7ac7c65",
        "schema": {"fields": [{"name": "a"}, {"name": "b"}]},
    }
    return json.dumps({"resources": [resource | changed]})


@pytest.mark.parametrize(
    ("table", "changed", "message"),
    [
        ("a,b\n1,2\n", {"path": "gone.csv"}, "it names a file that is not there: gone.csv"),
        ("a,b\n1,2\n", {"bytes": 9}, "it has 8 bytes, its descriptor says 9"),
        ("a,b\n1,2\n", {}, "its sha256 digest is not that of its descriptor"),
        ("a,c\n1,2\n", {"hash": ""}, "its columns are a, c; the descriptor says a, b"),
        ("a,b\n1,2,3\n", {"hash": ""}, "row 2 has 3 cells, there are 2 columns"),
    ],
)
def test_data_that_differs_from_its_descriptor_is_found(
    table: str, changed: dict[str, object], message: str, audit: Audit
) -> None:
    done = audit("data", {"data/datapackage.json": _package(**changed), "data/a.csv": table})
    assert message in [one["message"] for one in done.findings]
    assert done.code == 1


def test_a_descriptor_that_cannot_be_read_is_found(audit: Audit) -> None:
    done = audit("data", {"data/datapackage.json": "{}"})
    assert done.messages == ["data/datapackage.json: the descriptor cannot be read: KeyError: 'resources'"]


def test_a_table_that_only_csvw_names_is_looked_for(audit: Audit) -> None:
    csvw = json.dumps({"tables": [{"url": "gone.csv"}]})
    done = audit("data", {"data/datapackage.json": '{"resources": []}', "data/csv-metadata.json": csvw})
    assert done.messages == ["data/csv-metadata.json: it names a table that is not there: gone.csv"]


def test_without_an_address_it_says_what_was_not_looked_at(audit: Audit) -> None:
    plain = FILES["index.html"].replace(f'<link rel="canonical" href="{URL}">\n', "").replace("/under/", "")
    done = audit("hreflang,feeds", {"index.html": plain})
    assert done.notes == [
        "Built without SITE_URL: there are no canonical and hreflang links, and none were looked for.",
        "Built without SITE_URL: the site has no feeds, and its sitemap names no page.",
    ]


def test_pages_of_moved_addresses_are_not_visited(audit: Audit) -> None:
    moved = page().replace("<title>", '<meta http-equiv="refresh" content="0; url=../../ar/"><title>')
    done = audit("foreign", {"2024-09/old/index.html": moved}, "--sample")
    assert (done.code, done.messages) == (0, [])
    assert [one.name for one in sample(Site(audit.folder))] == ["ar/index.html"]


def test_problems_of_the_content_are_found(
    tmp_path: Path, make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site({"docs/en/verify.md": page("Not a page")})
    assert run(["check", "--root", str(root), "--site", str(write_built(tmp_path / "b")), "--only", "content"]) == 1
    said = capsys.readouterr().out
    assert "content  FAILED" in said
    assert "docs/en/verify.md" in said
