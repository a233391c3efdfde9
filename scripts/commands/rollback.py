"""``rollback``: show readers an earlier release again."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.deploy import hosts
from scripts.deploy.problem import DeployError
from scripts.deploy.release import is_version

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    hosts.add_arguments(parser, ROOT)
    parser.add_argument("version", nargs="?", metavar="VERSION", help="the release to show (default: the one before)")


def run(options: argparse.Namespace) -> int:
    """Go back: 0 done, 1 it could not be done, 2 wrong use or a missing tool."""
    try:
        if options.version is not None and not is_version(options.version):
            raise DeployError(f"'{options.version}' is no version of a release.", 2)  # noqa: TRY301 (one way out)
        outcome = hosts.host(options).rollback(options.version, dry_run=options.dry_run)
    except DeployError as error:
        print(error, file=sys.stderr)
        return error.code
    print(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1) if options.json else outcome.as_text())
    return 0
