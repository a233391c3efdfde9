"""What static hosts need to show the 404 page of the language that a reader is in.

Cloudflare Pages looks for the nearest ``404.html`` up the folders by itself, GitHub and GitLab Pages
know the one at the root only (it links to every language); Netlify is told by ``_redirects``. The
README gives the lines for nginx, Caddy and Apache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.hosting.redirects import moves

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.content.library import Library
    from scripts.hosting.redirects import Move


def redirects(languages: Iterable[Language], moves: Iterable[Move] = ()) -> str:
    """Netlify's ``_redirects``: what moved leads on, what is missing gets the page of its language."""
    moved = "".join(f"/{move.old}  /{move.new}  301\n" for move in moves)
    return moved + "".join(
        f"/{language.prefix}*  /{language.prefix}404.html  404\n" for language in languages if not language.is_source
    )


def write_redirects(library: Library, site: Path) -> None:
    """Write the file into the site."""
    (site / "_redirects").write_text(redirects(library.languages, moves(library)), encoding="utf-8", newline="\n")
