"""SHA256SUMS: the digest of every file of a release, as ``sha256sum --check`` reads it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "SHA256SUMS"
_LINE = re.compile(r"(?P<escaped>\\?)(?P<digest>[0-9a-f]{64}) [ *](?P<name>.+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\([\\nr])")
_PLAIN = {"\\": "\\", "n": "\n", "r": "\r"}


class ChecksumError(Exception):
    """A list of digests cannot be read; the message says where and why."""


@dataclass(frozen=True)
class Fault:
    """A file that is not what the list says."""

    path: str
    """From the folder of the list."""
    kind: str
    """``missing`` or ``changed``."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listed(digests: dict[str, str]) -> str:
    """The list of `digests` by path. A name with a backslash or a line break is escaped, as sha256sum does it."""
    return "".join(_line(name, digests[name]) for name in sorted(digests))


def _line(name: str, digest: str) -> str:
    written = "".join(_ESCAPES.get(char, char) for char in name)
    return f"{'' if written == name else chr(92)}{digest}  {written}\n"


def parsed(text: str) -> dict[str, str]:
    """Digests by path; ChecksumError where a line is none, or leads out of the folder."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        name = "" if match is None else match["name"]
        if match is not None and match["escaped"]:
            name = _ESCAPED.sub(lambda mark: _PLAIN[mark[1]], name)
        if match is None or name.startswith("/") or ".." in name.split("/"):
            raise ChecksumError(f"line {number} is no digest and path below the folder: {line[:80]!r}")
        found[name] = match["digest"]
    return found


def faults(folder: Path) -> Iterator[Fault]:
    """Files that differ from the list in `folder`; ChecksumError where there is none that can be read."""
    path = folder / NAME
    try:
        digests = parsed(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ChecksumError(f"{path}: cannot be read: {error.strerror}. Make the release again.") from error
    except ValueError as error:
        raise ChecksumError(f"{path}: this is no text: {error}.") from error
    except ChecksumError as error:
        raise ChecksumError(f"{path}: {error}") from error
    for name, digest in digests.items():
        file = folder / name
        if not file.is_file():
            yield Fault(name, "missing")
        elif digest_of(file) != digest:
            yield Fault(name, "changed")
