"""The writer's preview, driven as a writer does: by saving files and looking at the page."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from tests.conftest import MakeSite

_PATIENCE = 60
"""Seconds until a test gives up; how fast the preview is, is for a benchmark to say."""


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """A preview of the English pages; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, str(ROOT / "scripts"), "serve", "--root", str(root), "--lang", "en", "--address", at]
    log, folder = root.parent / "preview.log", root.parent / "temporary"
    folder.mkdir()
    environ = {**os.environ, "TMPDIR": str(folder)}
    with (
        log.open("w", encoding="utf-8") as output,
        subprocess.Popen(command, stdout=output, stderr=output, env=environ) as process,
    ):
        try:
            yield f"http://{at}/"
            assert "Warning" not in log.read_text(encoding="utf-8")
        finally:
            # An interrupt is ignored by whatever runs in the background of a shell, and so by its children.
            process.terminate()
    assert os.name != "posix" or list(folder.iterdir()) == []


def shows(url: str, text: str) -> bool:
    """Whether the page at `url` comes to show `text`."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(url) as answer:  # noqa: S310 (our own address)
                found = answer.read().decode()
        except HTTPError as error:
            found = error.read().decode()
        except (URLError, ConnectionError):
            found = ""
        if text in found:
            return True
        time.sleep(0.1)
    return False


def change(path: Path, old: str, new: str) -> None:
    """Save a file with one text in place of another."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_saved_edit_comes_to_its_page(make_site: MakeSite) -> None:
    root = make_site()
    with preview(root) as address:
        assert shows(f"{address}verify/", "Text.")
        change(root / "docs/en/verify.md", "Text.", "Another text.")
        assert shows(f"{address}verify/", "Another text.")
        change(root / "docs/en/figures/all.yml", "name: Score", "name: Overall score")
        assert shows(f"{address}2024-09/topic/", "Overall score")
        assert shows(f"{address}figures/", "Overall score")
        change(root / "docs/data/figures/all.yml", "value: 99.74", "value: 98.74")
        assert shows(f"{address}2024-09/topic/", "98.74")


def test_problems_stand_in_the_browser_until_they_are_mended(make_site: MakeSite) -> None:
    root = make_site()
    with preview(root) as address:
        assert shows(f"{address}verify/", "Text.")
        change(root / "docs/en/verify.md", "Text.", "{{ no-such-figure }}")
        assert shows(f"{address}verify/", "no-such-figure")
        assert shows(f"{address}about/", "The content has problems")
        change(root / "docs/en/verify.md", "{{ no-such-figure }}", "Mended.")
        assert shows(f"{address}verify/", "Mended.")


def test_the_panel_follows_what_the_checks_find(make_site: MakeSite) -> None:
    root = make_site()
    with preview(root) as address:
        assert shows(f"{address}verify/", "Text.")
        change(root / "docs/en/verify.md", "Text.", "A text with a number, 4711.")
        assert shows(f"{address}verify/", "4711 is not in the original")
        change(root / "docs/en/verify.md", "A text with a number, 4711.", "A text of words only.")
        assert shows(f"{address}verify/", "Nothing to mend.")


def test_a_preview_of_no_language_is_refused(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    from scripts.cli import run

    assert run(["serve", "--root", str(make_site()), "--lang", "xx"]) == 2
    assert "There is no language 'xx'; there are: vi, en." in capsys.readouterr().err
