"""Pins: what each translated file was made from, and who reviewed it.

A pin is a text file beside the translation, ``docs/en/pins/2024-09/child-labour.md``: a few lines
``field: value`` between two lines ``---``, then the units of the source it was made from. Commands
write it; nobody edits it. It is plain text, so that a folder handed over as a zip carries it along.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scripts.translation.wording import copy_of, digest

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "pins"
"""Below the language's folder."""


class PinError(Exception):
    """A pin cannot be read; the message names the file and what to do."""


@dataclass(frozen=True)
class Review:
    """A person's review."""

    by: str
    date: str
    """Day of the review, ``YYYY-MM-DD``."""
    text: str
    """Digest of the translation that was reviewed."""


@dataclass(frozen=True)
class Pin:
    """The state of the source that a translation was made from."""

    source: tuple[str, ...]
    """Units of the source."""
    date: str
    """Day the pin was set, ``YYYY-MM-DD``."""
    text: str = ""
    """Digest of the translation when the pin was set."""
    drafted: str = "machine"
    """Who made the draft: ``machine`` or ``person``."""
    reason: str = ""
    """Why the pin was moved although the translation did not change."""
    review: Review | None = None


def pin_path(folder: Path, name: str) -> Path:
    """Where the pin of the file `name` of the language's `folder` stands."""
    return folder / FOLDER / f"{name}.pin"


def read_pin(path: Path) -> Pin | None:
    """The pin in `path`, None where there is none; PinError when it was damaged."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PinError(f"{path}: the pin cannot be read: {error.strerror}") from error
    # A line end of Windows in a folder that came as a zip is no damage.
    head, mark, copy = data.replace(b"\r\n", b"\n").removeprefix(b"---\n").partition(b"\n---\n")
    fields = dict(line.split(": ", 1) for line in head.decode(errors="replace").split("\n") if ": " in line)
    whole = bool(mark) and {"source", "date"} <= fields.keys()
    if not whole or hashlib.sha256(copy).hexdigest() != fields["source"]:
        raise PinError(
            f"{path}: the pin was changed by hand or cut off.\n"
            f"    -> Restore the file, or delete it and run 'translate sync' for the page."
        )
    units = _units(copy)
    review = None
    if {"reviewed-by", "reviewed-on", "reviewed-text"} <= fields.keys():
        review = Review(fields["reviewed-by"], fields["reviewed-on"], fields["reviewed-text"])
    return Pin(
        units,
        fields["date"],
        fields.get("text", ""),
        fields.get("drafted", "machine"),
        fields.get("reason", ""),
        review,
    )


@lru_cache(maxsize=1024)
def _units(copy: bytes) -> tuple[str, ...]:
    """The units of a stored copy; many languages have the same."""
    return tuple(line for line in copy.decode().split("\n") if line)


def write_pin(path: Path, pin: Pin) -> None:
    """Write `pin`, whole or not at all."""
    fields = {"source": digest(pin.source), "date": pin.date, "text": pin.text, "drafted": pin.drafted}
    if pin.reason:
        fields["reason"] = " ".join(pin.reason.split())
    if pin.review is not None:
        fields |= {
            "reviewed-by": " ".join(pin.review.by.split()),
            "reviewed-on": pin.review.date,
            "reviewed-text": pin.review.text,
        }
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(f"---\n{head}---\n{copy_of(pin.source)}", encoding="utf-8", newline="\n")
    new.replace(path)
