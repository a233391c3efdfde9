"""The ``.htaccess`` for Apache (2.4) with mod_headers, mod_rewrite and mod_mime, to be put into the site's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.hosting import headers
from scripts.hosting.hosted import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.hosting.hosted import Hosted

_START = """\
# Written by `python3 -m scripts hosting apache`: write it anew when the site is built anew, as the policy names
# scripts by their digests. Put it into the site's folder as .htaccess; it needs `AllowOverride All` and
# `a2enmod headers rewrite`.
"""
_CODINGS = (("br", ".br"), ("zstd", ".zst"), ("gzip", ".gz"))
"""Best first."""
_PACKED = "[.](br|zst|gz)"


def apache(site: Hosted) -> str:
    """The whole file."""
    return "".join([_START, *(f"{line}\n" for line in _lines(site))])


def _lines(site: Hosted) -> Iterator[str]:
    yield "Options -Indexes -MultiViews"
    yield "DirectoryIndex index.html"
    yield "DirectorySlash On"
    yield "AddDefaultCharset Off"
    yield "FileETag MTime Size"
    for ending, kind in headers.types().items():
        yield f"AddType {quoted(kind)} {ending}"
    for name, kind in headers.named_types().items():
        yield f"<Files {quoted(name)}>\nForceType {quoted(kind)}\n</Files>"
    yield f"ErrorDocument 403 {site.base}404.html"
    yield f"ErrorDocument 404 {site.base}404.html"
    for prefix in site.prefixes:
        yield _if(f"^{site.base}{prefix}", f"ErrorDocument 404 {site.base}{prefix}404.html")
    yield from _rewriting(site)
    yield from _headers(site)


def _rewriting(site: Hosted) -> Iterator[str]:
    yield "RewriteEngine On"
    yield f"RewriteBase {site.base}"
    yield r"RewriteRule (^|/)\.(?!well-known/) - [R=404,L]"
    yield "RewriteRule ^_(headers|redirects)$ - [R=404,L]"
    for old, new in site.led:
        yield f"RewriteRule ^{old.removeprefix(site.base).replace('.', '[.]')}$ {new} [R=301,L]"
    yield "RewriteCond %{REQUEST_FILENAME} -d"
    yield "RewriteCond %{REQUEST_FILENAME}/index.html -f"
    yield "RewriteRule ^(.*/|)$ $1index.html"
    for coding, ending in _CODINGS:
        yield "RewriteCond %{HTTP:Accept-Encoding} " + rf"\b{coding}\b"
        yield "RewriteCond %{REQUEST_FILENAME}" + f"{ending} -f"
        yield f"RewriteRule ^(.+)$ $1{ending} [E=packed:{coding},L]"
    kinds = {f".*{ending}": kind for ending, kind in headers.types().items()}
    kinds |= {f"(.*/)?{name}": kind for name, kind in headers.named_types().items()}
    for pattern, kind in kinds.items():
        yield "RewriteCond %{ENV:REDIRECT_packed} ."
        yield f'RewriteRule ^{pattern.replace(".", "[.]").replace("[.]*", ".*")}{_PACKED}$ - "[T={kind},E=no-gzip:1]"'


def _headers(site: Hosted) -> Iterator[str]:
    for name, value in headers.always(site.policy):
        yield f"Header always set {name} {quoted(value)}"
    for name, value in (
        ("Cache-Control", headers.REVALIDATED),
        ("Content-Security-Policy", site.policy.csp),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ):
        yield f"Header always set {name} {quoted(value)}"
    differing = (
        (headers.DAILY, "Cache-Control", headers.SHORT),
        (headers.IMMUTABLE, "Cache-Control", headers.FOREVER),
        (headers.INERT, "Content-Security-Policy", headers.INERT_CSP),
        (headers.SHOWN, "Cross-Origin-Resource-Policy", "cross-origin"),
        (headers.OPEN, "Access-Control-Allow-Origin", "*"),
    )
    for pattern, name, value in differing:
        yield _if(site.on_host(pattern), f"Header always set {name} {quoted(value)}")
    yield _if(
        site.on_host(headers.STYLES),
        f"Header always set Cache-Control {quoted(headers.FOREVER)}",
        " && %{QUERY_STRING} =~ m#^v=#",
    )
    yield _if(site.on_host(headers.BARE), "Header always unset Content-Security-Policy")
    yield "Header always set Content-Encoding %{REDIRECT_packed}e env=REDIRECT_packed"
    yield "Header append Vary Accept-Encoding"


def _if(pattern: str, line: str, further: str = "") -> str:
    whole = pattern.replace("$", f"({_PACKED})?$")
    return f'<If "%{{REQUEST_URI}} =~ m#{whole}#{further}">\n{line}\n</If>'
