"""Fixtures: small sites to break, and the real site, built once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from filelock import FileLock
from xdist.scheduler.loadscope import LoadScopeScheduling  # type: ignore[import-untyped]  # it has no types

from scripts.cli import run
from tests.site import ROOT, page, write_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


# Small sites say much the same: their press kits are made once, not once a test.
os.environ.setdefault("SITE_CACHE", str(ROOT / ".cache"))


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


SPREAD = ("test_search.py", "test_pages.py", "test_languages.py", "test_print.py", "test_terms.py")
"""Browser tests by the hundred that share no costly fixture."""


class _ByFile(LoadScopeScheduling):  # type: ignore[misc]  # the same
    """A file's tests go to one worker, so that what they share is made once; those of `SPREAD` to whoever is free.

    (xdist's own groups do nothing with pytest 9.2: they are read from an attribute that it no longer has.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file.startswith("tests/browser/") and file.rpartition("/")[2] in SPREAD else file


def pytest_configure() -> None:
    """The first worker builds the real site, for which all others wait in the end: it goes before them."""
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0" and hasattr(os, "nice"):
        os.nice(5)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _ByFile:  # noqa: ANN401 (xdist's own)
    """How a run by several workers shares the tests out."""
    return _ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test of the real site first, files that need it last: one worker builds it, the others run what needs none.

    Of these the browser's come first, since they take longest; of those last, since they are spread best.
    """
    needy = [item for item in items if "real_site" in getattr(item, "fixturenames", ())]
    first = next((item for item in needy if item.path.name in SPREAD), None)
    late = {item.path for item in needy}

    def turn(item: pytest.Item) -> tuple[bool, bool, bool]:
        is_late = item.path in late
        return item is not first, is_late, is_late == (item.path.parent.name == "browser")

    items.sort(key=turn)


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


SHEETS = [ROOT / "docs/assets/stylesheets" / f"{name}.css" for name in ("tokens", "layout", "content", "print")]
FACES = sorted((ROOT / "docs/assets/fonts").glob("*.woff2"))
BEGUN_ADDRESS = "https://example.org/under/"
"""Where the site with a begun language says it is published."""


@pytest.fixture(scope="session")
def begun_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with Arabic begun: one page translated in part, one only in Vietnamese, the rest in English."""
    root = write_site(
        tmp_path_factory.mktemp("honest"),
        {
            "docs/en/verify.md": None,
            "docs/vi/old.md": page("Trang cũ", "Một đoạn văn bản cũ."),
            **{path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (*SHEETS, *FACES)},
            "docs/en/old.md": page("Old page", "An old paragraph.", translated=True),
        },
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", BEGUN_ADDRESS)
        config = root / "mkdocs.yml"
        sheets = "".join(f"  - {path.relative_to(ROOT / 'docs').as_posix()}\n" for path in SHEETS)
        text = config.read_text(encoding="utf-8").replace('site_url: ""', f"site_url: {BEGUN_ADDRESS}")
        config.write_text(f"{text}extra_css:\n{sheets}", encoding="utf-8")
        assert run(["translate", "new", "ar", "--root", str(root)]) == 0
        assert run(["translate", "start", "about", "--lang", "ar", "--root", str(root)]) == 0
        assert run(["translate", "sync", "old", "--lang", "en", "--root", str(root)]) == 0
        old = root / "docs/vi/old.md"
        old.write_text(old.read_text(encoding="utf-8").replace("văn bản cũ", "văn bản năm 2023"), encoding="utf-8")
        assert run(["build", "--root", str(root)]) == 0
    return root / "site"
