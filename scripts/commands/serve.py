"""``serve``: a preview that follows every change of content and templates."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.content.languages import read_languages

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )
    parser.add_argument("--lang", metavar="xx", help="build this language only (faster)")
    parser.add_argument("--address", default="127.0.0.1:8000", help="address to serve at (default: %(default)s)")
    parser.add_argument("--open", action="store_true", help="open the preview in a browser")


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    config_file = options.root.resolve() / "mkdocs.yml"
    codes = [language.code for language in read_languages(config_file)]
    if options.lang and options.lang not in codes:
        print(f"There is no language '{options.lang}'; there are: {', '.join(codes)}.", file=sys.stderr)
        return 2
    if options.lang:
        os.environ["SITE_LANGUAGE"] = options.lang
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from scripts.preview import Preview

    try:
        Preview(config_file, options.address).serve(open_in_browser=options.open)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}:
            raise
        print(f"The preview cannot be served at {options.address}: {error.strerror}.", file=sys.stderr)
        print("    -> Stop the other program there, or choose another place: --address 127.0.0.1:8001", file=sys.stderr)
        return 2
    return 0
