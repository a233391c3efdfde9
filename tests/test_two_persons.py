"""A release holds only what a second person stands for, where the site asks for that."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from scripts.cli import run
from scripts.content.library import load
from scripts.rules.review_rules import require_review, unreviewed
from tests.site import files

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import MakeSite


def asking(make_site: MakeSite, wanted: str) -> Path:
    """The small site with `require_review`."""
    config = files()["mkdocs.yml"].replace("  fallback: [en]", f"  fallback: [en]\n  require_review: {wanted}")
    return make_site({"mkdocs.yml": config})


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def messages(root: Path, name: str) -> list[str]:
    """What is asked for of a file."""
    return [one.message for one in require_review(load(root)[0]) if one.path == root / name]


def approve(root: Path, page: str, *options: str) -> int:
    return run(["approve", page, "--root", str(root), *options])


def test_a_release_is_refused_a_build_is_not(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = asking(make_site, "all")
    assert run(["check", "--root", str(root)]) == 0
    assert run(["build", "--for-release", "--root", str(root)]) == 1
    out = capsys.readouterr().out
    assert "docs/vi/verify.md: nobody has approved the page" in out
    assert "docs/en/verify.md: no person has reviewed the translation" in out
    assert "translate review verify.md --lang en --by NAME" in out
    assert not (root / "site").exists()


def test_only_the_languages_named_are_asked_for(make_site: MakeSite) -> None:
    root = asking(make_site, "[en]")
    found = require_review(load(root)[0])
    assert {one.path.relative_to(root / "docs").parts[0] for one in found} == {"en"}
    assert unreviewed(load(root)[0], ["vi", "en"]) != found
    assert unreviewed(load(root)[0], []) == []


def test_an_unknown_language(make_site: MakeSite) -> None:
    root = asking(make_site, "[xx]")
    assert messages(root, "mkdocs.yml") == ["require_review names 'xx', which is no language of the site"]


def test_a_reviewed_translation_passes_until_it_or_its_source_changes(make_site: MakeSite) -> None:
    root = asking(make_site, "[en]")
    name = "docs/en/verify.md"
    step = ["verify", "--lang", "en", "--root", str(root)]
    assert run(["translate", "sync", *step]) == 0
    assert run(["translate", "review", *step, "--by", "Second Person"]) == 0
    assert messages(root, name) == []
    change(root, "docs/vi/verify.md", "Text.", "Other text.")
    assert messages(root, name) == ["the source changed since the translation was reviewed"]
    change(root, name, "Text.", "Other text.")
    (found,) = messages(root, name)
    assert found.startswith("the translation changed since Second Person reviewed it on ")


def test_an_approval_lapses_with_the_page_and_with_its_figures(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    root = asking(make_site, "[vi]")
    topic, verify = "docs/vi/2024-09/topic.md", "docs/vi/verify.md"
    for page in ("2024-09/topic", "verify"):
        assert approve(root, page, "--by", "Second Person", "--author", "First Person") == 0
    assert "is approved by Second Person" in capsys.readouterr().out
    assert messages(root, topic) == messages(root, verify) == []
    change(root, "docs/data/figures/all.yml", "value: 345", "value: 346")
    (found,) = messages(root, topic)
    assert found.startswith("the page or a figure on it changed since Second Person approved it on ")
    assert messages(root, verify) == []
    change(root, verify, "updated: 2024-10-31", "publish_on: 2024-10-31\nupdated: 2024-10-31")
    assert messages(root, verify) == []
    change(root, "docs/data/approvals.yml", "author: First Person", "author: second  person")
    change(root, "docs/data/approvals.yml", "author: First Person", "author: second  person")
    assert messages(root, verify) == ["Second Person approved what they wrote"]


def test_nobody_approves_what_they_wrote(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = asking(make_site, "[vi]")
    assert approve(root, "verify", "--by", "One", "--author", "one") == 1
    assert "One wrote the page last, and cannot approve it" in capsys.readouterr().out
    assert approve(root, "verify", "--by", "One") == 2
    assert "git does not know who wrote the page" in capsys.readouterr().err
    assert approve(root, "nothing", "--by", "One", "--author", "Two") == 2


def test_the_author_is_the_one_of_the_last_commit(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = asking(make_site, "[vi]")
    who = ["-c", "user.name=First Person", "-c", "user.email=first@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "All"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    assert approve(root, "verify", "--by", "first person", "--author", "Somebody Else") == 1
    assert approve(root, "verify", "--by", "First@example.org") == 1
    assert "cannot approve it" in capsys.readouterr().out
    assert approve(root, "verify", "--by", "Second Person") == 0
    assert "author: First Person" in (root / "docs/data/approvals.yml").read_text(encoding="utf-8")
    change(root, "docs/vi/verify.md", "Text.", "Other text.")
    assert approve(root, "verify", "--by", "Second Person") == 1
    assert "verify.md differs from its last commit" in capsys.readouterr().out
