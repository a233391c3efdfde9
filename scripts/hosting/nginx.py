"""The configuration for nginx (1.19 or later), to be included where Debian has ``/etc/nginx/conf.d/``: in ``http``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.hosting import headers
from scripts.hosting.hosted import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.hosting.hosted import Hosted

_START = """\
# Written by `python3 -m scripts hosting nginx`: write it anew when the site is built anew, as the policy
# names scripts by their digests. Put it into /etc/nginx/conf.d/, then `nginx -t && systemctl reload nginx`.
# For HTTPS get a certificate once it answers: `certbot certonly --webroot -w /var/www/html -d DOMAIN`; then print this
# with `--certificate /etc/letsencrypt/live/DOMAIN`. The header that asks for HTTPS counts from then on.
"""
_WELL_KNOWN = "    location ^~ /.well-known/ { root /var/www/html; }\n"
"""Where certbot puts what proves that the domain is ours."""
_PRECOMPRESSED = {True: "    gzip_static on;\n    brotli_static on;\n", False: "    gzip_static on;\n"}


def nginx(site: Hosted, *, brotli: bool = False) -> str:
    """The whole file; `brotli` where the module libnginx-mod-http-brotli-static is installed."""
    base = site.base
    parts = [
        _START,
        _map("$arg_v", "$site_style", headers.FOREVER, [('""', headers.SHORT)]),
        _map(
            "$uri",
            "$site_cache",
            headers.REVALIDATED,
            [
                (_regex(site, headers.IMMUTABLE), headers.FOREVER),
                (_regex(site, headers.STYLES), "$site_style"),
                (_regex(site, headers.DAILY), headers.SHORT),
            ],
        ),
        _map(
            "$uri",
            "$site_csp",
            site.policy.csp,
            [(_regex(site, headers.BARE), ""), (_regex(site, headers.INERT), headers.INERT_CSP)],
        ),
        _map("$uri", "$site_shown", "same-origin", [(_regex(site, headers.SHOWN), "cross-origin")]),
        _map("$uri", "$site_open", "", [(_regex(site, headers.OPEN), "*")]),
        _map(
            "$uri",
            "$site_missing",
            f"{base}404.html",
            [(f'"~^{base}{prefix}"', f"{base}{prefix}404.html") for prefix in site.prefixes],
        ),
        _listening(site),
        f"    server_name {site.domain or '_'};\n",
        "    server_tokens off;\n    absolute_redirect off;\n    autoindex off;\n    etag on;\n\n",
        _types(),
        _PRECOMPRESSED[brotli],
        "    gzip_vary on;\n\n",
        *(f"    add_header {name} {quoted(value)} always;\n" for name, value in _headers(site)),
        "    error_page 403 404 =404 $site_missing;\n\n",
        f"    location ~ ^{base}_(headers|redirects)$ {{ return 404; }}\n",
        _WELL_KNOWN,
        "    location ~ /\\. { return 404; }\n",
        *(f"    location = {old} {{ return 301 {new}; }}\n" for old, new in site.led),
        *_locations(site),
        "}\n",
    ]
    return "".join(parts)


def _listening(site: Hosted) -> str:
    """The start of the server; with a certificate another one before it, which leads from HTTP to HTTPS."""
    if not site.certificate:
        return "server {\n    listen 80;\n    listen [::]:80;\n"
    return (
        f"server {{\n    listen 80;\n    listen [::]:80;\n    server_name {site.domain};\n{_WELL_KNOWN}"
        "    location / { return 301 https://$host$request_uri; }\n}\n"
        "server {\n    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n"
        f"    ssl_certificate {site.certificate}/fullchain.pem;\n"
        f"    ssl_certificate_key {site.certificate}/privkey.pem;\n"
    )


def _headers(site: Hosted) -> Iterable[headers.Header]:
    """Headers by name; where a value is empty, nginx leaves the header out."""
    yield "Cache-Control", "$site_cache"
    yield "Content-Security-Policy", "$site_csp"
    yield from headers.always(site.policy)
    yield "Cross-Origin-Resource-Policy", "$site_shown"
    yield "Access-Control-Allow-Origin", "$site_open"


def _map(source: str, name: str, default: str, cases: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"    {case} {quoted(value)};\n" for case, value in cases)
    return f"map {source} {name} {{\n    default {quoted(default)};\n{lines}}}\n"


def _regex(site: Hosted, pattern: str) -> str:
    return f'"~{site.on_host(pattern)}"'


def _types() -> str:
    lines = "".join(f"        {quoted(kind)} {ending[1:]};\n" for ending, kind in headers.types().items())
    return f"    types {{\n{lines}    }}\n    default_type {headers.OTHER_TYPE};\n"


def _locations(site: Hosted) -> Iterable[str]:
    at = "root" if site.base == "/" else "alias"
    folder = site.folder if site.base == "/" else f"{site.folder}/"
    named = "".join(
        f"        location ~ /{name.replace('.', '[.]')}$ {{ types {{ }} default_type {quoted(kind)}; }}\n"
        for name, kind in headers.named_types().items()
    )
    if site.base == "/":
        yield f"    {at} {folder};\n    index index.html;\n{named.replace('        location', '    location')}"
        return
    yield f"    index index.html;\n    location {site.base} {{\n        {at} {folder};\n    }}\n"
    for name, kind in headers.named_types().items():
        yield (
            f"    location ~ ^{site.base}(?<inner>(.*/)?{name.replace('.', '[.]')})$ {{\n"
            f"        types {{ }}\n        default_type {quoted(kind)};\n        alias {folder}$inner;\n    }}\n"
        )
