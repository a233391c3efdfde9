"""``translate diff``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.commands.translate.place import add_page, place
from scripts.translation.changes import changes
from scripts.translation.pins import pin_path, read_pin
from scripts.translation.reports import diff_html, diff_text
from scripts.translation.wording import units
from scripts.translation.work import RefusedError

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    add_page(parser)
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the difference as a web page")
    parser.add_argument("--json", action="store_true", help="print the difference as JSON")


def run(options: argparse.Namespace) -> int:
    """Show what changed in the source; 0 also where nothing did."""
    where = place(options)
    code = where.language(options.lang).code
    name = where.translation(options.page, code)
    pin = read_pin(pin_path(where.docs / code, name))
    if pin is None:
        raise RefusedError(
            f"Nothing says which state of the source docs/{code}/{name} was made from.\n"
            f"    -> Compare it with docs/{where.source.code}/{name} as a whole, then run "
            f"'translate sync {name} --lang {code}'."
        )
    found = changes(pin.source, units(name, (where.docs / where.source.code / name).read_text(encoding="utf-8")))
    if options.json:
        rows = [
            {"kind": one.kind, "old": one.old, "new": one.new, "facts": one.touches_facts, "unit": one.position}
            for one in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif options.html:
        title = f"{name}: changes in the source since {pin.date} ({code})"
        options.html.write_text(diff_html(title, where.source.code, found), encoding="utf-8", newline="\n")
        print(f"{options.html} is ready: {len(found)} changes since {pin.date}.")
    else:
        print(f"docs/{where.source.code}/{name}: {len(found)} changes since {pin.date}.\n")
        print("\n".join(diff_text(found, colour=sys.stdout.isatty())), end="")
    return 0
