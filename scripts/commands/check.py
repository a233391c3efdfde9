"""``check``: the rules of the content, for writers; with ``--site`` all that must hold of a built site."""

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


_BUILT = Path()
"""Stands for the site of the project, which is only known with its root."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )
    parser.add_argument("--json", action="store_true", help="print the problems as JSON")
    add_option(parser)
    whole = parser.add_argument_group("a built site")
    whole.add_argument(
        "--site",
        type=Path,
        nargs="?",
        const=_BUILT,
        metavar="DIR",
        help="audit a built site with every check (default: site/ in the root)",
    )
    whole.add_argument("--only", metavar="NAME,...", help="run these checks only")
    whole.add_argument("--list", action="store_true", help="name the checks")
    whole.add_argument(
        "--sample", action="store_true", help="let slow checks look at one page of each kind, as CI does"
    )
    whole.add_argument("--online", action="store_true", help="ask other sites whether what is linked is still there")
    whole.add_argument("--html", type=Path, metavar="FILE", help="write the report as one page of HTML")
    parser.add_argument("paths", nargs="*", help="show only problems of files whose path holds one of these")


def run(options: argparse.Namespace) -> int:
    """Print every problem; 1 when there is one."""
    if options.list:
        from scripts.audit.command import listed

        print(listed())
        return 0
    if options.site is not None:
        # Writers check often and fast: the browser and what goes with it is loaded for an audit only.
        from scripts.audit.command import audit

        return audit(options)
    if options.only or options.sample or options.online or options.html:
        print("--only, --sample, --online and --html are for a built site: add --site.", file=sys.stderr)
        return 2
    return _content(options)


def _content(options: argparse.Namespace) -> int:
    """Print what the rules say of the content."""
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
