"""Nothing below docs/ leads out of it: what is there is published, and a link could publish any file of a machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


def leading_out(docs: Path) -> Iterator[Problem]:
    """Every symbolic link that leads out of `docs`, and everything that is neither file nor folder; nothing is read."""
    inside = docs.resolve()
    for folder, folders, files in os.walk(docs):
        for name in sorted((*folders, *files)):
            path = Path(folder, name)
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                hint = "Put the file itself in its place."
                yield Problem(path, 0, "this is a link that leads out of docs/", hint, "outside")
            elif not path.is_file() and not path.is_dir():
                yield Problem(path, 0, "this is neither a file nor a folder", "Delete it.", "outside")
