"""A small site with a search, a page that offers the copies, and styles; and a host that can be slow or gone."""

from __future__ import annotations

import functools
import threading
import time
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler
from typing import TYPE_CHECKING

from scripts.audit.server import Server
from scripts.cli import run
from tests.site import ROOT, files, page, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SHEETS = [f"assets/stylesheets/{name}.css" for name in ("tokens", "layout", "content", "print")]
_CODE = [*SHEETS, "assets/offline/keep.js"]
_CODE += [path.relative_to(ROOT / "docs").as_posix() for path in sorted(ROOT.glob("docs/assets/search/*"))]
_CODE += [path.relative_to(ROOT / "docs").as_posix() for path in sorted(ROOT.glob("docs/assets/fonts/*.woff2"))]


def build(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small site with `changes` into `folder` and build it; the built site."""
    content: dict[str, str | bytes | None] = {f"docs/{name}": (ROOT / "docs" / name).read_bytes() for name in _CODE}
    for code, name in (("vi", "Tìm"), ("en", "Search")):
        content[f"docs/{code}/search.md"] = page(name, "{{ block: search }}", translated=code == "en")
        content[f"docs/{code}/reporter.md"] = page("Reporters", "{{ block: offline }}", translated=code == "en")
    sheets = "".join(f"  - {name}\n" for name in SHEETS)
    content["mkdocs.yml"] = f"{files()['mkdocs.yml']}extra_css:\n{sheets}"
    root = write_site(folder, {**content, **(changes or {})})
    assert run(["build", "--root", str(root)]) == 0
    return root / "site"


class Host:
    """A host of files; `slow` seconds pass before each answer, and one that is `down` drops every call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.slow = 0.0
        self.down = False
        self.asked: list[str] = []
        self.redirects: dict[str, str] = {}
        self.url = ""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *arguments: object) -> None:
        self.host = host
        super().__init__(*arguments, directory=str(host.folder))  # type: ignore[arg-type]  # the server's own

    def do_GET(self) -> None:
        """Answer as the host stands."""
        self.directory = str(self.host.folder)
        self.host.asked.append(self.path)
        if self.host.down:
            self.close_connection = True
            return
        time.sleep(self.host.slow)
        if self.path in self.host.redirects:
            self.send_response(302)
            self.send_header("Location", self.host.redirects[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        with suppress(ConnectionError):  # the reader may have gone on
            super().do_GET()

    def end_headers(self) -> None:
        """Leave nothing to the browser's own cache, so that tests see what the worker does."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """A host of `folder` on a port of this machine."""
    host = Host(folder)
    with Server(("127.0.0.1", 0), functools.partial(_Handler, host)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host.url = f"http://127.0.0.1:{server.server_port}/"
        yield host
        server.shutdown()
