"""A small release and a real server that hands it out, with faults where a test wants them."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from scripts.cli import run
from scripts.hosting.headers import content_type
from scripts.release.manifest import CODINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PASSWORD = "correct horse"  # noqa: S105 (of a key that lives as long as a test)


def minisign(*arguments: str, entered: str = "") -> subprocess.CompletedProcess[str]:
    """Run Debian's minisign."""
    program = shutil.which("minisign")
    if program is None:
        pytest.fail("The program minisign is missing. Install it: apt-get install minisign")
    return subprocess.run([program, *arguments], input=entered, capture_output=True, text=True, check=False)


def make_keys(folder: Path) -> tuple[Path, Path]:
    """A secret key with `PASSWORD`, as minisign writes it, and its public key."""
    secret, public = folder / "minisign.key", folder / "minisign.pub"
    made = minisign("-G", "-p", str(public), "-s", str(secret), entered=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    return secret, public


def make_release(root: Path, *arguments: str) -> tuple[Path, dict[str, Any]]:
    """Release the project in `root`; the release's folder and the report."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        code = run(["release", "--root", str(root), "--json", *arguments])
    assert code == 0, said.getvalue()
    report = json.loads(said.getvalue())
    return root / "releases" / report["version"], report


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass
class Host:
    """What a server hands out."""

    site: Path
    faults: dict[str, Callable[[Asked], bool]] = field(default_factory=dict)
    """By path of a file, what answers in its place; where that gives False, the file is sent as it is."""
    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """File and Accept-Encoding of every question."""
    paths: set[str] = field(default_factory=set)
    """Paths as they were asked for."""


class Asked(BaseHTTPRequestHandler):
    """Answers one question after another on a connection."""

    protocol_version = "HTTP/1.1"
    host: Host

    @property
    def name(self) -> str:
        """Path of the file that is asked for."""
        path = self.path.partition("?")[0].lstrip("/")
        return f"{path}index.html" if path.endswith("/") or not path else path

    def do_GET(self) -> None:
        """Send the file, packed as asked where it lies there packed."""
        self.host.paths.add(self.path)
        self.host.asked.append((self.name, self.headers.get("Accept-Encoding", "")))
        if self.name in self.host.faults and self.host.faults[self.name](self):
            return
        path = self.host.site / self.name
        if not path.is_file():
            self.send(b"There is no such page.", "text/plain; charset=utf-8", status=404)
            return
        coding = self.headers.get("Accept-Encoding", "")
        packed = path.with_name(path.name + CODINGS[coding]) if coding in CODINGS else path
        if packed != path and packed.is_file():
            self.send(packed.read_bytes(), content_type(self.name), coding=coding)
        else:
            self.send(path.read_bytes(), content_type(self.name))

    def send(self, body: bytes, media: str, *, coding: str = "", status: int = 200, length: int | None = None) -> None:
        """An answer; with another `length` than it has, it breaks off."""
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if coding:
            self.send_header("Content-Encoding", coding)
        if length is not None:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as in the class it is from)
        """Keep quiet."""


@contextlib.contextmanager
def serving(site: Path) -> Iterator[Host]:
    """A server on a free port of loopback, gone at the end."""
    host = Host(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Asked,), {"host": host}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def without_variables() -> dict[str, str]:
    """The environment without what changes a build."""
    names = ("SITE_URL", "SITE_CONTACT", "SITE_EDIT", "SOURCE_DATE_EPOCH")
    return {name: value for name, value in os.environ.items() if name not in names}
