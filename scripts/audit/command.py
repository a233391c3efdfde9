"""What ``check --site`` does: chooses the checks, runs them, writes the report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.audit import report
from scripts.audit.checks import CHECKS, run_checks
from scripts.audit.finding import ToolError
from scripts.audit.site import Settings, Site
from scripts.audit.tools import cache_folder

if TYPE_CHECKING:
    import argparse

    from scripts.audit.checks import Check


class UsageError(Exception):
    """The options cannot be followed; the message says why."""


def listed() -> str:
    """The names of all checks with what they look at."""
    return "\n".join(f"{check.name:<14} {check.about}" for check in CHECKS)


def audit(options: argparse.Namespace) -> int:
    """Run the chosen checks on a built site: 0 all passed, 1 something was found, 2 wrong use or a missing tool."""
    root: Path = options.root.resolve()
    folder: Path = (root / "site" if options.site == Path() else options.site).resolve()

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        checks = _chosen(options.only)
        site = _opened(folder)
        settings = Settings(root, cache_folder(root), sample=options.sample, online=options.online, say=say)
        done = run_checks(site, settings, checks)
    except (UsageError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.html:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        options.html.write_text(report.as_html(done), encoding="utf-8", newline="\n")
        say(f"The report is in {options.html}.")
    print(report.as_json(done) if options.json else report.as_text(done))
    return 0 if all(one.passed for one in done) else 1


def _opened(folder: Path) -> Site:
    if not (folder / "index.html").is_file():
        raise UsageError(f"There is no built site in {folder}. Run: python3 -m scripts build")
    return Site(folder)


def _chosen(only: str | None) -> tuple[Check, ...]:
    if only is None:
        return CHECKS
    names = [name.strip() for name in only.split(",") if name.strip()]
    unknown = [name for name in names if name not in {check.name for check in CHECKS}]
    if unknown or not names:
        known = ", ".join(check.name for check in CHECKS)
        raise UsageError(f"There is no check '{', '.join(unknown)}'. The checks are: {known}.")
    return tuple(check for check in CHECKS if check.name in names)
