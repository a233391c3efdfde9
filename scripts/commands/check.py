"""``check``: the rules of the content, for writers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.content.embargo import embargoes
from scripts.content.problem import ContentError
from scripts.moment import add_option, moment
from scripts.rules import check

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )
    parser.add_argument("--json", action="store_true", help="print the problems as JSON")
    add_option(parser)
    parser.add_argument("paths", nargs="*", help="show only problems of files whose path holds one of these")


def run(options: argparse.Namespace) -> int:
    """Print every problem; 1 when there is one."""
    root = options.root.resolve()
    try:
        now = options.at or moment()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        library, problems = check(root, now)
    except ContentError as error:
        library, problems = None, error.problems
    if options.paths:
        problems = [problem for problem in problems if any(part in str(problem.path) for part in options.paths)]
    if options.json:
        print(json.dumps([problem.as_json(root) for problem in problems], ensure_ascii=False, indent=2))
        return 1 if problems else 0
    for problem in problems:
        print(problem.as_text(root))
    for embargo in embargoes(library, now).values() if library else ():
        print(f"Not published: {embargo.page} {embargo}.")
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}.")
        return 1
    if library is not None:
        print(
            f"No problem: {len(library.pages)} pages, {len(library.figures)} figures, "
            f"{len(library.sources)} sources, {len(library.terms)} terms."
        )
    return 0
