"""Old addresses lead on, in every language and on every host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.cli import run
from scripts.content.library import load
from scripts.hosting.redirects import Move, moves
from tests.site import files

if TYPE_CHECKING:
    from tests.conftest import MakeSite

MOVED = "docs/data/moved.yml"
ADDRESS = "https://example.org/under/"


def test_old_addresses_lead_on(make_site: MakeSite) -> None:
    config = files()["mkdocs.yml"].replace('site_url: ""', f"site_url: {ADDRESS}")
    root = make_site({"mkdocs.yml": config, MOVED: "2024-09/old.md: 2024-09/topic.md\nhome.md: index.md\n"})
    assert run(["build", "--root", str(root)]) == 0
    for code, title in (("", "Trang này đã chuyển"), ("en/", "This page has moved")):
        tree = html.fromstring((root / "site" / code / "2024-09/old/index.html").read_bytes())
        assert tree.get("lang") == (code.strip("/") or "vi")
        assert tree.findtext(".//h1") == title
        assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../topic/"]
        assert tree.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}{code}2024-09/topic/"]
        assert tree.xpath("//a/@href") == ["../topic/"]
        home = html.fromstring((root / "site" / code / "home/index.html").read_bytes())
        assert home.xpath("//a/@href") == ["../"]
    lines = (root / "site/_redirects").read_text(encoding="utf-8").splitlines()
    led = [f"/under{code}/2024-09/old/  /under{code}/2024-09/topic/  301" for code in ("", "/en")]
    assert set(led) <= set(lines)
    assert lines.index(led[1]) < lines.index("/under/en/*  /under/en/404.html  404")


def test_moves_of_every_language(make_site: MakeSite) -> None:
    library, _ = load(make_site({MOVED: "2024-09/old.md: 2024-09/topic.md\n"}))
    assert moves(library) == (
        Move("2024-09/old/", "2024-09/topic/"),
        Move("en/2024-09/old/", "en/2024-09/topic/"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("about.md: verify.md\n", "'about.md' has moved, but the page about.md stands at its address"),
        ("about/index.md: verify.md\n", "'about/index.md' has moved, but the page about.md stands at its address"),
        ("old.md: verifi.md\n", "'old.md' leads to 'verifi.md', which is no page"),
        ("old.md: older.md\nolder.md: verify.md\n", "'old.md' leads to 'older.md', which has moved itself"),
        ("old.md: older.md\nolder.md: old.md\n", "'older.md' leads to 'old.md', which has moved itself"),
        ("old.md: old.md\n", "'old.md' moved to itself"),
        ("id/score.md: verify.md\n", "'id/score.md' is the address of a record"),
        ("old/: verify.md\n", "'old/' is no name of a page"),
        ("../old.md: verify.md\n", "'../old.md' is no name of a page"),
        ("old.md: verify.md\nold/index.md: verify.md\n", "'old/index.md' and 'old.md' are the same address"),
    ],
)
def test_faults(make_site: MakeSite, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    root = make_site({MOVED: text})
    assert run(["check", "--root", str(root)]) == 1
    out = capsys.readouterr().out
    assert said in out
    assert "docs/data/moved.yml:" in out


def test_nothing_leads_to_what_is_not_published(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site({MOVED: "old.md: verify.md\n"})
    path = root / "docs/vi/verify.md"
    path.write_text(path.read_text(encoding="utf-8").replace("updated:", "draft: true\nupdated:"), encoding="utf-8")
    assert run(["check", "--root", str(root)]) == 1
    assert "docs/data/moved.yml:1: 'old.md' leads to verify.md, which is a draft" in capsys.readouterr().out


def test_a_page_that_every_page_leads_to_stays(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    content = files()
    moved = {f"docs/{code}/intro.md": content[f"docs/{code}/about.md"] for code in ("vi", "en")}
    gone = dict.fromkeys(("docs/vi/about.md", "docs/en/about.md"))
    root = make_site({**gone, **moved, MOVED: "about.md: intro.md\n"})
    assert run(["check", "--root", str(root)]) == 1
    said = capsys.readouterr().out
    assert "docs/vi/about.md: there is no page about.md, which every page leads to" in said
    assert "keeps its name" in said
