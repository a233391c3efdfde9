"""What was read from a file is kept until the file changes: a preview reads a thousand files at every edit."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.content.problem import Problem

R = TypeVar("R")
P = ParamSpec("P")


def kept(read: Callable[P, tuple[R, list[Problem]]]) -> Callable[P, tuple[R, list[Problem]]]:
    """`read`, whose first argument is a path and which gives a value with problems, run only when the file changed."""
    known: dict[Path, tuple[tuple[int, int], R, list[Problem]]] = {}

    @wraps(read)
    def remember(*args: P.args, **kwargs: P.kwargs) -> tuple[R, list[Problem]]:
        path = Path(str(args[0]))
        try:
            stat = path.stat()
        except OSError:
            known.pop(path, None)
            return read(*args, **kwargs)
        state = (stat.st_mtime_ns, stat.st_size)
        if path not in known or known[path][0] != state:
            value, problems = read(*args, **kwargs)
            known[path] = (state, value, problems)
        _, value, problems = known[path]
        return value, list(problems)

    return remember
