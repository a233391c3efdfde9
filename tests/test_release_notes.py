"""What the notes of a release say of figures, and that texts cannot break them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scripts.content.library import load
from scripts.release.manifest import Manifest, ReleasedFile
from scripts.release.notes import notes, plain
from tests.ledgered import FIGURES, edit, ledgered, record, say_what_changed
from tests.site import ROOT

if TYPE_CHECKING:
    from tests.conftest import MakeSite

BEFORE = Manifest(
    "2024-11-05-aaaaaaaa", "", tuple(ReleasedFile(path, path, 1) for path in ("gone.html", "kept.html", "other.html"))
)
NOW = Manifest(
    "2024-12-03-bbbbbbbb",
    "",
    (ReleasedFile("kept.html", "kept.html", 1), ReleasedFile("new.html", "", 1), ReleasedFile("other.html", "", 1)),
)


def test_figures_are_told_with_old_and_new_value_and_files_are_counted(make_site: MakeSite) -> None:
    root = ledgered(make_site)
    edit(root, FIGURES, "value: 345", "value: 400")
    say_what_changed(root)
    assert record(root, "--date", "2024-12-03") == 0
    library, problems = load(root)
    assert not problems
    told = notes(library, ROOT / "overrides/components", BEFORE, NOW)
    vietnamese, english = told.split("## Changes since release 2024-11-05-aaaaaaaa (en)")
    assert "Tệp: thêm 1, thay đổi 1, bỏ 1." in vietnamese
    assert "Files: 1 added, 1 changed, 1 removed." in english
    (page,) = [line for line in vietnamese.splitlines() if "Toll of October" in line]
    assert page.startswith("- 2024-12-03: ")
    (figure,) = [line for line in english.splitlines() if "`toll`" in line]
    assert figure.startswith("- 2024-12-03: `toll` Toll: ")
    assert "345" in figure
    assert "400" in figure
    assert "2024-10-31" not in told  # told by the release before


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1))
def test_any_text_comes_out_of_markdown_as_it_was(text: str) -> None:
    (inline,) = MarkdownIt().parseInline(plain(text))
    assert "".join(one.content for one in inline.children or []) == text
    assert {one.type for one in inline.children or []} <= {"text", "text_special"}
