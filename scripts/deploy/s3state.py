"""The object ``.deploy/manifest.json``: what is online, as JSON; the same bytes for the same state."""

from __future__ import annotations

import json
from dataclasses import asdict

from scripts.deploy.objects import State, Stored
from scripts.deploy.problem import DeployError

FORMAT = 1
"""Raised when readers of the object would misread it."""


def written(state: State) -> bytes:
    """The state as JSON."""
    whole = {
        "format": FORMAT,
        "version": state.version,
        "encoding": state.encoding,
        "order": state.order,
        "pending": state.pending,
        "files": {path: {**asdict(stored), "etag": etag} for path, stored, etag in sorted(state.files)},
        "owned": sorted(state.owned),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read(text: bytes, where: str) -> State:
    """The state in the object `where`; DeployError where it is none."""
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise DeployError(f"{where}: written by another version of this project (format {whole['format']}).")
        files = (
            (str(path), Stored(**{name: value for name, value in one.items() if name != "etag"}), str(one["etag"]))
            for path, one in whole["files"].items()
        )
        return State(
            str(whole["version"]),
            str(whole["encoding"]),
            tuple(whole["order"]),
            str(whole["pending"]),
            tuple(files),
            tuple(whole["owned"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeployError(
            f"{where}: this is not what a deployment wrote ({error!r}). Remove the object if it is not yours; the next "
            "deployment then looks at every object, and deletes none of an earlier one."
        ) from error
