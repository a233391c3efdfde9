"""``translate status``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scripts.commands.translate.place import add_root, place
from scripts.translation.reports import as_json, table
from scripts.translation.standing import standings

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    parser.add_argument("--lang", metavar="xx", help="this language only")
    parser.add_argument("--json", action="store_true", help="print the state as JSON")
    add_root(parser)


def run(options: argparse.Namespace) -> int:
    """Print how each file stands."""
    where = place(options)
    codes = [language.code for language in where.translated(options.lang)]
    found = standings(where.docs, where.source.code, codes)
    if options.json:
        print(json.dumps([as_json(standing) for standing in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(found)))
    return 0
