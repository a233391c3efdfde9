"""The headers of every file of the site: the one source of all hosts' configurations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

Header = tuple[str, str]
"""Name and value."""

DAY = 86_400
YEAR = 365 * DAY

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".tbx": "application/x-tbx+xml",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_FEEDS = {"feed.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json"}
_OTHER = "application/octet-stream"
_IMMUTABLE = {".pf_fragment", ".pf_index"}
_CHANGING = {".html", ".json", ".csv", ".xml", ".txt", ".tbx"}


@dataclass(frozen=True)
class Policy:
    """What whoever publishes decides."""

    csp: str
    """Value of Content-Security-Policy, made from the built pages."""
    hsts: bool = True
    """Whether browsers are told to use HTTPS only, for a year."""


def content_type(path: str) -> str:
    """Media type of a file, by its name."""
    name = PurePosixPath(path)
    return _FEEDS.get(name.name) or _TYPES.get(name.suffix.lower(), _OTHER)


def cache_control(path: str) -> str:
    """How long a file may be kept without asking again.

    Pages, the service worker, feeds and data change under the same name; the search's pieces have their digest in it.
    """
    name = PurePosixPath(path)
    if name.suffix in _IMMUTABLE:
        return f"public, max-age={YEAR}, immutable"
    if name.name in {"sw.js", *_FEEDS} or name.suffix in _CHANGING:
        return "no-cache"
    return f"public, max-age={DAY}"
