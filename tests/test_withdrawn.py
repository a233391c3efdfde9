"""A withdrawn page leaves a dated notice at every address that it and its records had, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.cli import run
from tests.site import page
from tests.test_embargo import SECRETS, leaks, second

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

FRONT = "withdrawn: 2026-12-03\nwithdrawn_reason: Số liệu sai.\nupdated: 2026-12-01"


def build(make_site: MakeSite, at: str = "2026-12-04", front: str = FRONT) -> Path:
    changes = second(front)
    changes["docs/vi/grue.md"] = None
    changes["docs/assets/images/grue.svg"] = None
    english = str(changes["docs/en/2024-09/quux.md"])
    changes["docs/en/2024-09/quux.md"] = english.replace("updated:", "withdrawn_reason: Wrong figures.\nupdated:", 1)
    changes["docs/vi/verify.md"] = page("V", "[q](2024-09/quux.md)")
    root = make_site(changes)
    assert run(["build", "--root", str(root), "--at", at]) == 0
    return root / "site"


def text_of(path: Path) -> str:
    tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return " ".join("".join(map(str, tree.itertext())).split())


def test_a_notice_stands_in_the_place_of_the_page(make_site: MakeSite) -> None:
    site = build(make_site)
    for code, said in (
        ("", ("Trang này đã được rút ngày 3 tháng 12, 2026", "Số liệu sai.")),
        ("en/", ("This page was withdrawn on 3 December 2026", "Wrong figures.", "contact the publisher")),
    ):
        page = site / code / "2024-09/quux/index.html"
        for part in said:
            assert part in text_of(page)
        tree = html.fromstring(page.read_bytes())
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert not tree.xpath("//link[@rel='alternate'][@hreflang]")
    for one in ("xyzzy-score", "xyzzy-toll", "msg-xyzzy-one"):
        record = site / f"id/{one}/index.html"
        assert "This record was withdrawn with its page on 3 December 2026" in text_of(record)
        assert html.fromstring(record.read_bytes()).xpath("//meta[@name='robots']/@content") == ["noindex"]
    rows = (site / "data/withdrawn.csv").read_text(encoding="utf-8")
    assert "xyzzy-score,figure,withdrawn,2026-12-03," in rows
    assert "msg-xyzzy-one,message,withdrawn,2026-12-03," in rows
    assert "xyzzy" not in (site / "data/figures.csv").read_text(encoding="utf-8")
    assert "quux" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    for name in ("feed.xml", "en/feed.xml", "feed.json"):
        feed = (site / name).read_text(encoding="utf-8")
        assert feed.count(f"{'en/' if name[:3] == 'en/' else ''}2024-09/quux/#changes-2026-12-03") == 1
    assert "Wrong figures." in (site / "en/feed.xml").read_text(encoding="utf-8")


def test_nothing_of_what_it_said_is_in_any_file(make_site: MakeSite) -> None:
    site = build(make_site)
    words = tuple(one for one in SECRETS if one not in {"xyzzy", "quux"})
    assert leaks(site, words) == []
    menus = [path for path in site.rglob("*.html") if "2024-09/quux" not in path.as_posix()]
    for path in menus:
        nav = html.fromstring(path.read_bytes()).xpath("//nav//a[contains(@href, 'quux')]")
        assert not nav, path


def test_before_its_day_the_page_is_as_it_was(make_site: MakeSite) -> None:
    site = build(make_site, at="2026-12-02")
    assert "Secret wumpus words" in text_of(site / "2024-09/quux/index.html")


def test_it_is_withdrawn_from_the_ledger_when_recorded(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    changes = second("updated: 2026-12-01")
    changes["docs/vi/grue.md"] = None
    root = make_site(changes)
    at = ["--root", str(root), "--at", "2026-12-04"]
    assert run(["updates", "record", *at]) == 0
    page = root / "docs/vi/2024-09/quux.md"
    page.write_text(page.read_text(encoding="utf-8").replace("updated: 2026-12-01", FRONT), encoding="utf-8")
    capsys.readouterr()
    run(["updates", "status", *at])
    assert "figure   xyzzy-score: gone" in capsys.readouterr().out
    assert run(["updates", "record", *at, "--date", "2026-12-03", "xyzzy-score", "2024-09/quux.md"]) == 0
    assert "withdrawn: 2026-12-03" in (root / "docs/data/ledger/2024-09.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("withdrawn: 2026-12-03\nupdated: 2026-12-01", "nothing says why the page was withdrawn"),
        ("withdrawn_reason: Why.\nupdated: 2026-12-01", "nothing says since when the page is withdrawn"),
        ("withdrawn: 2026-12\nwithdrawn_reason: Why.\nupdated: 2026-12-01", "'withdrawn' is 2026-12, which is no day"),
        (f"draft: true\n{FRONT}", "a draft cannot be withdrawn"),
        (FRONT.replace("sai.", "{{ score }}"), "the reason holds a reference"),
    ],
)
def test_faults(make_site: MakeSite, capsys: pytest.CaptureFixture[str], front: str, said: str) -> None:
    changes = second(front)
    changes["docs/vi/grue.md"] = None
    root = make_site(changes)
    assert run(["check", "--root", str(root), "--at", "2026-12-04"]) == 1
    assert said in capsys.readouterr().out


def test_what_is_published_shows_no_figure_of_it(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    changes = second(FRONT)
    changes["docs/vi/grue.md"] = None
    root = make_site(changes)
    page = root / "docs/vi/verify.md"
    text = page.read_text(encoding="utf-8")
    new = "It is {{ xyzzy-score }}, see [it](2024-09/quux.md#msg-xyzzy-one)."
    page.write_text(text.replace("Text.", new), encoding="utf-8")
    assert run(["check", "--root", str(root), "--at", "2026-12-04"]) == 1
    out = capsys.readouterr().out
    assert "verify.md shows the figure 'xyzzy-score' of 2024-09/quux.md, which was withdrawn on 2026-12-03" in out
    assert "verify.md links to 2024-09/quux.md, which was withdrawn on 2026-12-03" in out
