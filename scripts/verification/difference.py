"""What differs between a release and what is published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "missing", "changed", "truncated", "packed", "type", "redirect", "status", "unexpected", "release", "signature"
]
"""``packed``: what comes packed is not the file; ``release``: the release's own folder is not what it lists."""


class UnreadableError(Exception):
    """What should be compared cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True, order=True)
class Difference:
    """One thing that is not as it was released."""

    path: str
    """From the site's root, or from the release's folder (``release`` and ``signature``)."""
    kind: Kind
    detail: str
    """What was found, and what was expected."""


@dataclass(frozen=True)
class Verified:
    """All that was found."""

    version: str
    target: str
    """Address or folder that was compared."""
    files: int
    """Files that were compared."""
    differences: tuple[Difference, ...]
    unpacked: int = 0
    """Packings of the release that the host does not hand out; no difference, the plain file came instead."""
    left_out: tuple[str, ...] = ()
    """Files that are for hosts and not handed out."""


def as_json(found: Verified) -> str:
    """The report for machines."""
    whole = {
        "version": found.version,
        "target": found.target,
        "files": found.files,
        "differences": [{"path": one.path, "kind": one.kind, "detail": one.detail} for one in found.differences],
        "unpacked": found.unpacked,
        "left_out": list(found.left_out),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def as_text(found: Verified) -> str:
    """The report for a terminal."""
    lines = [f"{one.path}: {one.kind}: {one.detail}" for one in found.differences]
    if found.left_out:
        lines.append(f"Not asked for, since they are for hosts: {', '.join(found.left_out)}.")
    if found.unpacked:
        lines.append(f"{found.unpacked} packed files of the release came unpacked.")
    count = len(found.differences)
    said = f"{count} difference{'s' if count != 1 else ''}" if count else "no difference"
    lines.append(f"{found.target}: {said} from release {found.version}, {found.files} files.")
    return "\n".join(lines)
