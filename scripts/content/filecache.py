"""What was read from a file is kept until the file changes: a preview reads a thousand files at every edit."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scripts.content.problem import Problem

R = TypeVar("R")
P = ParamSpec("P")


def kept(
    read: Callable[Concatenate[Path, P], tuple[R, list[Problem]]],
) -> Callable[Concatenate[Path, P], tuple[R, list[Problem]]]:
    """`read`, which takes a path and gives a value with problems, run again only when the file has changed."""
    known: dict[Path, tuple[tuple[int, int], R, list[Problem]]] = {}

    @wraps(read)
    def remember(path: Path, *args: P.args, **kwargs: P.kwargs) -> tuple[R, list[Problem]]:
        try:
            stat = path.stat()
        except OSError:
            known.pop(path, None)
            return read(path, *args, **kwargs)
        state = (stat.st_mtime_ns, stat.st_size)
        if path not in known or known[path][0] != state:
            value, problems = read(path, *args, **kwargs)
            known[path] = (state, value, problems)
        _, value, problems = known[path]
        return value, list(problems)

    return remember
