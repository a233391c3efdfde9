"""``deploy``: put a release online."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.deploy import hosts
from scripts.deploy.objects import ENCODINGS
from scripts.deploy.problem import DeployError
from scripts.deploy.release import find, load

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    hosts.add_arguments(parser, ROOT)
    parser.add_argument("--release", type=Path, metavar="DIR", help="folder of the release (default: the latest)")
    parser.add_argument(
        "--keep",
        type=int,
        default=5,
        metavar="N",
        help="directory and ssh: releases kept there (default: 5, at least 2)",
    )
    parser.add_argument(
        "--encoding",
        choices=ENCODINGS,
        default="none",
        help="s3: how objects are packed; the storage then sends them so to everyone (default: none)",
    )


def run(options: argparse.Namespace) -> int:
    """Deploy: 0 done, 1 it could not be done, 2 wrong use or a missing tool."""
    try:
        release = load(options.release) if options.release else find(options.releases)
        outcome = hosts.host(options).deploy(release, options.keep, dry_run=options.dry_run)
    except DeployError as error:
        print(error, file=sys.stderr)
        return error.code
    print(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1) if options.json else outcome.as_text())
    return 0
