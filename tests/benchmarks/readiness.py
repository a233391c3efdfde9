"""What a benchmark needs before it begins, and how it says that it is not there."""

from __future__ import annotations

import os
import resource
import shutil

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_SPARE = 512
"""Files that servers and clients open besides connections."""


class NotReadyError(Exception):
    """Something that the benchmark needs is missing; the message says what, and what to do."""


def tool(name: str, package: str) -> str:
    """The path of a program."""
    found = shutil.which(name, path=_PATH)
    if found is None:
        raise NotReadyError(f"{name} is missing: install it, on Debian with `apt-get install {package}`.")
    return found


def allow_connections(connections: int) -> None:
    """Let this process and those that it starts have that many connections, each with a file that is sent."""
    needed = 2 * connections + _SPARE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        if hard != resource.RLIM_INFINITY and hard < needed:
            raise NotReadyError(
                f"{connections} connections need {needed} open files, and this shell allows {hard}: raise it with "
                f"`ulimit -n {needed}` (as root, or in /etc/security/limits.conf), or take fewer --connections."
            )
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


def hold_to_cores(cores: int) -> int:
    """Hold this process and those that it starts to that many cores, where the system can; how many it has now."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    own = sorted(os.sched_getaffinity(0))[:cores]
    os.sched_setaffinity(0, own)
    return len(own)
