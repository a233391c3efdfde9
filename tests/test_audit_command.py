"""The command ``check --site``: its options, its three reports, and what it says when it cannot work."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from scripts.audit import alive
from scripts.audit.outside import malformed
from scripts.audit.sample import sample
from scripts.audit.site import Site
from tests.apart import apart, run
from tests.audit_site import page, write_built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import MakeSite

_NAMES = [
    *("content", "links", "outside", "dependencies", "hreflang", "feeds", "data", "html", "foreign", "noscript"),
    *("weight", "keyboard", "accessibility", "lighthouse"),
]


_ask_all = apart(alive.ask_all)


def test_the_checks_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == _NAMES


def test_an_unknown_check_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--site", str(write_built(tmp_path)), "--only", "links,colour"]) == 2
    assert "There is no check 'colour'. The checks are: content, links, " in capsys.readouterr().err


def test_a_folder_without_a_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"There is no built site in {tmp_path}. Run: python3 -m scripts build\n"


def test_options_of_an_audit_need_a_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--sample"]) == 2
    assert "add --site" in capsys.readouterr().err


@pytest.mark.parametrize(("check", "tool"), [("html", "java"), ("html", "npm"), ("lighthouse", "node")])
def test_a_missing_tool_is_named(
    check: str, tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    others = tmp_path / "bin"
    others.mkdir()
    for name in {"java", "npm", "node"} - {tool}:
        (others / name).write_text("#!/bin/sh\n")
        (others / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(others))
    monkeypatch.setenv("SITE_CACHE", str(tmp_path / "cache"))
    assert run(["check", "--site", str(write_built(tmp_path / "site")), "--only", check]) == 2
    assert f"'{tool}' is needed and was not found. Debian, Ubuntu: apt install" in capsys.readouterr().err


def test_the_three_reports_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write_built(tmp_path / "site", {"index.html": page(text='<a href="a&amp;b/">a</a>')})
    arguments = ["check", "--site", str(site), "--only", "links,feeds"]
    assert run([*arguments, "--html", str(tmp_path / "to" / "report.html")]) == 1
    text = capsys.readouterr().out
    assert run([*arguments, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    tree = html.fromstring((tmp_path / "to" / "report.html").read_bytes())
    message, advice = "the link leads nowhere: a&b/", "Mend the link in its source, or put the file"
    assert "links  FAILED  2 pages, 1 found\n" in text
    assert "feeds  passed  1 files\n" in text
    assert f"links: index.html\n    {message}\n    -> {advice}" in text
    assert text.endswith("1 of 2 checks failed (links): 1 finding.\n")
    assert [check["passed"] for check in told["checks"]] == [False, True]
    assert told["checks"][0]["findings"][0]["message"] == message
    assert tree.get("lang") == "en"
    assert message in str(tree.xpath("string()"))
    assert tree.xpath("//*[@src] | //link") == []


def test_the_sample_has_each_kind_and_each_language(tmp_path: Path) -> None:
    names = ("about", "sources", "2024-09", "2024-09/a", "2024-09/b", "2024-10/c", "id/x", "id/y", "about/compare")
    pages = {f"{name}/index.html": page() for name in names}
    pages |= {f"ar/{name}/index.html": page("ar") for name in names if not name.startswith("id")}
    site = Site(write_built(tmp_path, pages))
    addresses = [one.address for one in sample(site)]
    assert {address.removeprefix("ar/") for address in addresses} >= {"", "about/", "sources/", "2024-09/", "id/x/"}
    assert {address.startswith("ar/") for address in addresses} == {True, False}
    assert len(addresses) < len(site.pages)
    assert addresses == [one.address for one in sample(Site(tmp_path))]


@given(st.text())
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    assert isinstance(malformed(f"https://example.org/{text}"), str)
    assert isinstance(malformed(text), str)


_PLACES = {"/good": 200, "/gone": 404, "/shy": 403, "/busy": 429, "/ill": 500}


class _Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/get-only" else _PLACES.get(self.path, 404))

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/get-only" else _PLACES.get(self.path, 404))

    def _answer(self, status: int) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


@contextmanager
def _other_site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (_Site,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_what_is_gone_is_told_from_what_refuses_programs(tmp_path: Path) -> None:
    with _other_site() as (host, asked):
        urls = [host + place for place in (*_PLACES, "/get-only")]
        answers = _ask_all(urls, tmp_path / "answers.json", print, pause=0)
        assert [answers[url].kind for url in urls] == ["alive", "gone", "refused", "refused", "failing", "alive"]
        asked.clear()
        _ask_all(urls, tmp_path / "answers.json", print, pause=0)
        assert sorted(asked) == ["GET /gone", "GET /ill", "HEAD /gone", "HEAD /ill"]  # the good ones were kept
    silent = _ask_all([f"{host}/good?2"], tmp_path / "answers.json", print, pause=0)
    assert silent[f"{host}/good?2"].detail.startswith("no answer")


def test_a_dead_link_is_found_unless_its_record_names_a_copy(
    tmp_path: Path, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SITE_CACHE", str(tmp_path / "cache"))
    with _other_site() as (host, _):
        root = make_site()
        figures, sources = root / "docs/data/figures/all.yml", root / "docs/data/sources/all.yml"
        sources.write_text(sources.read_text().replace("https://example.org/report", f"{host}/gone"))
        copy = f"seen: {host}/good\n      seen_kind: primary-copy"
        text = figures.read_text().replace("seen: https://example.org/copy\n      seen_kind: press", copy)
        figures.write_text(text)
        links = "".join(f'<a href="{host}{place}">a</a>' for place in ("/gone", "/good", "/ill", "/shy"))
        site = write_built(tmp_path / "site", {"index.html": page(text=links)})
        arguments = ["check", "--root", str(root), "--site", str(site), "--only", "outside", "--online", "--json"]
        assert run(arguments) == 1
        told = json.loads(capsys.readouterr().out)["checks"][0]
    assert [finding["message"] for finding in told["findings"]] == ["the site answers: status 500"]
    assert f"{host}/shy: the site is there but answers no program (status 403); look by hand." in told["notes"]
    assert f"{host}/gone: status 404; its record names a copy, which answers." in told["notes"]
