"""Templates that replace the theme's own are read again when the theme moves."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
import tinycss2
from lxml import html

from scripts.cli import run
from scripts.outputs.themestyles import ThemeStylesError, Vocabulary, shorten
from tests.site import ROOT, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

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


def test_pages_load_the_rules_of_the_theme_that_they_use(make_site: MakeSite) -> None:
    def sheet(body: str) -> str:
        changes = {f"docs/{code}/about.md": page("About", body, translated=code == "en") for code in ("vi", "en")}
        root = make_site(changes)
        assert run(["build", "--root", str(root)]) == 0
        tree = html.fromstring((root / "site/about/index.html").read_bytes())
        (link,) = (str(link.get("href")) for link in tree.iter("link") if "/main." in link.get("href", ""))
        name, _, query = link.partition("?")
        text = (root / "site/about" / name).read_text(encoding="utf-8")
        assert re.fullmatch(r"v=[0-9a-f]{16}", query)
        assert ".md-typeset" in text
        assert ".md-tabs" not in text
        return f"{query} {text}"

    plain, warned = sheet("A text."), sheet("!!! warning\n\n    A text.")
    assert ".admonition" not in plain
    assert ".admonition" in warned
    assert plain.split()[0] != warned.split()[0]


@pytest.mark.parametrize(
    ("selector", "known"),
    [
        ("p", True),
        ("nav", False),
        (".a.b>p:first-child", True),
        (".a .c", False),
        ("p:not(.c)::before", True),
        ("[dir=rtl] p", True),
        ("[data-x] p", False),
        ("#any p", True),
        ("dialog.made", True),
        ("*", True),
    ],
)
def test_a_selector_is_known_by_all_its_parts(selector: str, known: bool) -> None:  # noqa: FBT001
    vocabulary = Vocabulary(words={"dialog", "made"})
    vocabulary.read(html.fromstring("<div dir='rtl' class='a b'><p>x</p></div>"))
    assert vocabulary.has(tinycss2.parse_component_value_list(selector)) is known


def test_a_theme_without_its_stylesheet_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "assets/stylesheets").mkdir(parents=True)
    with pytest.raises(ThemeStylesError, match=r"there should be one such stylesheet of the theme, and there are 0"):
        shorten(tmp_path)
