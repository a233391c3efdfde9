"""The git commit that a project's folder was checked out from, where there is one."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """A state of a repository."""

    commit: str
    """Hexadecimal."""
    modified: bool
    """Whether files that git knows differ from the commit, or there are files that it does not know."""


def checkout(root: Path) -> Checkout | None:
    """The commit of `root`; None where git is missing or does not hold its mkdocs.yml."""
    if _git(root, "ls-files", "--error-unmatch", "mkdocs.yml") is None:
        return None
    commit = _git(root, "rev-parse", "--verify", "HEAD")
    state = _git(root, "status", "--porcelain", "--", ".")
    return None if commit is None or state is None else Checkout(commit.strip(), bool(state.strip()))


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None where it fails."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
