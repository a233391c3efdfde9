"""``translate export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scripts.commands.translate.place import add_language, place
from scripts.translation.exchange import export_file
from scripts.translation.standing import file_names

if TYPE_CHECKING:
    import argparse

_ENDINGS = {"xliff": "xlf", "po": "po"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as 2024-09/child-labour")
    parser.add_argument("--all", action="store_true", help="every file of the source")
    parser.add_argument("--format", choices=sorted(_ENDINGS), default="xliff", help="XLIFF 1.2 (default) or PO")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="folder to write to (default: here)")
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Write one file a page and name each."""
    where = place(options)
    language = where.language(options.lang)
    names = [where.name(page) for page in options.pages]
    names += file_names(where.docs / where.source.code) if options.all else []
    if not names:
        raise ValueError("Say which pages, or --all.")
    folder: Path = options.output or Path.cwd()
    for name in dict.fromkeys(names):
        data = export_file(where.docs, where.source, language, name, options.format)
        stem = name.removesuffix(".md").replace("/", "--")
        target = folder / f"{stem}.{language.code}.{_ENDINGS[options.format]}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        print(target)
    return 0
