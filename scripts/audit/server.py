"""The site on a port of this machine, packed and with the headers of `scripts.hosting.headers`, as hosts send them."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped]  # it has no types

from scripts.hosting.csp import header, in_page
from scripts.hosting.headers import Policy, content_type, headers_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.audit.site import Site

_PACKED = ("text/", "application/json", "application/xml", "image/svg+xml", "application/atom+xml", "application/feed")


@lru_cache(maxsize=4096)
def _body(path: Path, coding: str) -> bytes:
    content = path.read_bytes()
    if coding == "br":
        return bytes(brotli.compress(content, quality=5))
    return gzip.compress(content, mtime=0) if coding == "gzip" else content


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as by any host
    folder: ClassVar[Path]
    base: ClassVar[str]
    policy: ClassVar[Policy]

    def do_GET(self) -> None:
        """One file, or the 404 page."""
        address = urlsplit(self.path)
        asked = unquote(address.path)
        name = asked.removeprefix(self.base) if asked.startswith(self.base) else "../"
        path = (self.folder / name).resolve()
        if path.is_dir():
            path /= "index.html"
        status = HTTPStatus.OK
        if not path.is_relative_to(self.folder) or not path.is_file():
            path, status = self.folder / "404.html", HTTPStatus.NOT_FOUND
        kind = content_type(path.name)
        accepted = self.headers.get("Accept-Encoding", "")
        packable = kind.startswith(_PACKED)
        coding = next((one for one in ("br", "gzip") if packable and one in accepted), "")
        body = _body(path, coding) if path.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        sent = path.relative_to(self.folder).as_posix() + (f"?{address.query}" if address.query else "")
        for field, value in headers_for(sent, self.policy):
            self.send_header(field, value)
        if coding:
            self.send_header("Content-Encoding", coding)
        if packable:
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that many browsers ask at once."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers close connections that they no longer need; that is no error of ours."""


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site below its own base path; the address of its home page, with a slash at its end."""
    home = site.folder / "index.html"
    policy = Policy(header(in_page(home)) if home.is_file() else "", hsts=False)  # HSTS is for HTTPS only
    handler = type("Handler", (_Handler,), {"folder": site.folder.resolve(), "base": site.base, "policy": policy})
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{site.base}"
        finally:
            server.shutdown()
