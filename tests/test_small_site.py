"""The small site that other tests break is sound, so that each break is the only fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.cli import run

if TYPE_CHECKING:
    import pytest

    from tests.conftest import MakeSite


def test_small_site_has_no_problem(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", "--root", str(make_site())])
    assert capsys.readouterr().out == "No problem: 16 pages, 3 figures, 3 sources, 1 terms.\n"
    assert code == 0


def test_small_site_builds(make_site: MakeSite) -> None:
    root = make_site()
    assert run(["build", "--root", str(root)]) == 0
    assert (root / "site" / "en" / "2024-09" / "topic" / "index.html").is_file()
