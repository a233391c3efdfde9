"""The audit of the real site, on one page of each kind; all pages are read before a release (README, Audit)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from scripts.audit.checks import CHECKS
from tests.apart import run

if TYPE_CHECKING:
    from pathlib import Path

ELSEWHERE = {"content", "links"}
"""What the build refuses, so what tests of the content and of the built pages have seen."""
ALONE = {"lighthouse"}
"""What measures time: beside other tests it would say little."""
NAMES = [check.name for check in CHECKS if check.name not in ELSEWHERE | ALONE]


@pytest.mark.parametrize("name", NAMES)
def test_the_site_passes(name: str, real_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    code = run(["check", "--site", str(real_site), "--sample", "--json", "--only", name])
    (told,) = json.loads(capsys.readouterr().out)["checks"]
    assert told["findings"] == []
    assert code == 0
