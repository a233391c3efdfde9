"""The list of all files of a release with their digests: what `verify` compares and `deploy` uploads.

A release is a folder: ``site/`` (the files to publish, with packed ones beside them), ``manifest.json``, and what
tells where it came from. The manifest is JSON, sorted by path, the same bytes for the same site.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.release.checksums import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = 1
"""Raised when readers of the file would misread it."""
NAME = "manifest.json"
SITE = "site"
CODINGS = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
"""Content codings (RFC 9110, 8.4.1) and the endings of the files beside ``page.html`` that hold it so packed."""


class ManifestError(Exception):
    """A manifest cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Packed:
    """A file as it lies beside the plain one, packed."""

    coding: str
    """A key of `CODINGS`."""
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True)
class ReleasedFile:
    """A file of the site."""

    path: str
    """From the site's root: ``en/about/index.html``."""
    sha256: str
    size: int
    """Bytes."""
    packed: tuple[Packed, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """All files of a release, sorted by path."""

    version: str
    """``2026-11-25-1a2b3c4d``: the day the content changed, and the start of a digest of all files."""
    site_url: str
    """Address that the pages were made for, with a slash at its end; empty where it was not set."""
    files: tuple[ReleasedFile, ...]


def of_folder(site: Path, day: str, site_url: str) -> Manifest:
    """The manifest of the files below `site`; packed ones belong to the file that they are a packing of.

    `day` is when the content last changed: ``2026-11-25``.
    """
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    files = tuple(_released(found, name) for name in sorted(found) if not _is_packed(found, name))
    digest = hashlib.sha256("".join(f"{file.sha256}  {file.path}\n" for file in files).encode()).hexdigest()
    return Manifest(f"{day}-{digest[:8]}", site_url, files)


def _is_packed(found: dict[str, Path], name: str) -> bool:
    return any(name.endswith(ending) and name.removesuffix(ending) in found for ending in CODINGS.values())


def _released(found: dict[str, Path], name: str) -> ReleasedFile:
    packed = [
        Packed(coding, *_digest(found[name + ending])) for coding, ending in CODINGS.items() if name + ending in found
    ]
    return ReleasedFile(name, *_digest(found[name]), tuple(packed))


def _digest(path: Path) -> tuple[str, int]:
    return digest_of(path), path.stat().st_size


def written(manifest: Manifest) -> str:
    """The manifest as JSON."""
    files = [
        {
            "path": file.path,
            "sha256": file.sha256,
            "size": file.size,
            **(
                {"packed": {one.coding: {"sha256": one.sha256, "size": one.size} for one in file.packed}}
                if file.packed
                else {}
            ),
        }
        for file in manifest.files
    ]
    whole = {"format": FORMAT, "version": manifest.version, "site_url": manifest.site_url, "files": files}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Manifest:
    """The manifest in a file; ManifestError where it is none, or of a later format."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        if whole["format"] != FORMAT:
            raise ManifestError(f"{path}: written by another version of this project (format {whole['format']}).")
        files = tuple(_files(whole["files"]))
        return Manifest(str(whole["version"]), str(whole["site_url"]), files)
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read: {error.strerror}. Name the folder of a release.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(f"{path}: this is no manifest of a release: {error!r}.") from error


def _files(given: list[dict[str, Any]]) -> Iterator[ReleasedFile]:
    for one in given:
        path = str(one["path"])
        if path.startswith("/") or ".." in path.split("/") or "\\" in path:
            raise ValueError(f"'{path}' leads out of the site")
        packed = [Packed(coding, str(it["sha256"]), int(it["size"])) for coding, it in one.get("packed", {}).items()]
        yield ReleasedFile(path, str(one["sha256"]), int(one["size"]), tuple(packed))
