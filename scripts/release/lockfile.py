"""requirements.lock: every package that the site is made with, by version and digests (pip's hash-checking mode)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_HASH = "--hash="
_DIGEST = re.compile(r"sha(256|384|512):[0-9a-f]+")
"""Digests that pip takes."""


class LockError(Exception):
    """The lock file cannot be read; the message says which line."""


@dataclass(frozen=True)
class Locked:
    """A package."""

    name: str
    """As PyPI writes it in addresses (PEP 503)."""
    version: str
    hashes: tuple[str, ...]
    """``sha256:...`` of each file that may be installed, sorted."""
    marker: str = ""
    """Where it is installed (PEP 508); empty: everywhere."""


def locked(text: str) -> list[Locked]:
    """The packages of a lock file, by name; LockError where a line pins no version or has no digest."""
    return sorted((_package(line) for line in _logical(text)), key=lambda one: (one.name, one.version, one.marker))


def _logical(text: str) -> Iterator[str]:
    """Lines with their continuations, without comments."""
    held = ""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("#"):
            continue
        held += f" {stripped.removesuffix(chr(92)).strip()}"
        if not stripped.endswith("\\"):
            if held.strip():
                yield held.strip()
            held = ""
    if held.strip():
        yield held.strip()


def _package(line: str) -> Locked:
    given, *hashes = line.split(_HASH)
    try:
        requirement = Requirement(given.strip())
    except InvalidRequirement as error:
        raise LockError(f"'{given.strip()}' is no requirement: {error}") from error
    pins = [one.version for one in requirement.specifier if one.operator == "=="]
    if len(pins) != 1 or not hashes or not all(_DIGEST.fullmatch(one.strip()) for one in hashes):
        raise LockError(f"'{given.strip()}' has no version and digest. Make the lock file again, with hashes.")
    marker = str(requirement.marker) if requirement.marker else ""
    digests = tuple(sorted(one.strip() for one in hashes))
    return Locked(canonicalize_name(requirement.name), pins[0], digests, marker)
