"""Symbolic links among the files of a project: a release that followed one could publish what lies outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_READ = ("mkdocs.yml", "docs", "overrides")
"""What a build reads of a project."""
_HINT = "Put the file itself in its place."


def link_problems(root: Path) -> list[Problem]:
    """A problem for each link in what a build reads of `root`; links are not followed."""
    return [
        Problem(path, 0, f"this is a link to {path.readlink()}; a release follows no links", _HINT, "symlink")
        for name in _READ
        for path in _links(root / name)
    ]


def _links(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        yield path
    elif path.is_dir():
        for inner in sorted(path.iterdir()):
            yield from _links(inner)
