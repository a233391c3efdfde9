"""The rules of the content: each check reads the library and yields problems; none writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.library import Library, load
from scripts.content.problem import ContentError, Problem
from scripts.content.published import previewed, published
from scripts.moment import moment
from scripts.rules import (
    attachment_rules,
    chart_rules,
    edition_rules,
    editorial_rules,
    figure_rules,
    glossary_rules,
    heading_rules,
    ledger_rules,
    link_rules,
    message_rules,
    moved_rules,
    open_data_rules,
    prose_numbers,
    record_rules,
    reference_rules,
    string_rules,
    topic_rules,
)
from scripts.rules.outside import leading_out
from scripts.updates.recording import RULE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

CHECKS: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    record_rules.check,
    figure_rules.check,
    chart_rules.check,
    open_data_rules.check,
    edition_rules.check,
    attachment_rules.check,
    glossary_rules.check,
    string_rules.check,
    heading_rules.check,
    reference_rules.check,
    message_rules.check,
    topic_rules.check,
    link_rules.check,
    moved_rules.check,
    prose_numbers.check,
)
"""Every rule, in the order that its problems are easiest to mend."""


_UNREADABLE = frozenset({"file", "encoding", "yaml", "record"})


def check(root: Path, now: datetime | None = None) -> tuple[Library, list[Problem]]:
    """Load the content of `root` and apply every rule; problems in the order of files and lines.

    What is not published at `now` (else at SITE_NOW, else today) has to obey the rules too. The library is whole.
    ContentError, before anything is read, where something leads out of docs/.
    """
    if problems := list(leading_out(root / "docs")):
        raise ContentError(problems, root)
    library, problems = load(root)
    now = now or moment()
    # A record that could not be read is missing from the library: rules that compare records
    # would only repeat that in other words.
    if not any(problem.rule in _UNREADABLE for problem in problems):
        problems += [problem for rule in CHECKS for problem in rule(library)]
        problems += editorial_rules.check(library, now)
        problems += ledger_rules.lasting(library, now)
    return library, sorted(set(problems))


def load_valid(root: Path, now: datetime | None = None, *, drafting: bool = False) -> Library:
    """The content of `root` that is published at `now`; ContentError with every problem where there is one.

    While a text is being written (`drafting`) its date is not asked for, and what is not published is there too.
    """
    now = now or moment()
    library, problems = check(root, now)
    if drafting:
        problems = [problem for problem in problems if problem.rule != RULE]
    if problems:
        raise ContentError(problems, root)
    return previewed(library, now) if drafting else published(library, now)
