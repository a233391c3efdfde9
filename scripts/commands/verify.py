"""``verify``: whether what is online, or in a folder, is the release, file by file."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.release import manifest
from scripts.release.checksums import ChecksumError
from scripts.release.folder import FOLDER, ReleaseError, newest
from scripts.release.manifest import ManifestError
from scripts.release.moves import moves_of
from scripts.release.signing import SigningError, public_key
from scripts.verification.asking import is_address
from scripts.verification.difference import UnreadableError, Verified, as_json, as_text
from scripts.verification.infolder import folder_differences
from scripts.verification.online import FOR_HOSTS, online_differences
from scripts.verification.releasecheck import release_differences

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("target", metavar="URL|DIR", help="address or folder of what is published")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )
    parser.add_argument("--release", type=Path, metavar="DIR", help="release to compare with (default: the newest)")
    parser.add_argument("--public-key", type=Path, metavar="FILE", help="minisign public key that must have signed it")
    parser.add_argument("--json", action="store_true", help="print the differences as JSON")


def run(options: argparse.Namespace) -> int:
    """Compare: 0 all the same, 1 differences, 2 something cannot be read."""
    try:
        found = _verified(options)
    except (ReleaseError, ManifestError, ChecksumError, SigningError, UnreadableError) as error:
        print(error, file=sys.stderr)
        return 2
    print(as_json(found) if options.json else as_text(found))
    return 1 if found.differences else 0


def _verified(options: argparse.Namespace) -> Verified:
    folder: Path = options.release or newest(options.root.resolve() / FOLDER)
    key = public_key(options.public_key) if options.public_key else None
    wanted = manifest.read(folder / manifest.NAME)
    _tell(f"Checking release {wanted.version} ...")
    own = tuple(release_differences(folder, key))
    files, target = len(wanted.files), options.target
    _tell(f"Comparing {files} files with {target} ...")
    if target.startswith(("http://", "https://")):
        if not is_address(target):
            raise UnreadableError(f"'{target}' is no address: write https://the.address/")
        left_out = tuple(file.path for file in wanted.files if file.path in FOR_HOSTS)
        moves = moves_of(folder / manifest.SITE, wanted.site_url)
        found, unpacked = asyncio.run(online_differences(target, wanted, _tell, moves))
        return Verified(wanted.version, target, files - len(left_out), (*own, *found), unpacked, left_out)
    found = folder_differences(Path(target), wanted, _tell)
    return Verified(wanted.version, target, files, (*own, *found))


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
