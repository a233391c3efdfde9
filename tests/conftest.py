"""Fixtures: small sites to break, and the real site, built once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

import pytest
from filelock import FileLock

from scripts.cli import run
from tests.site import ROOT, write_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class MakeSite(Protocol):
    """Writes a small site with some files changed."""

    def __call__(self, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
        """Write it; its root."""


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """A small site in a folder of its own."""

    def make(changes: Mapping[str, str | bytes | None] | None = None) -> Path:
        return write_site(tmp_path / "project", changes)

    return make


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built by the public command; shared by all workers of a run."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    site = shared / "real-site"
    with FileLock(f"{site}.lock"):
        if not site.exists():
            assert run(["build", "--site", str(site)]) == 0
    return site


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own folder."""
    return ROOT
