"""The load benchmark: its stock site, its list of requests, and what it says where it cannot run. No time is tested."""

from __future__ import annotations

import re
import resource
from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.content.languages import Language
from tests.apart import apart
from tests.benchmarks import load, readiness, stock_site
from tests.benchmarks.first_visits import LOG_FORMAT, Asked, first_visits
from tests.benchmarks.load_table import Row, as_json, as_text
from tests.benchmarks.nginx_servers import Side, default_site, serving
from tests.benchmarks.wrk import Load, play, read

if TYPE_CHECKING:
    from pathlib import Path

_LANGUAGES = (
    Language("vi", "Tiếng Việt", "vi", "ltr", is_source=True),
    Language("lo", "ພາສາລາວ", "lo", "ltr", is_source=False),
)
_PAGE = """\
<!doctype html><html lang="lo"><head><title>A: b - Site</title><meta property="og:title" content="A: b"></head><body>
<nav>ours</nav><main><article class="md-content__inner md-typeset"><h1>A: b</h1>

<p>1 &lt; 2</p>

    <pre>kept
  as it is</pre>
<script>ours()</script><img src="../../charts/one.svg" alt="">
<article class="card"><p>*stars*</p></article></article></main></body></html>
"""
_REPORT = {
    "requests": 3000, "microseconds": 1_500_000, "bytes": 6_000_000, "p50": 1500, "p99": 90_000, "max": 100_000,
    "errors": {"connect": 0, "read": 0, "write": 0, "timeout": 0, "status": 0},
}  # fmt: skip


def test_stock_shows_the_articles_of_the_built_pages(tmp_path: Path) -> None:
    site, work = tmp_path / "built", tmp_path / "stock"
    pages = [("vi", "index.md"), ("lo", "index.md"), ("lo", "2024-09/topic-index.md")]
    for code, name in pages:
        folder = site / stock_site.address(next(one for one in _LANGUAGES if one.code == code), name)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(_PAGE, encoding="utf-8")
    (site / "charts").mkdir()
    (site / "charts/one.svg").write_text("<svg/>", encoding="utf-8")
    stock_site.write_source(site, _LANGUAGES, [*pages, ("lo", "search.md")], work)
    stock_site.build(work, work / "site")
    page = html.parse(str(work / "site/lo/2024-09/topic-index/index.html"), html.HTMLParser(encoding="utf-8")).getroot()
    article = page.xpath("//article[contains(@class, 'md-content__inner')]")[0]
    assert [one.text_content() for one in article.xpath(".//p | .//pre")] == ["1 < 2", "kept\n  as it is", "*stars*"]
    assert article.xpath(".//h1[text()='A: b']")
    assert not page.xpath("//nav[text()='ours'] | //script[contains(., 'ours')]")
    assert page.xpath("//form[@name='search']")
    assert page.get("lang") == "en"
    assert (work / "site/charts/one.svg").is_file()
    assert (work / "site/index.html").is_file()


def test_pages_that_the_release_lacks_are_named(tmp_path: Path) -> None:
    with pytest.raises(readiness.NotReadyError, match=r"lo/about/index\.html is missing: make the release anew"):
        stock_site.write_source(tmp_path, _LANGUAGES, [("lo", "about.md")], tmp_path / "stock")


def test_nginx_is_asked_for_every_path_and_failures_are_counted(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in ("one.html", "two.html"):
        (site / name).write_text("x" * 3000, encoding="utf-8")
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    work = tmp_path / "nginx"
    with serving(Side("stock", default_site(site)), work, 4, 1) as url:
        sound = play(url, [Asked("/one.html"), Asked("/two.html?v=1"), Asked("/two.html", "*")], Load(4, 1), tmp_path)
        broken = play(url, [Asked("/one.html"), Asked("/nothing.html")], Load(4, 1), tmp_path)
    assert not any(sound.errors.values())
    assert 0 < sound.size < sound.requests * 1000, "packed"
    assert broken.errors["status"] > 0
    lines = (work / "access.log").read_text(encoding="utf-8").splitlines()
    assert {tuple(line.split()[at] for at in (6, 8)) for line in lines} == {
        ("/one.html", "200"), ("/two.html?v=1", "200"), ("/two.html", "304"), ("/nothing.html", "404"),
    }  # fmt: skip


def test_a_visit_is_all_that_the_browser_asked_for(tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "nginx"
    site.mkdir()
    kept = "fetch('data.json').then(() => fetch('data.json', { cache: 'no-cache' }))"
    page = f'<link rel="stylesheet" href="/style.css?v=1"><img src="nothing.png"><script>{kept}</script>'
    (site / "index.html").write_text(f"<!doctype html>{page}", encoding="utf-8")
    (site / "style.css").write_text("@font-face { src: url(https://fonts.example.org/x) }", encoding="utf-8")
    (site / "data.json").write_text("{}", encoding="utf-8")
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    with serving(Side("stock", default_site(site)), work, 4, 1, LOG_FORMAT) as url:
        (visit,) = apart(first_visits)(url, [""], work / "access.log")
    assert visit.page == "/"
    once = [Asked("/"), Asked("/style.css?v=1"), Asked("/data.json")]
    assert {one.path for one in visit.asked} - {"/favicon.ico"} == {one.path for one in once}
    assert [one.path for one in visit.asked if one.etag] == ["/data.json"]
    assert set(once) < set(visit.asked)
    assert visit.vain >= 1


def test_the_table_shows_what_was_measured() -> None:
    faulty = {**_REPORT, "errors": {"connect": 0, "read": 0, "write": 0, "timeout": 2, "status": 1}}
    rows = [Row("visit", "release", 8.0, read(_REPORT)), Row("visit", "stock", 8.0, read(faulty))]
    head, first, second = as_text(rows).splitlines()
    assert re.split(" {2,}", head)[2:] == ["requests/s", "visits/s", "p50 ms", "p99 ms", "kB/visit", "MB/s", "errors"]
    assert first.split() == ["visit", "release", "2000", "250", "1.5", "90.0", "16.0", "4.0", "0"]
    assert second.endswith("2 timeout, 1 status")
    assert '"requests_a_second": 2000.0' in as_json(rows, {})


def test_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load.main(["--release", str(tmp_path)]) == 2
    assert "is no release: make one with `python3 -m scripts release`" in capsys.readouterr().err
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html.gz").write_bytes(b"")
    assert load.main(["--release", str(tmp_path), "--languages", "xx"]) == 2
    assert "No language of the site: xx. There are ar, en," in capsys.readouterr().err
    monkeypatch.setattr(readiness, "_PATH", str(tmp_path))
    assert load.main(["--release", str(tmp_path)]) == 2
    assert "nginx is missing: install it, on Debian with `apt-get install nginx`" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        load.main(["--release", str(tmp_path), "--seconds", "0"])
    assert "'0' is no whole number above 0" in capsys.readouterr().err


def test_too_few_open_files_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 1024))
    with pytest.raises(readiness.NotReadyError, match=r"1000 connections need 2512 open files.*`ulimit -n 2512`"):
        readiness.allow_connections(1000)
