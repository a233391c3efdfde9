"""The moved pages of a release, as its own file for hosts names them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from scripts.hosting.pages_headers import moves_in

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.hosting.redirects import Move

_FILE = "_redirects"


def moves_of(site: Path, site_url: str) -> tuple[Move, ...]:
    """The moves of the built `site`, whose pages were made for `site_url`; none where it has no such file."""
    named = site / _FILE
    base = f"{urlsplit(site_url).path.rstrip('/')}/"
    return moves_in(named.read_text(encoding="utf-8"), base) if named.is_file() else ()


def page_of(move: Move) -> str:
    """The file at the old address, from the site's root."""
    return f"{move.old}index.html"


def whole(start: str, move: Move) -> str:
    """The new address below `start`, which ends with a slash; in ASCII."""
    return start + quote(move.new, safe="/%~")
