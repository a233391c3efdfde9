"""``translate import``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.commands.translate.place import Place, add_language, place
from scripts.translation.exchange import ExchangeError, import_file

if TYPE_CHECKING:
    import argparse

    from scripts.translation.exchange import Imported


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="XLIFF or PO, as exported and filled in")
    parser.add_argument("--stale-ok", action="store_true", help="take what still fits where the source has changed")
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Read every file first; write only when all of them are good."""
    where = place(options)
    language = where.language(options.lang)
    read: list[Imported] = []
    broken = False
    for file in options.files:
        try:
            data = file.read_bytes()
            read.append(import_file(where.docs, where.source, language, data, stale_ok=options.stale_ok))
        except OSError as error:
            print(f"{file}: cannot be read: {error.strerror}", file=sys.stderr)
            broken = True
        except ExchangeError as error:
            print(f"{file}: {error}", file=sys.stderr)
            broken = True
    if broken:
        print("Nothing was changed.", file=sys.stderr)
        return 1
    for one in read:
        _write(where, language.code, one)
    return 0


def _write(where: Place, code: str, one: Imported) -> None:
    target = where.docs / code / one.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(one.text, encoding="utf-8", newline="\n")
    print(f"docs/{code}/{one.name}: {len(one.changed)} segments changed, {one.untouched} as they were.")
    print(f"Next: python3 -m scripts translate check {one.name} --lang {code}")
