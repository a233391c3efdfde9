"""Where releases lie: ``releases/<version>/``, and ``releases/latest`` with the version of the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.release import manifest
from scripts.release.provenance import NAME as PROVENANCE
from scripts.release.provenance import previous_in

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.release.manifest import Manifest

FOLDER = "releases"
"""In the project's root, unless another place is named."""
LATEST = "latest"


class ReleaseError(Exception):
    """A release cannot be made or found; the message says why and what to do."""


def newest(releases: Path) -> Path:
    """The folder of the newest release; ReleaseError where there is none."""
    version = _latest(releases)
    if version is None:
        raise ReleaseError(f"{releases}: there is no release here. Make one: python3 -m scripts release")
    if not (releases / version).is_dir():
        raise ReleaseError(f"{releases / LATEST}: names '{version}', which is not there. Name a release's folder.")
    return releases / version


def previous_of(releases: Path, version: str) -> Manifest | None:
    """The release that `version` follows: the newest, or what that one followed where it is this very version."""
    found = _latest(releases)
    if found == version:
        found = previous_in(releases / version / PROVENANCE)
    if not found or not (releases / found).is_dir():
        return None
    return manifest.read(releases / found / manifest.NAME)


def name_latest(releases: Path, version: str) -> None:
    """Write which release is the newest, whole or not at all."""
    new = releases / f".{LATEST}.new"
    new.write_text(f"{version}\n", encoding="utf-8", newline="\n")
    new.replace(releases / LATEST)


def _latest(releases: Path) -> str | None:
    try:
        version = (releases / LATEST).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return version if version and "/" not in version and "\\" not in version and not version.startswith(".") else None
