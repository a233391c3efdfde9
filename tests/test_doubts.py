"""Passages that a reviewer begins with: read, checked, and shown on the page on the state of the translations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from scripts.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

DOUBT = """\
doubts:
  - page: verify.md
    at: first
    text: Some words
    reason: Perhaps other words.
"""
VERIFY = """\
---
title: Verify
description: A page.
updated: 2024-10-31
translation: machine-draft
---

# Verify

Some
words.
"""


def findings(root: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What `translate check` says of the list, as JSON."""
    capsys.readouterr()
    run(["translate", "check", "--lang", "en", "--json", "--root", str(root)])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return [one for one in found if one["rule"] == "doubt"]


def test_a_doubt_stands_where_reviewers_look(make_site: MakeSite) -> None:
    root = make_site(
        {
            "docs/en/doubts.yml": DOUBT,
            "docs/en/verify.md": VERIFY,
            "docs/vi/state.md": state(),
            "docs/en/state.md": None,
        }
    )
    assert run(["build", "--root", str(root)]) == 0
    tree: html.HtmlElement = html.fromstring((root / "site/state/index.html").read_bytes())
    shown: Any = tree.xpath("//section[@aria-labelledby='work-en']//details//li")
    assert [one.text_content().split() for one in shown] == [
        ["verify.md", "firstSome", "wordsPerhaps", "other", "words."]
    ]
    assert shown[0].xpath("./q/@lang") == ["en"]


def state() -> str:
    """A page with the state of the translations."""
    return (
        "---\ntitle: Tình trạng\ndescription: Một trang.\nupdated: 2024-10-31\n---\n\n"
        "# Tình trạng\n\n{{ block: translations }}\n"
    )


def test_a_doubt_about_words_that_are_there_is_silent(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site({"docs/en/doubts.yml": DOUBT, "docs/en/verify.md": VERIFY})
    assert findings(root, capsys) == []


@pytest.mark.parametrize(
    "changed",
    [DOUBT.replace("Some words", "No such words"), DOUBT.replace("verify.md", "no-such-page.md")],
    ids=["words", "page"],
)
def test_a_doubt_that_answers_to_nothing_is_reported(
    changed: str, make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site({"docs/en/doubts.yml": changed, "docs/en/verify.md": VERIFY})
    assert [(one["severity"], one["line"]) for one in findings(root, capsys)] == [("warning", 2)]


@pytest.mark.parametrize("changed", [DOUBT.replace("    reason: Perhaps other words.\n", ""), "doubts: [a"])
def test_a_list_that_cannot_be_read_stops_the_build(
    changed: str, make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site({"docs/en/doubts.yml": changed, "docs/en/verify.md": VERIFY})
    assert run(["build", "--root", str(root)]) == 1
    assert "docs/en/doubts.yml" in capsys.readouterr().out
    assert not (root / "site").exists()
    assert [one["severity"] for one in findings(root, capsys)] == ["error"]
