"""Connections to a host: shell scripts sent to it, files sent by rsync, a lock that lives as long as its connection."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import tempfile
import threading
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.deploy.problem import DeployError
from scripts.deploy.sshfaults import fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from scripts.deploy.target import Ssh

_SCRIPT = Path(__file__).with_name("farside.sh")
_BEAT = 10
"""Seconds between signs of life to the lock."""
_DEFAULTS = ("BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=15", "ServerAliveInterval=10")
_RSYNC = (
    *("--recursive", "--checksum", "--delete"),
    *("--perms", "--chmod=D0755,F0644", "--secluded-args", "--outbuf=L", "--out-format=%i %l"),
)
"""By digest, not date (builds give files any date); `--secluded-args` keeps paths away from the far shell."""


@dataclass(frozen=True)
class Connection:
    """How the host is reached."""

    target: Ssh
    options: tuple[str, ...] = ()
    """As in ssh_config(5): ``IdentityFile=/a/key``. They come before our own, and ssh takes the first."""
    token: str = ""
    """That of the host's lock, while it is held."""
    control: str = ""
    """Socket of the connection that holds the lock: the others go through it, and need not be made anew."""

    def command(self) -> list[str]:
        """The words of ssh up to the host's name; DeployError (2) where there is no ssh or rsync here."""
        for tool, package in (("ssh", "openssh-client"), ("rsync", "rsync")):
            if shutil.which(tool) is None:
                raise DeployError(f"This needs {tool}. Install it (Debian: apt-get install {package}).", 2)
        port = ["-p", str(self.target.port)] if self.target.port else []
        control = [f"ControlPath={self.control}", "ControlPersist=no"] if self.control else []
        options = (*self.options, *_DEFAULTS, *control)
        return ["ssh", "-T", *port, *(word for option in options for word in ("-o", option))]

    def script(self, call: str, values: Mapping[str, str] | None = None, lines: str = "") -> str:
        """Run a function of ``farside.sh``, fed with `lines`; what it printed.

        The script goes through standard input, so no other shell than ``sh`` ever parses a path.
        """
        feed = f"{call} <<'END-OF-LINES'\n{lines}END-OF-LINES\n" if lines else f"{call} < /dev/null\n"
        done = subprocess.run(
            [*self.command(), "--", self.target.login, "sh -s"],
            input=f"{self._head(values or {})}{feed}",
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=_plain(),
            check=False,
        )
        if done.returncode:
            raise fault(self.target, done.returncode, done.stderr)
        return done.stdout

    def send(self, source: Path, place: str, link: str | None, sent: Callable[[int], None], *, dry_run: bool) -> None:
        """Make `place` on the host equal to the folder `source`; `sent` is told the size of each file that travels.

        Files equal to those in the folder `link` (relative to `place`) are hard-linked there instead.
        """
        host = f"[{self.target.host}]" if ":" in self.target.host else self.target.host
        login = f"{self.target.user}@{host}" if self.target.user else host
        words = [
            *("rsync", *_RSYNC, "--rsh", _rsh(self.command())),
            *(["--dry-run"] if dry_run else []),
            *([f"--link-dest={link}"] if link else []),
            *("--", f"{source}/", f"{login}:{place}/"),
        ]
        with subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", env=_plain()
        ) as process:
            errors: list[str] = []
            reader = threading.Thread(target=lambda: errors.extend(process.stderr or ()))
            reader.start()
            for line in process.stdout or ():
                if line.startswith("<f"):  # a file that travels; folders and hard links have other marks
                    sent(int(line.rsplit(" ", 1)[1].replace(",", "")))
            reader.join()
        if process.returncode:
            raise fault(self.target, process.returncode, "".join(errors))

    @contextmanager
    def locked(self) -> Iterator[Connection]:
        """The host's lock, held for as long as the block runs; what is done in it goes through the given connection."""
        token = f"{platform.node()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        with tempfile.TemporaryDirectory(prefix="deploy-") as folder:
            held = replace(self, token=token, control=f"{folder}/s")
            with held._holding():  # noqa: SLF001 (one of this class)
                yield held

    @contextmanager
    def _holding(self) -> Iterator[None]:
        with subprocess.Popen(
            [*self.command(), "-o", "ControlMaster=yes", "--", self.target.login, "sh -s"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=_plain(),
        ) as process:
            assert process.stdin and process.stdout and process.stderr  # noqa: S101, PT018 (they are pipes, for mypy)
            ended = threading.Event()
            try:
                _feed(process, f"{self._head({})}hold\n")
                if process.stdout.readline().strip() != "held":
                    raise fault(self.target, process.wait(), process.stderr.read())
                threading.Thread(target=_beat, args=(process, ended), daemon=True).start()
                yield
            finally:
                ended.set()
                _close(process)

    def _head(self, values: Mapping[str, str]) -> str:
        """The variables that ``farside.sh`` reads, and itself."""
        given = {"root": self.target.path, "token": self.token, "version": "", "part": "", "gone": "", **values}
        return "".join(f"{name}={shlex.quote(value)}\n" for name, value in given.items()) + _SCRIPT.read_text("utf-8")


def _rsh(words: list[str]) -> str:
    """A command for rsync's --rsh, which splits at spaces and knows doubled quotes inside of quotes (rsync(1))."""
    return " ".join("'" + word.replace("'", "''") + "'" for word in words)


def _plain() -> dict[str, str]:
    """Tools that speak English, whose messages `fault` knows."""
    return {**os.environ, "LC_ALL": "C"}


def _feed(process: subprocess.Popen[str], text: str) -> None:
    try:
        if process.stdin:
            process.stdin.write(text)
            process.stdin.flush()
    except OSError:  # it ended; the code and what it said tell why
        return


def _beat(process: subprocess.Popen[str], ended: threading.Event) -> None:
    while not ended.wait(_BEAT) and process.poll() is None:
        _feed(process, ":\n")


def _close(process: subprocess.Popen[str]) -> None:
    """End the script by the end of its input, and wait until it has given the lock back."""
    try:
        if process.stdin:
            process.stdin.close()
    except OSError:
        pass
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
