"""The release that goes online: its folder, held against its manifest before anything leaves this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.deploy.problem import DeployError
from scripts.release import manifest as manifests
from scripts.release.checksums import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.release.manifest import Manifest

LATEST = "latest"
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_SHOWN = 10


@dataclass(frozen=True)
class Sent:
    """A file as it lies online, plain or packed."""

    path: str
    """From the site's root."""
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True)
class Release:
    """A folder with ``manifest.json`` and ``site/``."""

    folder: Path
    manifest: Manifest

    @property
    def version(self) -> str:
        """``2026-11-25-1a2b3c4d``; fit for a name of a folder."""
        return self.manifest.version

    @property
    def site(self) -> Path:
        """The files to publish."""
        return self.folder / manifests.SITE

    def files(self) -> tuple[Sent, ...]:
        """All files, packed ones too, sorted by path."""
        return tuple(sorted(_files(self.manifest), key=lambda file: file.path))


def _files(manifest: Manifest) -> Iterator[Sent]:
    for file in manifest.files:
        yield Sent(file.path, file.sha256, file.size)
        for packed in file.packed:
            yield Sent(file.path + manifests.CODINGS[packed.coding], packed.sha256, packed.size)


def find(releases: Path, named: str | None = None) -> Release:
    """The release `named` in the folder `releases`, or the latest; DeployError where there is none."""
    version = named
    if version is None:
        try:
            version = (releases / LATEST).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise DeployError(
                f"{releases / LATEST}: there is no release yet. Make one with 'release', or name one with --release.", 2
            ) from error
    if not is_version(version):
        raise DeployError(f"'{version}' is no version of a release.", 2)
    return load(releases / version)


def is_version(text: str) -> bool:
    """Whether it can be the name of a folder on every host: no slash, no dot first, no ``.part`` at its end."""
    return bool(_VERSION.fullmatch(text)) and not text.endswith(".part")


def load(folder: Path) -> Release:
    """The release in a folder, every file of it read and held against the manifest; DeployError where one differs."""
    try:
        release = Release(folder, manifests.read(folder / manifests.NAME))
    except manifests.ManifestError as error:
        raise DeployError(str(error), 2) from error
    if not is_version(release.version):
        raise DeployError(f"{folder / manifests.NAME}: '{release.version}' is no version that a host can keep.")
    faults = sorted(_faults(release))
    if faults:
        more = f"\n... and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        listed = "\n".join(faults[:_SHOWN])
        raise DeployError(
            f"{release.site}: this is not what was released; nothing was sent.\n{listed}{more}\nMake the release again."
        )
    return release


def _faults(release: Release) -> Iterator[str]:
    expected = {file.path: file for file in release.files()}
    found = {path.relative_to(release.site).as_posix() for path in release.site.rglob("*") if path.is_file()}
    for path in found - set(expected):
        yield f"{path}: is not in the manifest"
    for path, file in expected.items():
        if not path.isprintable():
            yield f"{path!r}: its name holds control characters"
        elif path not in found:
            yield f"{path}: is missing"
        elif not is_whole(release.site / path, file):
            yield f"{path}: its digest is not that of the manifest"


def is_whole(path: Path, file: Sent) -> bool:
    """Whether `path` is a plain file with the size and digest of `file`."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != file.size:
        return False
    return digest_of(path) == file.sha256
