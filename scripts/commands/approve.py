"""``approve``: a second person stands for a page of the source language."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.authorship import AuthorError, last_author
from scripts.cli import ROOT
from scripts.content.library import load
from scripts.content.problem import ContentError
from scripts.translation.naming import find_name
from scripts.updates.approvals import FILE, approved, same_person, write_approvals

if TYPE_CHECKING:
    import argparse

    from scripts.content.library import Library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("page", metavar="PAGE", help="such as 2024-09/child-labour, or the path of its file")
    parser.add_argument("--by", required=True, metavar="NAME", help="who has read the page and stands for it")
    parser.add_argument("--author", metavar="NAME", help="who wrote it last, where git does not know")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )


def run(options: argparse.Namespace) -> int:
    """Record the approval: 0 done, 1 refused, 2 wrong use."""
    try:
        library = _sound(options.root.resolve())
        name = find_name(options.page, library.names(), {language.code for language in library.languages})
        author = _author(library, name, options)
        day = dt.datetime.now(tz=dt.UTC).date().isoformat()
        approval = approved(library, name, by=options.by, author=author, day=day)
    except (ContentError, AuthorError) as error:
        print(error)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    write_approvals(library.docs / "data" / FILE, {**library.approvals, name: approval})
    print(f"{name} is approved by {approval.by}. The approval lapses when the page or a figure on it changes.")
    return 0


def _sound(root: Path) -> Library:
    library, problems = load(root)
    if problems:
        raise ContentError(problems, root)
    return library


def _author(library: Library, name: str, options: argparse.Namespace) -> str:
    """The last author: git's where it knows one, else the one given; git's address counts as a name too."""
    known = last_author(library.pages[library.source_language.code, name].path)
    if known is None and not options.author:
        raise ValueError("git does not know who wrote the page.\n    -> Name the author: --author 'NAME'.")
    if known is None:
        return str(options.author)
    return options.by if same_person(options.by, known.email) else known.name
