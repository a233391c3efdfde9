"""``updates``: what changed in substance, and giving it its date."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.content.problem import ContentError
from scripts.content.published import merged, recordable
from scripts.moment import add_option, moment
from scripts.rules import check
from scripts.updates.differences import differences
from scripts.updates.ledger import FOLDER, read_ledger
from scripts.updates.recording import RULE, record
from scripts.updates.writing import write_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scripts.content.library import Library
    from scripts.updates.differences import Difference


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    status = steps.add_parser("status", help="what changed in substance since it was last recorded")
    recording = steps.add_parser("record", help="give what changed its date; pages have to say what changed")
    recording.add_argument("names", nargs="*", metavar="NAME", help="only these pages, messages and figures")
    recording.add_argument("--minor", action="store_true", help="only the wording changed: no date moves")
    recording.add_argument("--date", metavar="YYYY-MM-DD", type=_day, help="day of the change (default: today)")
    for step in (status, recording):
        add_option(step)
        step.add_argument("--json", action="store_true", help="print it as JSON")
        step.add_argument(
            "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
        )


def run(options: argparse.Namespace) -> int:
    """Run the step: 0 done, 1 refused, 2 wrong use."""
    root = options.root.resolve()
    try:
        library = _sound(root, options.at or moment())
        if options.step == "status":
            return _status(library, as_json=options.json)
        return _record(library, options)
    except ContentError as error:
        print(error)
        return 1
    except ValueError as error:
        print(error)
        return 2


def _sound(root: Path, now: datetime) -> Library:
    """The content published at `now`, which may differ from the ledger and in nothing else."""
    library, problems = check(root, now)
    if others := [problem for problem in problems if problem.rule != RULE]:
        raise ContentError(others, root)
    return recordable(library, now)


def _status(library: Library, *, as_json: bool) -> int:
    _print(library, differences(library), as_json=as_json)
    return 0


def _record(library: Library, options: argparse.Namespace) -> int:
    day = options.date or dt.datetime.now(tz=dt.UTC).date().isoformat()
    done = record(library, day, minor=options.minor, only=options.names)
    folder = library.docs / "data" / FOLDER
    written = write_ledger(folder, merged(read_ledger(folder)[0], done.ledger))
    _print(library, done.differences, as_json=options.json)
    if not options.json:
        for path in written:
            print(f"Written: {path.relative_to(library.root).as_posix()}")
    return 0


def _print(library: Library, found: Sequence[Difference], *, as_json: bool) -> None:
    if as_json:
        listed = [
            {
                "kind": one.kind,
                "id": one.id,
                "state": one.state,
                "parts": list(one.parts),
                "path": one.path.relative_to(library.root).as_posix(),
                "line": one.line,
            }
            for one in found
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for one in found:
        parts = f" ({', '.join(one.parts)})" if one.parts else ""
        print(f"{one.kind:8} {one.id}: {one.state}{parts}")
    if not found:
        print("Nothing changed in substance.")


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no day: write YYYY-MM-DD") from error
