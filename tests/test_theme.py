"""Templates that replace the theme's own are read again when the theme moves."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest

from tests.site import ROOT

OVERRIDES = sorted(
    path
    for path in (ROOT / "overrides").rglob("*.html")
    if "components" not in path.parts
    and path.name not in {"findings.html", "menu.html", "notices.html", "sharing.html", "sprite.html"}
)


@pytest.mark.parametrize("path", OVERRIDES, ids=lambda path: path.name)
def test_an_override_names_the_version_it_was_written_against(path: object) -> None:
    text = (ROOT / str(path)).read_text(encoding="utf-8")
    found = re.search(r"mkdocs-material (\d+\.\d+\.\d+)", text)
    assert found is not None, "say in a comment which version it was written against"
    assert found[1] == version("mkdocs-material"), "compare it with the theme's new template, then change the comment"


def test_styles_know_no_left_and_right() -> None:
    for sheet in sorted((ROOT / "docs" / "assets" / "stylesheets").glob("*.css")):
        physical = re.findall(
            r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|text-align:\s*(?:left|right)",
            sheet.read_text(encoding="utf-8"),
        )
        assert physical == [], sheet.name


def test_shorthands_give_both_sides_the_same() -> None:
    for sheet in sorted((ROOT / "docs" / "assets" / "stylesheets").glob("*.css")):
        fours = re.findall(
            r"(?:margin|padding|border-width|inset):\s*([^\s;{}]+) ([^\s;{}]+) ([^\s;{}]+) ([^\s;{}]+)",
            sheet.read_text(encoding="utf-8"),
        )
        assert [one for one in fours if one[1] != one[3]] == [], sheet.name


def test_the_settings_stay_short() -> None:
    assert len((ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()) < 200
