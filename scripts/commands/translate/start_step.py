"""``translate start``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.commands.translate.place import add_page, place, today
from scripts.translation.work import start

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    add_page(parser)


def run(options: argparse.Namespace) -> int:
    """Begin the page and say where it is."""
    where = place(options)
    code = where.language(options.lang).code
    name = where.name(options.page)
    start(where.docs, where.source.code, code, name, today())
    print(f"docs/{code}/{name} is ready to be translated.")
    print("Replace the words of each block and delete its mark {{ untranslated }}; leave {{ ... }} and {#...} alone.")
    print(f"See it: python3 -m scripts serve --lang {code}")
    return 0
