"""Real servers on loopback for tests: nginx, sshd, storage that speaks S3, and a line that can be cut."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:/usr/local/sbin"
_PATIENCE = 20
"""Seconds for a server to start."""


def tool(name: str, package: str) -> str:
    """A program's path; the test fails, never skips, where it is missing."""
    found = shutil.which(name, path=_PATH)
    if found is None:
        pytest.fail(f"This test needs {name}. Install it (Debian: apt-get install {package}).")
    return found


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def start(arguments: list[str], **options: Any) -> subprocess.Popen[str]:  # noqa: ANN401 (those of Popen)
    """Start this project's command in a process of its own, to be waited for or killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "scripts", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


@contextmanager
def _running(words: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        end = time.monotonic() + _PATIENCE
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                pytest.fail(f"{words[0]} did not start: {process.communicate()[0]}")
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=_PATIENCE)


@contextmanager
def nginx(folder: Path, root: Path) -> Iterator[str]:
    """An nginx with the document root `root` (it may come to exist later); its address, with a slash at its end."""
    port = free_port()
    folder.mkdir(parents=True)
    temporary = "\n".join(
        f"  {one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"""{user}
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
{temporary}
  access_log off;
  types {{ text/html html; text/css css; text/javascript js; }}
  server {{ listen 127.0.0.1:{port}; root "{root}"; }}
}}
""",
        encoding="utf-8",
    )
    with _running([tool("nginx", "nginx-light"), "-c", str(config), "-e", f"{folder}/error.log"], port):
        yield f"http://127.0.0.1:{port}/"


@dataclass(frozen=True)
class Sshd:
    """A running sshd and what a client needs to reach it."""

    port: int
    folder: Path

    @property
    def options(self) -> list[str]:
        """For ``deploy``: the key of the test, and the known host."""
        return [
            *("--ssh-option", f"IdentityFile={self.folder}/user", "--ssh-option", "IdentitiesOnly=yes"),
            *("--ssh-option", f"UserKnownHostsFile={self.folder}/known"),
            *("--ssh-option", "GlobalKnownHostsFile=/dev/null"),
        ]

    def address(self, path: object, port: int | None = None) -> str:
        """The target for a path of this machine; by another port, through a line."""
        return f"ssh://{getpass.getuser()}@127.0.0.1:{port or self.port}{path}"

    def know(self, port: int) -> None:
        """Let the host be known at one more port."""
        kind, key = (self.folder / "host.pub").read_text(encoding="utf-8").split()[:2]
        with (self.folder / "known").open("a", encoding="utf-8") as known:
            known.write(f"[127.0.0.1]:{port} {kind} {key}\n")

    def limit(self, before: str) -> None:
        """Put shell words before all that is run there; empty to take them away."""
        key = (self.folder / "user.pub").read_text(encoding="utf-8")
        command = f'command="{before}; eval \\"$SSH_ORIGINAL_COMMAND\\"" ' if before else ""
        (self.folder / "authorized").write_text(command + key, encoding="utf-8")


@contextmanager
def sshd(folder: Path) -> Iterator[Sshd]:
    """An sshd that lets this user in by a key of the test."""
    program = tool("sshd", "openssh-server")
    tool("rsync", "rsync")
    folder.mkdir(parents=True)
    for name in ("host", "user"):
        subprocess.run(
            [tool("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True
        )
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)  # noqa: PTH103 (where Debian's sshd gives up its rights)
    port = free_port()
    config = folder / "config"
    config.write_text(
        f"""Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
""",
        encoding="utf-8",
    )
    server = Sshd(port, folder)
    server.limit("")
    server.know(port)
    with _running([program, "-D", "-e", "-f", str(config)], port):
        yield server


@dataclass
class Line:
    """A port that leads to another one, until it is cut."""

    port: int
    to: int
    limit: int | None = None
    """Bytes from the client, counted over all connections, after which all are cut; None: none."""
    cuts: int = 0
    """How often that happened."""
    _open: set[socket.socket] = field(default_factory=set)
    _seen: int = 0

    def serve(self, listening: socket.socket) -> None:
        """Take connections until the socket is closed."""
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                server = socket.create_connection(("127.0.0.1", self.to))
                self._open |= {client, server}
                threading.Thread(target=self._copy, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self._copy, args=(server, client, False), daemon=True).start()

    def cut(self) -> None:
        """End every connection at once."""
        for one in tuple(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _copy(self, source: socket.socket, goal: socket.socket, counted: bool) -> None:  # noqa: FBT001 (private)
        with suppress(OSError, ValueError):
            while data := source.recv(65536):
                self._seen += len(data) if counted else 0
                if self.limit is not None and self._seen > self.limit:
                    self.limit, self.cuts = None, self.cuts + 1
                    self.cut()
                    return
                goal.sendall(data)
            goal.shutdown(socket.SHUT_WR)


@contextmanager
def line(to: int, limit: int | None = None) -> Iterator[Line]:
    """A port that leads to `to`, cut once after `limit` bytes from the client."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found = Line(int(listening.getsockname()[1]), to, limit)
        threading.Thread(target=found.serve, args=(listening,), daemon=True).start()
        try:
            yield found
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            found.cut()


@dataclass
class Storage:
    """Storage that speaks S3, and what was asked of it."""

    address: str
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Method and path, in their order."""
    refuse: Callable[[str, str, int], int | None] = lambda _method, _path, _count: None
    """Gives, for method, path and the number of the request, the status to answer with instead; None: none."""

    def puts(self) -> list[str]:
        """Paths that were written, in their order."""
        return [path for method, path in self.requests if method == "PUT"]


_CODES = {503: "SlowDown", 403: "AccessDenied", 500: "InternalError", 501: "NotImplemented"}


@contextmanager
def storage() -> Iterator[Storage]:
    """moto, with a word before it that can refuse requests."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    inner = DomainDispatcherApplication(create_backend_app)
    found = Storage("")
    lock = threading.Lock()

    def application(environ: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"].encode("latin-1").decode()
        with lock:
            found.requests.append((method, path))
            status = found.refuse(method, path, len(found.requests))
        if status is None:
            return inner(environ, answer)  # type: ignore[no-any-return]  # moto is untyped
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        body = f"<Error><Code>{_CODES[status]}</Code><Message>As the test asked.</Message></Error>".encode()
        answer(f"{status} No", [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [] if method == "HEAD" else [body]

    server = make_server("127.0.0.1", 0, application, threaded=True)
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
