"""The moment that a build is for: the one place where a real clock may enter.

It decides which things are published, and nothing else: no output holds it, so that two builds of the same
content for different moments are the same, byte for byte, as long as the same things are published at both.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from scripts.content.partialdate import PartialDate, Precision, parse_date

VARIABLE = "SITE_NOW"


def moment(given: str | None = None) -> datetime:
    """`given`, else the environment's SITE_NOW, else now; ValueError, with the reason, for what is no moment."""
    text = given or os.environ.get(VARIABLE, "")
    if not text:
        return datetime.now(tz=UTC)
    try:
        return begins(parse_date(text))
    except ValueError as error:
        raise ValueError(
            f"'{text}' is no moment: write 2026-12-01 (that day at 00:00 UTC) or 2026-12-01T08:00+07:00"
        ) from error


def add_option(parser: argparse.ArgumentParser) -> None:
    """The option ``--at`` of commands that depend on what is published."""
    text = "as it is published then: YYYY-MM-DD (00:00 UTC) or YYYY-MM-DDThh:mm+07:00 (default: SITE_NOW, else now)"
    parser.add_argument("--at", metavar="DATE", type=_argument, help=text)


def _argument(text: str) -> datetime:
    try:
        return moment(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}") from error


def begins(when: PartialDate) -> datetime:
    """When a day or minute begins; a day without a time begins at 00:00 UTC. ValueError for what is less exact."""
    if when.end is not None or when.start.precision < Precision.DAY:
        raise ValueError(f"'{when.text}' is no day and no minute")
    return when.start.at if when.start.at.tzinfo else when.start.at.replace(tzinfo=UTC)
