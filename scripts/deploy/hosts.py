"""From what is given on the command line to the host that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scripts.deploy.directory import DirectoryHost
from scripts.deploy.target import KINDS, Bucket, Directory, Ssh, parse

if TYPE_CHECKING:
    import argparse

    from scripts.deploy.outcome import Outcome
    from scripts.deploy.release import Release


class Host(Protocol):
    """Where readers get the site."""

    def deploy(self, release: Release, keep: int, *, dry_run: bool) -> Outcome:
        """Put a release online; DeployError when it cannot be done."""

    def rollback(self, version: str | None, *, dry_run: bool) -> Outcome:
        """Show the release before the current one, or `version`; DeployError when it cannot be done."""


def add_arguments(parser: argparse.ArgumentParser, root: Path) -> None:
    """Options that tell how a target is reached."""
    parser.add_argument("target", metavar="TARGET", help=KINDS)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done; change nothing")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--releases", type=Path, default=root / "releases", help="folder of the releases (default: releases/)"
    )
    parser.add_argument(
        "--retries", type=int, default=5, metavar="N", help="tries after an error of the network (default: 5)"
    )
    parser.add_argument(
        "--ssh-option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="as in ssh_config(5): IdentityFile=FILE, UserKnownHostsFile=FILE; may be given several times",
    )
    parser.add_argument("--endpoint", metavar="URL", help="s3: address of the storage, where it is not Amazon's")
    parser.add_argument("--region", help="s3: region of the bucket")


def host(options: argparse.Namespace) -> Host:
    """The host that the options name; DeployError (code 2) where they name none."""
    target = parse(options.target)
    retries = max(0, options.retries)
    match target:
        case Directory(path):
            return DirectoryHost(path)
        case Ssh():
            from scripts.deploy.remote import RemoteHost
            from scripts.deploy.ssh import Connection

            return RemoteHost(Connection(target, tuple(options.ssh_option)), retries)
        case Bucket():
            from scripts.deploy.bucket import BucketHost
            from scripts.deploy.storage import Storage, client, told

            with told(target):
                storage = Storage(client(options.endpoint, options.region, retries), target)
            return BucketHost(storage, getattr(options, "encoding", "none"), options.releases)
