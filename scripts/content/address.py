"""Addresses of pages: the same in every language, below the language's code."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.content.languages import Language


WORKER = "sw.js"
"""The service worker: at the root, since one serves nothing above its own folder."""


def address(language: Language, name: str) -> str:
    """Address of a page from the site's root: ``en/2024-09/child-labour/``; empty for the home page."""
    stem = name.removesuffix(".md")
    stem = stem.removesuffix("index").rstrip("/") if posixpath.basename(stem) == "index" else stem
    return f"{language.prefix}{stem}/" if stem else language.prefix


def record_address(record_id: str) -> str:
    """Permanent address of a figure or message, the same for all languages: ``id/gci2024-vn-score/``."""
    return f"id/{record_id}/"


def card_address(language: Language, name: str) -> str:
    """The picture that is shown with links to a page: ``cards/en/2024-09/child-labour.png``."""
    return f"cards/{language.code}/{name.removesuffix('.md')}.png"


def relative(start: str, target: str) -> str:
    """`target` as seen from the page at `start`; both from the site's root.

    A last part after ``#`` is kept. The page itself is ``./``.
    """
    path, hash_mark, fragment = target.partition("#")
    base = start.rpartition("/")[0] or "."
    link = posixpath.relpath(path or ".", base)
    if not path or path.endswith("/"):
        link = "./" if link == "." else f"{link}/"
    return link + hash_mark + fragment
