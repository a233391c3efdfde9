"""Each check that needs a browser finds the one thing that is broken in a small built site."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from tests.apart import run
from tests.audit_site import FILES, page, write_built

if TYPE_CHECKING:
    from pathlib import Path

_NOISE = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(4000))
"""Text that packing makes little smaller."""


def _audit(folder: Path, only: str, changes: dict[str, str | None], capsys: pytest.CaptureFixture[str]) -> list[str]:
    site = write_built(folder, changes)
    capsys.readouterr()
    code = run(["check", "--site", str(site), "--json", "--only", only])
    said = capsys.readouterr()
    assert said.out, said.err
    found = [one["message"] for check in json.loads(said.out)["checks"] for one in check["findings"]]
    assert code == (1 if found else 0)
    return found


def test_a_sound_site_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _audit(tmp_path, "foreign,noscript,weight,keyboard,accessibility", {}, capsys) == []


@pytest.mark.parametrize(
    ("check", "text", "message"),
    [
        ("foreign", '<img src="https://example.net/a.png" alt="">', "loads a file from another host"),
        ("foreign", "<script>fetch('http://127.0.0.1:9/a').catch(() => 0)</script>", "the browser asks another host"),
        ("noscript", '<button type="button">Copy</button>', "a control that does nothing without JavaScript is shown"),
        ("noscript", '<label>a <select name="a"></select></label>', "a control that does nothing without JavaScript"),
        (
            "noscript",
            "<span id=a></span><script>a.textContent = 'Only with scripts. '.repeat(20)</script>",
            "without JavaScript",
        ),
        ("noscript", "<style>html:not(.js) h1 { display: none }</style>", "no title (h1) is shown without JavaScript"),
        ("weight", "<!-- " + _NOISE + " -->", "its first load is"),
        ("accessibility", '<img src="style.css">', "Images must have alternative text (image-alt; 360 px light"),
        (
            "accessibility",
            "<style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style>Some text.",
            "Elements must meet minimum color contrast ratio thresholds (color-contrast; 360 px dark, 1280 px dark)",
        ),
        ("keyboard", "<style>a:focus-visible { outline: none }</style>", "the element in focus has no outline"),
        ("keyboard", '<a href="#title" style="position:fixed;left:-999px">a</a>', "is not on the screen"),
        (
            "keyboard",
            '<a href="#title">a</a> <a href="#title" tabindex="2">b</a>',
            "Tab goes back to an element that stands before the last",
        ),
        ("keyboard", '<a href="#title" onkeydown="event.preventDefault()">a</a>', "Tab does not leave this element"),
        (
            "keyboard",
            f'<span style="display:block;width:5em;overflow:auto;white-space:pre" tabindex="-1">{"a b " * 30}</span>',
            "what is scrolled sideways cannot be reached by keyboard",
        ),
        (
            "keyboard",
            "</p><header><details><summary>Menu</summary><a href='#title'>a</a></details></header><p>",
            "Escape does not close it",
        ),
        (
            "keyboard",
            "</p><header><details><summary onclick='return false'>Menu</summary>a</details></header><p>",
            "Enter does not open it",
        ),
        ("keyboard", '<a href="ar/" data-search="a">Search</a>', "Enter on the search link opens no dialog"),
        (
            "keyboard",
            (
                '<dialog id="d" oncancel="event.preventDefault()">a <button>b</button></dialog>'
                '<a href="#title" data-search="a" onclick="event.preventDefault(); d.showModal()">Search</a>'
            ),
            "Escape does not close the search",
        ),
    ],
)
def test_a_broken_page_is_found(
    check: str, text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _audit(tmp_path, check, {"index.html": page(text=text), "ar/index.html": None}, capsys)
    assert [one for one in found if message in one], found


def test_faces_weigh_whether_or_not_the_device_has_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    face = '@font-face { font-family: "Own"; src: local("DejaVu Sans"), local("Arial"), url("own.woff2"); }\n'
    style = FILES["style.css"] + face + ':lang(ar) { font-family: "Own"; }\n'
    changes: dict[str, str | None] = {"style.css": style, "own.woff2": "a" * 95_000}
    (found,) = _audit(tmp_path, "weight", changes, capsys)
    assert found.startswith("its first load is 95.")


def test_scores_that_are_too_low_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untitled = FILES["index.html"].replace("<title>Title</title>", "")
    found = _audit(tmp_path, "lighthouse", {"index.html": untitled, "ar/index.html": None}, capsys)
    assert [one for one in found if one.startswith("seo is ")], found
    assert [one for one in found if one.startswith("accessibility is ")], found
