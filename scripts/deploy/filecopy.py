"""Files of a release on this machine: linked, copied and checked, or removed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from scripts.deploy.problem import DeployError
from scripts.deploy.release import is_whole

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.deploy.release import Sent


def hard_linked(same: Path, fresh: Path) -> bool:
    """Make `fresh` a second name of `same`; False on file systems that know none."""
    fresh.unlink(missing_ok=True)
    try:
        fresh.hardlink_to(same)
    except OSError:
        return False
    return True


def copy_file(source: Path, fresh: Path, file: Sent) -> None:
    """Copy `source` to `fresh` and hold what was written against its digest; DeployError where it differs."""
    fresh.unlink(missing_ok=True)  # it may be a second name of a file that is online
    shutil.copyfile(source, fresh)
    fresh.chmod(0o644)
    if not is_whole(fresh, file):
        raise DeployError(f"{file.path}: its copy has another digest than the release. Check the disk; run it again.")


def remove_others(place: Path, names: set[str]) -> None:
    """Remove all files below `place` but those of `names`, and folders that are empty."""
    for path in sorted(place.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(place).as_posix() not in names:
            path.unlink()
