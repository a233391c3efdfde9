"""``translate check``."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from scripts.commands.translate.place import Place, add_root, place
from scripts.translation.checks import Context, Finding, check_file, check_language

if TYPE_CHECKING:
    import argparse

_PAUSE = 0.2
"""Seconds between two looks at the files."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="these only (needs --lang)")
    parser.add_argument("--lang", metavar="xx", help="this language only")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--watch", action="store_true", help="go on, and check again whenever a file changes")
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors")
    add_root(parser)


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 where one is an error."""
    where = place(options)
    if options.pages and not options.lang:
        raise ValueError("Say with --lang which language the pages are to be checked in.")
    if options.watch:
        return _watch(where, options)
    return _report(where, _findings(where, options), options)


def _findings(where: Place, options: argparse.Namespace) -> list[Finding]:
    context = Context.read(where.root)
    languages = where.translated(options.lang)
    if options.pages:
        names = [where.translation(page, options.lang) for page in options.pages]
        return [finding for name in names for finding in check_file(context, languages[0], name)]
    return [finding for language in languages for finding in check_language(context, language)]


def _report(where: Place, found: list[Finding], options: argparse.Namespace) -> int:
    errors = [finding for finding in found if finding.severity == "error" or options.strict]
    if options.json:
        print(json.dumps([_plain(where, finding) for finding in found], ensure_ascii=False, indent=1))
        return 1 if errors else 0
    for finding in found:
        path = finding.path.relative_to(where.root).as_posix()
        print(f"{path}:{finding.line}: {finding.severity}: {finding.message} [{_named(finding)}]")
        if finding.hint:
            print(f"    -> {finding.hint}")
    warnings = len(found) - sum(finding.severity == "error" for finding in found)
    if found:
        print(f"{len(found) - warnings} errors, {warnings} warnings.")
        print("What is right as it is goes into docs/xx/exceptions.yml, with the reason; see the translators' guide.")
    else:
        print("Nothing to mend.")
    return 1 if errors else 0


def _named(finding: Finding) -> str:
    """The rule and the place, as an exception names them."""
    return f"{finding.rule} at {finding.key}" if finding.key else finding.rule


def _plain(where: Place, finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.path.relative_to(where.root).as_posix(),
        "line": finding.line,
        "severity": finding.severity,
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
        "segment": finding.key,
        "language": finding.language,
    }


def _watch(where: Place, options: argparse.Namespace) -> int:
    seen: dict[str, int] = {}
    print("Watching; stop with Ctrl+C.", flush=True)
    try:
        while True:
            now = {
                str(path): path.stat().st_mtime_ns for path in where.docs.rglob("*") if path.suffix in {".md", ".yml"}
            }
            if now != seen:
                seen = now
                print(f"\n--- {time.strftime('%H:%M:%S')}", flush=True)
                _report(where, _findings(where, options), options)
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return 0
