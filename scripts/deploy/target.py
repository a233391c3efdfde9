"""Where a release goes, as it is written on the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.deploy.problem import DeployError

KINDS = "a directory (/srv/www/site or dir:PATH), ssh://[user@]host[:port]/path, s3://bucket/prefix"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")
"""Names of buckets in Amazon's rules, and the underscore that others allow."""


@dataclass(frozen=True)
class Directory:
    """A directory of this machine."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True)
class Ssh:
    """A directory of another machine."""

    host: str
    path: str
    """Absolute; or relative to the user's home, written ``ssh://host/~/path``. Never begins with ``-`` or ``~``."""
    user: str = ""
    port: int | None = None

    @property
    def login(self) -> str:
        """What ssh connects to: ``user@host``."""
        return f"{self.user}@{self.host}" if self.user else self.host

    def __str__(self) -> str:
        port = f":{self.port}" if self.port else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        path = self.path if self.path.startswith("/") else f"/~/{self.path.removeprefix('./')}"
        return f"ssh://{f'{self.user}@' if self.user else ''}{host}{port}{path}"


@dataclass(frozen=True)
class Bucket:
    """A place in S3-compatible storage."""

    name: str
    prefix: str
    """Before every key: empty, or with a slash at its end."""

    def __str__(self) -> str:
        return f"s3://{self.name}/{self.prefix}"


Target = Directory | Ssh | Bucket


def parse(text: str) -> Target:
    """The target that `text` names; DeployError (code 2) where it names none."""
    if not text.isprintable() or not text.strip():
        raise DeployError(f"{text!r} is no target: it is empty or holds control characters. Name {KINDS}.", 2)
    if text.startswith("dir:"):
        return _directory(text.removeprefix("dir:"))
    if "://" not in text:
        return _directory(text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise DeployError(f"'{text}' is no target: {error}. Name {KINDS}.", 2) from error
    if parts.password is not None:
        raise DeployError("A password in a target would be seen by others of this machine: use a key.", 2)
    if parts.query or parts.fragment:
        raise DeployError(f"'{text}' is no target: write '?' as %3F and '#' as %23.", 2)
    if parts.scheme == "ssh":
        return _ssh(text, parts.hostname or "", unquote(parts.username or ""), port, unquote(parts.path))
    if parts.scheme == "s3":
        return _bucket(text, parts.netloc, unquote(parts.path))
    raise DeployError(f"'{text}' is no target. Name {KINDS}.", 2)


def _directory(path: str) -> Directory:
    if not path:
        raise DeployError(f"'dir:' names no directory. Name {KINDS}.", 2)
    try:
        return Directory(Path(path).expanduser().absolute())
    except RuntimeError as error:  # ~name, where there is no such user
        raise DeployError(f"'{path}': {error}", 2) from error


def _ssh(text: str, host: str, user: str, port: int | None, path: str) -> Ssh:
    for name, value in (("host", host), ("user", user)):
        # A name with '-' at its start would be an option of ssh (CVE-2017-1000117); '@' would move the host.
        if value.startswith("-") or any(sign in value for sign in " @/\\'\"") or not value.isprintable():
            raise DeployError(f"'{text}': '{value}' is no name of a {name}.", 2)
    if not path.isprintable():
        raise DeployError(f"'{text}': its path holds control characters.", 2)
    place = path.removeprefix("/~/") if path.startswith("/~/") else path
    place = place.rstrip("/")
    if not host or not place or place == "/~":
        raise DeployError(f"'{text}' names no {'host' if not host else 'directory on the host'}. Name {KINDS}.", 2)
    return Ssh(host, place if place.startswith("/") else f"./{place}", user, port)


def _bucket(text: str, name: str, path: str) -> Bucket:
    if not _BUCKET.fullmatch(name):
        raise DeployError(f"'{text}': '{name}' is no name of a bucket.", 2)
    prefix = path.strip("/")
    if any(part in {"", ".", ".."} for part in prefix.split("/")) and prefix:
        raise DeployError(
            f"'{text}': '{prefix}' has an empty part, '.' or '..', which hosts read in different ways.", 2
        )
    return Bucket(name, f"{prefix}/" if prefix else "")
