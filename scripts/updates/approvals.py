"""Approvals of pages of the source language: a second person has read the page and stands for it.

Kept in docs/data/approvals.yml, which the command ``approve`` writes. An approval is of the words of the page, of its
topic's record and of the figures that it shows: when one of them changes, it lapses. Spaces, comments, the log of
changes and the fields about publication do not count.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import yaml

from scripts.content.problem import ContentError, Problem
from scripts.content.records import Approval
from scripts.updates.digests import digest
from scripts.updates.substance import substances

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.content.library import Library

FILE = "approvals.yml"
"""Below docs/data/."""
_HEAD = "# Written by 'python3 -m scripts approve' only.\n"


def approvable(library: Library) -> dict[str, str]:
    """Digest of what is approved, by the name of the page.

    The list of a letter's topics is not part of it: it grows when a topic is published at its time.
    """
    letters = {edition.page for edition in library.editions}
    return {
        key[1]: digest({part: one for part, one in found.parts.items() if part != "record" or key[1] not in letters})
        for key, found in substances(library).items()
        if key[0] == "page"
    }


def approved(library: Library, name: str, *, by: str, author: str, day: str) -> Approval:
    """The approval of a page by a person on `day`; ContentError where that person wrote it."""
    page = library.pages[library.source_language.code, name]
    by, author = " ".join(by.split()), " ".join(author.split())
    if not by or not author:
        message = "an approval needs the names of two persons"
        raise ContentError([Problem(page.path, 0, message, "Give --by, and --author without git.")], library.root)
    if same_person(by, author):
        message = f"{by} wrote the page last, and cannot approve it"
        raise ContentError([Problem(page.path, 0, message, "Another person has to read and approve it.")], library.root)
    return Approval(by, author, day, approvable(library)[name])


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals and spaces."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def write_approvals(path: Path, approvals: Mapping[str, Approval]) -> None:
    """Write all approvals, pages in the order of their names; whole or not at all."""
    data = {name: asdict(approvals[name]) for name in sorted(approvals)}
    new = path.with_suffix(".new")
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    new.write_text(f"{_HEAD}{text}", encoding="utf-8", newline="\n")
    new.replace(path)
