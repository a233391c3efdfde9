"""``build``: check the content, write the site beside the old one, check it, and put it in its place."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.content.library import load
from scripts.content.problem import ContentError
from scripts.content.published import published
from scripts.generator import BuildError, generate
from scripts.moment import add_option, moment
from scripts.replacement import replacing
from scripts.rules.review_rules import require_review
from scripts.sitecheck import check_site

if TYPE_CHECKING:
    import argparse
    from datetime import datetime


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )
    parser.add_argument("--site", type=Path, help="folder to write (default: site/ in the root)")
    parser.add_argument("--for-release", action="store_true", help="refuse what require_review of mkdocs.yml asks for")
    add_option(parser)


def run(options: argparse.Namespace) -> int:
    """Build; the previous site stays as it was unless everything went well."""
    start = time.monotonic()
    root: Path = options.root.resolve()
    site: Path = (options.site or root / "site").resolve()
    try:
        now = options.at or moment()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        if options.for_release:
            _refuse_unreviewed(root, now)
        with replacing(site) as folder:
            pages = _write(root, folder, now)
    except ContentError as error:
        print(error)
        count = len(error.problems)
        print(f"\n{count} problem{'s' if count > 1 else ''}; {site.name}/ was left as it was.", file=sys.stderr)
        return 1
    except BuildError as error:
        print(f"{error}\n{site.name}/ was left as it was.", file=sys.stderr)
        return 1
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) / 1_000_000
    print(f"{site} is ready: {pages} pages, {size:.1f} MB, {time.monotonic() - start:.1f} s.")
    return 0


def _refuse_unreviewed(root: Path, now: datetime) -> None:
    library, problems = load(root)
    if not problems:  # else the build says them
        problems = require_review(published(library, now))
    if problems:
        raise ContentError(problems, root)


def _write(root: Path, folder: Path, now: datetime) -> int:
    """Write and check the site; the number of its pages."""
    print("Checking the content and writing the pages ...", flush=True)
    written = generate(root / "mkdocs.yml", folder, now)
    print(f"Checking the links of {written.pages} pages ...", flush=True)
    problems = check_site(folder, written.base)
    if problems:
        raise ContentError(problems, folder)
    return written.pages
