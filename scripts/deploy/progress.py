"""Progress lines on standard error, at most one a second."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from scripts.deploy.outcome import files, megabytes

_INTERVAL = 1.0
"""Seconds."""


def say(text: str) -> None:
    """A line for whoever waits."""
    print(text, file=sys.stderr, flush=True)


@dataclass
class Progress:
    """Counts what is done of a known whole."""

    verb: str
    total: int
    total_bytes: int
    done: int = 0
    done_bytes: int = 0
    _next: float = field(default_factory=lambda: time.monotonic() + _INTERVAL)

    def add(self, size: int) -> None:
        """A file of `size` bytes is done."""
        self.done += 1
        self.done_bytes += size
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _INTERVAL
            of_bytes = f"{megabytes(self.done_bytes)} of {megabytes(self.total_bytes)}"
            say(f"{self.verb} {self.done:,} of {files(self.total)}, {of_bytes}")
