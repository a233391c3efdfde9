"""``test``: linter, type checker and every test; what a test needs is found or installed first."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from scripts.browser import BrowserError, find_chromium
from scripts.cli import ROOT

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--only", choices=("lint", "types", "tests"), help="run one part only")
    parser.add_argument("rest", nargs="*", help="arguments for pytest, after '--'")


def run(options: argparse.Namespace) -> int:
    """Run the parts; 1 when any failed, 2 when a needed tool is missing."""
    environ = dict(os.environ)
    if options.only in {None, "tests"}:
        try:
            environ["CHROMIUM"] = str(find_chromium())
        except BrowserError as error:
            print(error, file=sys.stderr)
            return 2
    # Two a core: tests wait for browsers and other programs as long as they compute.
    number = str(min(8, 2 * (os.cpu_count() or 1)))
    workers = ["-n", number, "--no-loadscope-reorder"] if not options.rest else []
    parts = {
        "lint": [["ruff", "check", "."], ["ruff", "format", "--check", "."]],
        "types": [["mypy"]],
        "tests": [["pytest", *workers, *options.rest]],
    }
    failed: list[str] = []
    # The type checker works on one core: beside the tests it costs less time than before them.
    beside = _begun(parts.pop("types")[0], environ) if options.only is None else None
    for part, commands in parts.items():
        if options.only in {None, part}:
            failed += [part for command in commands if not _passes(command, environ)]
    if beside is not None:
        print(f"== mypy\n{beside.communicate()[0]}", end="", flush=True)
        failed += ["types"] if beside.returncode else []
    if failed:
        print(f"Failed: {', '.join(dict.fromkeys(failed))}.", file=sys.stderr)
    return 1 if failed else 0


def _begun(command: list[str], environ: dict[str, str]) -> subprocess.Popen[str]:
    """A program that runs on; what it says is read at its end."""
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _passes(command: list[str], environ: dict[str, str]) -> bool:
    print(f"== {' '.join(command)}", flush=True)
    start = time.monotonic()
    code = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=environ, check=False).returncode
    print(f"   {time.monotonic() - start:.1f} s", flush=True)
    return code == 0
