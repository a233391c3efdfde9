"""A published folder against a manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.release.checksums import digest_of
from scripts.release.manifest import CODINGS, NAME, SITE
from scripts.verification.difference import Difference, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from scripts.release.manifest import Manifest
    from scripts.verification.difference import Kind

_STEP = 2000


def folder_differences(folder: Path, wanted: Manifest, told: Callable[[str], None]) -> list[Difference]:
    """Everything in `folder` that differs; UnreadableError where it cannot be read."""
    if not folder.is_dir():
        raise UnreadableError(f"{folder}: there is no such folder. Name the folder that is published, or an address.")
    if (folder / NAME).is_file() and (folder / SITE).is_dir():
        raise UnreadableError(f"{folder}: this is the folder of a release. Name what is published: {folder / SITE}")
    try:
        return sorted(_differences(folder, wanted, told))
    except OSError as error:
        raise UnreadableError(f"{error.filename or folder}: cannot be read: {error.strerror}.") from error


def _differences(folder: Path, wanted: Manifest, told: Callable[[str], None]) -> Iterator[Difference]:
    files: dict[str, tuple[str, int, Kind]] = {}
    for file in wanted.files:
        files[file.path] = (file.sha256, file.size, "changed")
        files |= {f"{file.path}{CODINGS[one.coding]}": (one.sha256, one.size, "packed") for one in file.packed}
    there = {path.relative_to(folder).as_posix(): path for path in _paths(folder)}
    for number, (name, (sha256, size, kind)) in enumerate(files.items(), start=1):
        if number % _STEP == 0:
            told(f"  {number} of {len(files)} files compared")
        path = there.get(name)
        if path is None:
            yield Difference(name, "missing", "it is not in the folder")
        elif path.is_symlink():
            yield Difference(name, "unexpected", "it is a link; a release has none")
        elif path.stat().st_size != size:
            yield Difference(name, kind, f"{path.stat().st_size} bytes, released: {size}")
        elif digest_of(path) != sha256:
            yield Difference(name, kind, f"other bytes ({size}, as many as released)")
    for name in there.keys() - files.keys():
        yield Difference(name, "unexpected", "the release has no such file")


def _paths(folder: Path) -> Iterator[Path]:
    """Files and links below `folder`; links are not followed."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield from _paths(path)
        else:
            yield path
