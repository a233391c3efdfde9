"""Where a release came from: an in-toto Statement v1 with the SLSA provenance predicate v1 (slsa.dev/spec/v1.0).

It claims no more than is known: who ran the build, and when, stand nowhere. The builder is this project's own
command, named by a package URL of the project, since the project owns no address.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from packageurl import PackageURL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.release.checkout import Checkout

NAME = "provenance.json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
PREVIOUS = "previous"
"""Name of the parameter that holds the version of the release before."""


@dataclass(frozen=True)
class Origin:
    """What went into a release."""

    subjects: Mapping[str, str]
    """SHA-256 by name of file."""
    builder: tuple[str, str]
    """Name and version of the project that builds, as in pyproject.toml."""
    lock: str
    """SHA-256 of requirements.lock."""
    checkout: Checkout | None
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What whoever published set."""


def provenance(origin: Origin) -> str:
    """The statement, as JSON."""
    name, version = origin.builder
    definition = {
        "buildType": _address(name, version, "scripts/release"),
        "externalParameters": dict(sorted(origin.parameters.items())),
        "resolvedDependencies": [*_commit(origin.checkout), _descriptor("requirements.lock", origin.lock)],
    }
    whole = {
        "_type": STATEMENT,
        "subject": [_descriptor(one, digest) for one, digest in sorted(origin.subjects.items())],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": definition,
            "runDetails": {"builder": {"id": _address(name, version, "scripts/commands/release.py")}},
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def previous_in(path: Path) -> str:
    """Version of the release that the one with this statement followed; empty where it followed none."""
    try:
        statement = json.loads(path.read_text(encoding="utf-8"))
        return str(statement["predicate"]["buildDefinition"]["externalParameters"].get(PREVIOUS, ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def _address(name: str, version: str, place: str) -> str:
    return PackageURL("generic", None, name, version, None, place).to_string()


def _descriptor(name: str, sha256: str) -> dict[str, Any]:
    return {"name": name, "digest": {"sha256": sha256}}


def _commit(checkout: Checkout | None) -> list[dict[str, Any]]:
    if checkout is None:
        return []
    state = "modified" if checkout.modified else "clean"
    return [{"name": "checkout", "digest": {"gitCommit": checkout.commit}, "annotations": {"workTree": state}}]
