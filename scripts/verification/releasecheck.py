"""Whether the folder of a release is itself what it says, and signed by whom it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.release import checksums, manifest
from scripts.release.signing import signature_fault
from scripts.verification.difference import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minisign import PublicKey  # type: ignore[import-untyped]  # it has no types

_SAID = {"missing": "SHA256SUMS lists it, but it is not there", "changed": "its digest is not that of SHA256SUMS"}


def release_differences(folder: Path, key: PublicKey | None) -> Iterator[Difference]:
    """What is wrong with a release's own folder; ChecksumError where its list of digests cannot be read."""
    if key is not None:
        for name in (manifest.NAME, checksums.NAME):
            if fault := signature_fault(folder / name, key):
                yield Difference(name, "signature", fault)
    for one in checksums.faults(folder):
        yield Difference(one.path, "release", _SAID[one.kind])
    listed = checksums.parsed((folder / checksums.NAME).read_text(encoding="utf-8"))
    if manifest.NAME not in listed:
        yield Difference(manifest.NAME, "release", "SHA256SUMS does not list it")
