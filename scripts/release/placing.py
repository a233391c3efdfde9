"""Making a release's folder out of sight and putting it in its place as a whole."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE, _FOLDER = 0o644, 0o755


def files_of(folder: Path) -> list[str]:
    """Paths of all files below a folder, from there, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def make_readable(folder: Path) -> None:
    """Modes that do not depend on the umask: hosts are other users."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(_FOLDER if path.is_dir() else _FILE)


@contextmanager
def workshop(releases: Path) -> Iterator[Path]:
    """A new folder below `releases`, gone at the end; where it was moved away, nothing is left to remove."""
    releases.mkdir(parents=True, exist_ok=True)
    outer = Path(tempfile.mkdtemp(prefix=".release-", dir=releases))
    work = outer / "new"
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(outer, ignore_errors=True)


def swap(work: Path, target: Path) -> None:
    """Put `work` in the place of `target`; what was there stays if that fails."""
    old = work.parent / "old"
    if target.exists():
        target.rename(old)
    try:
        work.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
