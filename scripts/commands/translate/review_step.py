"""``translate review``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.commands.translate.place import add_page, place, today
from scripts.translation.blocking import blocking
from scripts.translation.work import review

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    add_page(parser)
    parser.add_argument("--by", required=True, metavar="NAME", help="the person who has read it and stands for it")


def run(options: argparse.Namespace) -> int:
    """Record the review."""
    where = place(options)
    code = where.language(options.lang).code
    name = where.translation(options.page, code)
    errors = blocking(where.root, where.language(code), name)
    review(where.docs, where.source.code, code, name, by=options.by, today=today(), errors=errors)
    print(f"docs/{code}/{name} is reviewed by {options.by}. Editing it takes it back to a draft.")
    return 0
