"""The command line: names the commands and leads to them."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent

COMMANDS: dict[str, str] = {
    "build": "check the content and write the site to site/",
    "check": "check the content, fast; with --site everything that must hold of a built site",
    "serve": "preview the site, built again at every change",
    "translate": "what translators need: status, start, check, sync and more",
    "approve": "record that a second person stands for a page of the source language",
    "hosting": "print the configuration of a host: headers, redirects, 404 pages",
    "updates": "what changed in substance; give it its date",
    "release": "build, pack, describe and sign what is published, in one folder",
    "verify": "compare what is online, or in a folder, with a release",
    "deploy": "put a release online: in a directory, over SSH, in S3-compatible storage",
    "rollback": "show readers an earlier release again",
    "test": "run the linters, the type checker and all tests",
}
"""Command and what it does; the module of the same name in scripts.commands does it."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 the content or a test failed, 2 wrong use or set-up."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python3 -m scripts", description="Builds and checks the site.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    modules = {}
    for name, text in COMMANDS.items():
        sub = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        if given[:1] == [name]:  # the others' modules take time to load and are not needed
            modules[name] = import_module(f"scripts.commands.{name}")
            modules[name].add_arguments(sub)
    options = parser.parse_args(given)
    return int(modules[options.command].run(options))
