"""What lies in the storage for a release, and in which order it has to come and go. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from scripts.hosting.headers import cache_control, content_type
from scripts.release.manifest import CODINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.release.manifest import Manifest, ReleasedFile

ENCODINGS = ("none", "gzip", "br")
STATE = ".deploy/manifest.json"
"""Key, after the prefix, of the object that says what is online."""
_LISTS = {"sitemap.xml", "feed.xml", "feed.json"}
_PAGE, _WORKER = ".html", "sw.js"


@dataclass(frozen=True)
class Stored:
    """An object: its bytes, and the headers that the storage answers with."""

    sha256: str
    """Of the object's bytes, packed or not."""
    size: int
    """Bytes."""
    type: str
    """Content-Type."""
    cache: str
    """Cache-Control."""
    coding: str = ""
    """Content-Encoding (RFC 9110, 8.4): ``gzip``, ``br`` or none."""
    location: str = ""
    """Where a website endpoint leads on to, by 301; empty for nowhere."""


@dataclass(frozen=True)
class Seen:
    """An object as a listing shows it."""

    etag: str
    size: int
    """Bytes."""


@dataclass(frozen=True)
class State:
    """What deployments have put into the storage."""

    version: str = ""
    """That whose deployment was finished last; empty before the first."""
    encoding: str = "none"
    order: tuple[str, ...] = ()
    """Versions in the order of their deployment."""
    pending: str = ""
    """Version whose deployment has begun and not ended."""
    files: tuple[tuple[str, Stored, str], ...] = ()
    """Path, object, and the ETag that it had when all was well."""
    owned: tuple[str, ...] = ()
    """Paths that a deployment which did not end may have put there."""

    @property
    def paths(self) -> frozenset[str]:
        """All that is ours; nothing else is ever deleted."""
        return frozenset({path for path, _, _ in self.files} | set(self.owned))


@dataclass(frozen=True)
class Change:
    """An object to put there."""

    path: str
    source: str
    """File in the release's ``site/``."""
    stored: Stored


def wanted(manifest: Manifest, encoding: str, locations: Mapping[str, str]) -> dict[str, Change]:
    """The objects of a release, by path; packed by `encoding` where the release has the file so packed.

    `locations` says which of them lead on, and to where.
    """
    return {file.path: _change(file, encoding, locations.get(file.path, "")) for file in manifest.files}


def _change(file: ReleasedFile, encoding: str, location: str) -> Change:
    headers = content_type(file.path), cache_control(file.path)
    for packed in file.packed:
        if packed.coding == encoding:
            stored = Stored(packed.sha256, packed.size, *headers, packed.coding, location)
            return Change(file.path, file.path + CODINGS[packed.coding], stored)
    return Change(file.path, file.path, Stored(file.sha256, file.size, *headers, location=location))


def split(
    state: State, listing: Mapping[str, Seen], changes: Mapping[str, Change]
) -> tuple[list[Change], dict[str, Change]]:
    """The changes that are surely not there, and by path those that have to be looked at one by one.

    What has the ETag that the state knows is what the state says. What has another was put there by a deployment that
    was cut, or by others; of another size it is surely not ours.
    """
    known = {path: (stored, etag) for path, stored, etag in state.files}
    missing: list[Change] = []
    doubtful: dict[str, Change] = {}
    for path, change in changes.items():
        seen = listing.get(path)
        stored, etag = known.get(path, (None, ""))
        if seen is None or seen.size != change.stored.size or (seen.etag == etag and stored != change.stored):
            missing.append(change)
        elif seen.etag != etag:
            doubtful[path] = change
    return missing, doubtful


def surplus(state: State, listing: Mapping[str, Seen], changes: Mapping[str, Change]) -> tuple[str, ...]:
    """What earlier deployments put there and this release does not have; pages and what leads to them first."""
    gone = [path for path in state.paths if path in listing and path not in changes]
    return tuple(sorted(gone, key=lambda path: (-rank(path), path)))


def rank(path: str) -> int:
    """The step in which an object is uploaded: what is needed first, what leads to it later.

    0 pieces with their digest in the name, 1 what pages need, 2 pages, 3 lists of pages, 4 the service worker, which
    makes browsers fetch all the others.
    """
    if path == _WORKER:
        return 4
    if PurePosixPath(path).name in _LISTS:
        return 3
    if path.endswith(_PAGE):
        return 2
    return 0 if "immutable" in cache_control(path) else 1


def steps(changes: Iterable[Change]) -> list[list[Change]]:
    """The changes in their order; each step begins when the one before is done."""
    ranked = sorted(changes, key=lambda change: (rank(change.path), change.path))
    return [found for step in range(5) if (found := [change for change in ranked if rank(change.path) == step])]
