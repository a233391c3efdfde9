"""What a host's configuration is made from, checked so that no name in it can be read as something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.hosting.headers import Policy
    from scripts.hosting.redirects import Move

_PATH = re.compile(r"[A-Za-z0-9._~/%-]*")
_FOLDER = re.compile(r"/[A-Za-z0-9._~/-]*")
_CONTACT = re.compile(r"((https?://|mailto:)[A-Za-z0-9._~:/?#@!&'()*+,;=%-]+)?")
"""No quote, backslash, ``$`` or space: it stands in files of YAML and TOML, where hosts replace variables."""
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


class HostingError(Exception):
    """A configuration cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Hosted:
    """A site and where it is put."""

    policy: Policy
    prefixes: tuple[str, ...]
    """Folders of the languages that are not at the root: ``en/``."""
    moves: tuple[Move, ...] = ()
    base: str = "/"
    """Path of the site's address, with a slash at both ends."""
    domain: str = ""
    """``letters.example.org``; empty: whatever the server is asked for."""
    folder: str = "/srv/site"
    """Where the site's files lie on the server, without a slash at its end."""
    contact: str = ""
    """Where readers report errors, for hosts that build the site themselves."""
    certificate: str = ""
    """Folder on the server with ``fullchain.pem`` and ``privkey.pem``; empty: the server answers by HTTP only."""

    def __post_init__(self) -> None:
        for path in (*self.prefixes, *(part for move in self.moves for part in (move.old, move.new))):
            if not _PATH.fullmatch(path) or path.startswith("/"):
                raise HostingError(
                    f"'{path}' is no path from the site's root in letters, digits and . _ ~ - % as addresses have them."
                )
        if self.domain and not _DOMAIN.fullmatch(self.domain):
            raise HostingError(f"'{self.domain}' is no domain: write it like letters.example.org, without https://.")
        if not _FOLDER.fullmatch(self.base) or not self.base.endswith("/"):
            raise HostingError(f"'{self.base}' is no path of an address: set SITE_URL to the address of the site.")
        for folder in (self.folder, *([self.certificate] if self.certificate else [])):
            if not _FOLDER.fullmatch(folder):
                raise HostingError(
                    f"'{folder}' is no folder on a server: write it like /srv/site, in letters, digits and . _ ~ -."
                )
        if self.certificate and not self.domain:
            raise HostingError("A certificate is for a domain: name it with --domain, or set SITE_URL.")
        if not _CONTACT.fullmatch(self.contact):
            raise HostingError(
                f"SITE_CONTACT is '{self.contact}', which is no address of the web and no mailto:, or holds a quote, a "
                "backslash or $."
            )

    @property
    def led(self) -> tuple[tuple[str, str], ...]:
        """Every old address with the new one, from the domain's root: with and without its last slash."""
        return tuple(
            (f"{self.base}{old}", f"{self.base}{move.new}")
            for move in self.moves
            for old in dict.fromkeys((move.old, move.old.rstrip("/")))
        )

    def on_host(self, pattern: str) -> str:
        """A pattern of headers.py, for paths from the domain's root."""
        return anchored(pattern, re.escape(self.base).replace(r"\-", "-"))


def anchored(pattern: str, start: str) -> str:
    """`pattern`, whose ``^`` is the site's root, for paths that begin with `start`."""
    return re.sub(r"(?<!\[)\^", lambda _: f"^{start}", pattern)


def quoted(text: str) -> str:
    """A word in double quotes, as nginx, Caddy and Apache read them."""
    if any(char in text for char in '"\\\n\r'):
        raise HostingError(f"'{text}' cannot stand in a server's configuration.")
    return f'"{text}"'
