"""Who wrote a file last, as git has it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class AuthorError(Exception):
    """The last author cannot be told; the message says why and what to do."""


@dataclass(frozen=True)
class Author:
    """A person in git."""

    name: str
    email: str


def last_author(path: Path) -> Author | None:
    """Who wrote the last commit that touched `path`; None where there is no git, or git does not know the file.

    AuthorError while the file differs from its last commit: nobody stands for that yet.
    """
    if shutil.which("git") is None or _git(path, "ls-files", "--error-unmatch", path.name) is None:
        return None
    found = _git(path, "log", "-1", "--format=%an%n%ae", "--", path.name)
    if _git(path, "status", "--porcelain", "--", path.name) or not found:
        hint = "Commit it first: an approval is of a commit."
        raise AuthorError(f"{path.name} differs from its last commit.\n    -> {hint}")
    name, _, email = found.strip().partition("\n")
    return Author(name, email)


def _git(path: Path, *arguments: str) -> str | None:
    """What git says, in the folder of the file; None where it refuses."""
    done = subprocess.run(
        ["git", *arguments], cwd=path.parent, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return done.stdout if done.returncode == 0 else None
