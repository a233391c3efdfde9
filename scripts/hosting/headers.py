"""The headers of every file of the site: the one source of all hosts' configurations.

Files are told apart by regular expressions on their path, in the syntax that Python, PCRE (nginx, Apache) and
RE2 (Caddy) share, so that hosts' configurations are made from the very same ones.
"""

from __future__ import annotations

import re
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
    ".gz": "application/gzip",
    ".pagefind": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_meta": "application/octet-stream",
}
_NAMES = {
    "feed.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "SHA256SUMS": "text/plain; charset=utf-8",
}
OTHER_TYPE = "application/octet-stream"

REVALIDATED = "no-cache"
"""Kept by browsers, but asked for again each time (RFC 9111, 5.2.2.4): names that stay while the content changes."""
SHORT = f"public, max-age={DAY}"
FOREVER = f"public, max-age={YEAR}, immutable"
"""For names or addresses that have a digest of the content in them (RFC 8246)."""
IMMUTABLE = r"(^|/)pagefind/(fragment|index)/|\.pf_meta$"
STYLES = r"^assets/stylesheets/"
"""Pages ask for them with ``?v=`` and a digest: then they are kept for a year, else for a day."""
DAILY = r"^(assets/(stylesheets|fonts|images|attachments)|cards)/"
OPEN = r"^(data|charts)/|(^|/)feed\.(xml|json)$"
"""Open data: scripts of other sites may read it."""
SHOWN = r"^(data|charts|cards)/|(^|/)feed\.(xml|json)$"
"""Other sites may show it: open data, and the pictures of shared links."""
INERT = r"\.svg$|^assets/attachments/"
"""Opened by themselves they may style themselves, but never run anything: pictures, and files from elsewhere."""
BARE = r"\.pdf$"
"""Shown by browsers' own viewers, which a policy meant for pages can stop."""
INERT_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

_HSTS: Header = ("Strict-Transport-Security", f"max-age={YEAR}")
_OFF = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer",
    "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_ALWAYS: tuple[Header, ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{name}=()" for name in _OFF)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


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
    return _NAMES.get(name.name) or _TYPES.get(name.suffix.lower(), OTHER_TYPE)


def types() -> dict[str, str]:
    """Media type by ending: ``.css``."""
    return dict(_TYPES)


def named_types() -> dict[str, str]:
    """Media type by whole name, where that says more than the ending."""
    return dict(_NAMES)


def cache_control(path: str) -> str:
    """How long a file is kept: `path` from the site's root, with the ``?v=`` that it is asked for with, if any."""
    name, _, query = path.partition("?")
    if re.search(IMMUTABLE, name) or (re.search(STYLES, name) and query.startswith("v=")):
        return FOREVER
    return SHORT if re.search(DAILY, name) else REVALIDATED


def always(policy: Policy) -> tuple[Header, ...]:
    """The headers that are the same for every file."""
    return (*((_HSTS,) if policy.hsts else ()), *_ALWAYS)


def csp_for(path: str, policy: Policy) -> str:
    """The Content-Security-Policy of a file; empty where it has none."""
    if re.search(BARE, path):
        return ""
    return INERT_CSP if re.search(INERT, path) else policy.csp


def headers_for(path: str, policy: Policy) -> tuple[Header, ...]:
    """All headers of a file, by its path from the site's root (with ``?v=``, see `cache_control`)."""
    name = path.partition("?")[0]
    csp = csp_for(name, policy)
    return (
        ("Content-Type", content_type(name)),
        ("Cache-Control", cache_control(path)),
        *((("Content-Security-Policy", csp),) if csp else ()),
        *always(policy),
        ("Cross-Origin-Resource-Policy", "cross-origin" if re.search(SHOWN, name) else "same-origin"),
        *((("Access-Control-Allow-Origin", "*"),) if re.search(OPEN, name) else ()),
    )
