"""``translate pack``."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.commands.translate.place import add_language, place

if TYPE_CHECKING:
    import argparse

_DAY = (1980, 1, 1, 0, 0, 0)
"""The same files give the same bytes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    add_language(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="the zip to write (default: xx.zip here)")


def run(options: argparse.Namespace) -> int:
    """Write the zip: the folder of the language, with its pins."""
    where = place(options)
    code = where.language(options.lang).code
    target: Path = options.output or Path.cwd() / f"{code}.zip"
    files = sorted(path for path in (where.docs / code).rglob("*") if path.is_file() and not path.is_symlink())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"docs/{path.relative_to(where.docs).as_posix()}", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    print(f"{target} holds {len(files)} files of docs/{code}/. Unpack it over the project to take the work in.")
    return 0
