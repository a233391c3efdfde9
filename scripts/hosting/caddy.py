"""The Caddyfile for Caddy (2.6 or later)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.hosting import headers
from scripts.hosting.hosted import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.hosting.hosted import Hosted

_START = """\
# Written by `python3 -m scripts hosting caddy`: write it anew when the site is built anew, as the policy names
# scripts by their digests. Put it at /etc/caddy/Caddyfile, then `systemctl reload caddy`. With a domain it has HTTPS.
"""


def caddy(site: Hosted) -> str:
    """The whole file."""
    return "".join(
        [_START, _snippet(site), f"{site.domain or ':80'} {{\n", *(f"\t{line}\n" for line in _lines(site)), "}\n"]
    )


def _lines(site: Hosted) -> Iterator[str]:
    base = site.base
    yield f"root * {site.folder}"
    yield from _matchers(site)
    yield "route {"
    for old, new in site.led:
        yield f"\tredir {old} {new} 301"
    yield "\terror @hidden 404"
    if base != "/":
        yield f"\tredir {base.rstrip('/')} {base} 301"
        yield f"\t@elsewhere not path {base}*"
        yield "\terror @elsewhere 404"
    yield "\timport headers"
    for name, matcher, value in _differing():
        yield f"\theader @{matcher} {name} {quoted(value)}"
    for number, kind in enumerate(_kinds()):
        yield f"\theader @type{number} Content-Type {quoted(kind)}"
    yield "\theader @bare -Content-Security-Policy"
    if base != "/":
        yield f"\turi strip_prefix {base.rstrip('/')}"
    yield "\tfile_server {"
    yield "\t\tprecompressed br zstd gzip"
    yield "\t\tindex index.html"
    yield "\t}"
    yield "}"
    yield "handle_errors {"
    yield "\theader -Access-Control-Allow-Origin"
    yield "\timport headers"
    yield f"\theader Content-Type {quoted(headers.content_type('404.html'))}"
    for number, prefix in enumerate(site.prefixes):
        yield f"\t@missing{number} path {base}{prefix}*"
        yield f"\thandle @missing{number} {{"
        yield f"\t\trewrite * /{prefix}404.html"
        yield "\t\tfile_server {"
        yield "\t\t\tprecompressed br zstd gzip"
        yield "\t\t}"
        yield "\t}"
    yield "\thandle {"
    yield "\t\trewrite * /404.html"
    yield "\t\tfile_server {"
    yield "\t\t\tprecompressed br zstd gzip"
    yield "\t\t}"
    yield "\t}"
    yield "}"


def _matchers(site: Hosted) -> Iterator[str]:
    patterns = {
        "immutable": headers.IMMUTABLE,
        "daily": headers.DAILY,
        "inert": headers.INERT,
        "bare": headers.BARE,
        "shown": headers.SHOWN,
        "open": headers.OPEN,
    }
    for name, pattern in patterns.items():
        yield f"@{name} path_regexp {_quoted_regex(site.on_host(pattern))}"
    yield "@style {"
    yield f"\tpath_regexp {_quoted_regex(site.on_host(headers.STYLES))}"
    yield "\tquery v=*"
    yield "}"
    yield "@hidden {"
    yield f"\tpath_regexp {_quoted_regex(f'/[.]|^{site.base}_(headers|redirects)$')}"
    yield "\tnot path /.well-known/*"
    yield "}"
    for number, (kind, endings) in enumerate(_kinds().items()):
        extra = " */" if kind.startswith("text/html") else ""
        yield f"@type{number} path {' '.join(endings)}{extra}"


def _kinds() -> dict[str, list[str]]:
    """The path patterns of each media type; those of whole names come last, as the last header stays."""
    found: dict[str, list[str]] = {}
    for ending, kind in headers.types().items():
        found.setdefault(kind, []).append(f"*{ending}")
    for name, kind in headers.named_types().items():
        found.setdefault(kind, []).append(f"*/{name}")
    return found


def _differing() -> Iterator[tuple[str, str, str]]:
    """Header, matcher and value where a file differs; later ones take the place of earlier ones."""
    yield "Cache-Control", "daily", headers.SHORT
    yield "Cache-Control", "style", headers.FOREVER
    yield "Cache-Control", "immutable", headers.FOREVER
    yield "Content-Security-Policy", "inert", headers.INERT_CSP
    yield "Cross-Origin-Resource-Policy", "shown", "cross-origin"
    yield "Access-Control-Allow-Origin", "open", "*"


def _quoted_regex(pattern: str) -> str:
    """A regular expression in backquotes, which Caddy reads as they are."""
    return f"`{pattern}`"


def _snippet(site: Hosted) -> str:
    """The headers that files and error pages share."""
    shared = [
        ("Cache-Control", headers.REVALIDATED),
        ("Content-Security-Policy", site.policy.csp),
        *headers.always(site.policy),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    lines = "".join(f"\theader {name} {quoted(value)}\n" for name, value in shared)
    return f"(headers) {{\n{lines}}}\n"
