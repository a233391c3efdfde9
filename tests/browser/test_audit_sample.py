"""The audit of the real site, on one page of each kind; all pages are read before a release (README, Audit)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.apart import run

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("hreflang", "html", "weight", "keyboard", "accessibility")
"""What no other test asks of the real site. Lighthouse measures time: beside other tests it would say little."""


@pytest.mark.parametrize("name", NAMES)
def test_the_site_passes(name: str, real_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    code = run(["check", "--site", str(real_site), "--sample", "--json", "--only", name])
    (told,) = json.loads(capsys.readouterr().out)["checks"]
    assert told["findings"] == []
    assert code == 0
