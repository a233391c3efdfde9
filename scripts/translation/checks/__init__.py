"""A translation held against its original: whether it is whole, says the same, and is written well.

Each rule is a module with a function ``check(pair)``; what it finds is a `Finding`, in words for the
translator. An error says something untrue or breaks the page and keeps a translation from being called
up to date; a warning is a likely slip. Accepted findings stand in ``exceptions.yml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.translation.checks import (
    brackets,
    doubted,
    language,
    numbers,
    punctuation,
    references,
    repeated,
    structure,
    terms,
)
from scripts.translation.checks.context import Context
from scripts.translation.checks.exceptions import read_exceptions
from scripts.translation.checks.finding import Finding
from scripts.translation.checks.pair import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.languages import Language
    from scripts.translation.checks.exceptions import Exceptions

__all__ = ["Context", "Finding", "check_file", "check_language"]

_RULES = (structure, references, numbers, terms, language, repeated, brackets, punctuation)


def check_file(context: Context, language: Language, name: str) -> list[Finding]:
    """What is to be said of the file `name` of `language`, by line."""
    exceptions = read_exceptions(context.docs / language.code)
    return sorted([*exceptions.faults, *_file(context, language, name, exceptions)], key=_order)


def check_language(context: Context, language: Language) -> list[Finding]:
    """What is to be said of every file of `language` that has an original."""
    exceptions = read_exceptions(context.docs / language.code)
    names = context.names(language)
    found = [*exceptions.faults, *exceptions.unknown(names)]
    for name in names:
        found += _file(context, language, name, exceptions)
    found += doubted.check(context.docs / language.code)
    return sorted(found, key=_order)


def _file(context: Context, language: Language, name: str, exceptions: Exceptions) -> list[Finding]:
    return exceptions.left(name, _found(context, language, name))


def _found(context: Context, language: Language, name: str) -> Iterator[Finding]:
    pair = Pair.read(context, language, name)
    for problem in pair.target.problems:
        yield Finding.of(problem, problem.rule, language.code)
    if not pair.target.text:
        return
    for rule in _RULES:
        yield from rule.check(pair)


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    return finding.path.as_posix(), finding.line, finding.rule, finding.key, finding.message
