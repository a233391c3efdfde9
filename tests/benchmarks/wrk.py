"""A list of requests, played by wrk over many connections at once; what it measured.

wrk asks for the next file of the list on whichever connection is free, so many readers are at different files at any
time. It ends connections only where the server asks it to. It keeps as many requests on the way as it has
connections: times of answers are those of a server that has all it can do, not of a single reader.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.benchmarks.readiness import NotReadyError, tool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.benchmarks.first_visits import Asked

ENCODINGS = "gzip, deflate, br, zstd"
"""What Chromium, Firefox and Safari together take."""
PATIENCE = 60
"""Seconds until an answer counts as an error; a browser waits longer."""

_SCRIPT = f"""\
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
local asked, at = {{}}, 0
function init(args)
  wrk.headers["Accept-Encoding"] = "{ENCODINGS}"
  for line in io.lines(os.getenv("LOAD_REQUESTS")) do
    local path, etag = line:match("^(%S+) ?(.*)$")
    wrk.headers["If-None-Match"] = etag ~= "" and etag or nil
    asked[#asked + 1] = wrk.format("GET", path)
  end
  at = number * math.floor(#asked / 2)
end
function request()
  at = at % #asked + 1
  return asked[at]
end
function done(summary, latency, requests)
  local errors = summary.errors
  local report = io.open(os.getenv("LOAD_REPORT"), "w")
  report:write(string.format(
    '{{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "max": %d, "errors": '
    .. '{{"connect": %d, "read": %d, "write": %d, "timeout": %d, "status": %d}}}}',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), latency.max,
    errors.connect, errors.read, errors.write, errors.timeout, errors.status))
  report:close()
end
"""


@dataclass(frozen=True)
class Load:
    """How hard."""

    connections: int
    seconds: int
    threads: int = 2


@dataclass(frozen=True)
class Played:
    """What wrk measured."""

    requests: int
    seconds: float
    size: int
    """Bytes of all answers with their headers."""
    p50: float
    """Milliseconds until an answer was whole, of half of the requests."""
    p99: float
    errors: dict[str, int]
    """How many by kind: ``connect``, ``read``, ``write``, ``timeout``, and ``status`` for answers from 400 on."""

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def play(url: str, requests: Iterable[Asked], load: Load, folder: Path) -> Played:
    """Ask `url` for the same things over and over; `folder` is for wrk's files."""
    script, asked, report = folder / "play.lua", folder / "requests.txt", folder / "report.json"
    script.write_text(_SCRIPT, encoding="utf-8")
    asked.write_text("".join(f"{one.path} {one.etag}\n" for one in requests), encoding="utf-8")
    report.unlink(missing_ok=True)
    sizes = [f"-t{load.threads}", f"-c{load.connections}", f"-d{load.seconds}s", f"--timeout={PATIENCE}s"]
    environment = {**os.environ, "LOAD_REQUESTS": str(asked), "LOAD_REPORT": str(report)}
    done = subprocess.run(
        [tool("wrk", "wrk"), *sizes, "-s", str(script), url],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0 or not report.is_file():
        raise NotReadyError(f"wrk failed: {(done.stderr or done.stdout).strip()}")
    return read(json.loads(report.read_text(encoding="utf-8")))


def read(report: dict[str, Any]) -> Played:
    """What the script wrote, microseconds in it, as measurements."""
    return Played(
        report["requests"],
        report["microseconds"] / 1e6,
        report["bytes"],
        report["p50"] / 1e3,
        report["p99"] / 1e3,
        dict(report["errors"]),
    )
