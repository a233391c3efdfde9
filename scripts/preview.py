"""A preview for writers: every edit is on the page in about a second, with what the checks say of it.

MkDocs' own preview builds the whole site at every change. Here only pages that changed are built
again, as long as nothing else did; and where the content has problems, the browser shows them instead
of going on with an old page.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from scripts.content.problem import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOOK = 0.2
"""Seconds between two looks at the files."""

State = dict[str, tuple[int, int]]
"""Time and size of each file."""


class Preview:
    """Builds a site into a folder of its own and serves it until interrupted."""

    def __init__(self, config_file: Path, address: str, language: str | None) -> None:
        self.config_file = config_file
        self.root = config_file.parent
        self.language = language
        self.site = Path(tempfile.mkdtemp(prefix="preview-"))
        self.nothing = Path(tempfile.mkdtemp(prefix="preview-"))
        self.seen: State = {}
        self.problems = ""
        host, _, port = address.rpartition(":")
        self.server = LiveReloadServer(self.build, host, int(port), str(self.site), polling_interval=_LOOK)
        self.server.error_handler = self.error_page

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serve until Ctrl+C."""
        try:
            self.build()
            for path in (self.root / "docs", self.root / "overrides", self.config_file):
                self.server.watch(str(path))
            print(f"The preview is at {self.server.url}{f'{self.language}/' if self.language else ''}", flush=True)
            print("Every change of a file shows by itself. Stop with Ctrl+C.", flush=True)
            self.server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            self.server.shutdown()
            for folder in (self.site, self.nothing):
                shutil.rmtree(folder, ignore_errors=True)

    def build(self) -> None:
        """Build what changed; where the content has problems, keep them for the browser."""
        state = self._state()
        dirty = bool(self.seen) and not self.problems and only_pages(self.seen, state)
        self.seen = state
        try:
            self._generate(dirty=dirty)
        except ContentError as error:
            self.problems = str(error)
            self.server.root = str(self.nothing)
            print(f"{error}\n", flush=True)
        else:
            self.problems = ""
            self.server.root = str(self.site)

    def _generate(self, *, dirty: bool) -> None:
        config = load_config(config_file=str(self.config_file), site_dir=str(self.site))
        config.extra["preview"] = True
        config.site_url = self.server.url
        config.plugins.on_startup(command="serve", dirty=dirty)
        try:
            build(config, serve_url=self.server.url, dirty=dirty)
        except Abort as error:
            if isinstance(error.__cause__, ContentError):
                raise error.__cause__ from None
            raise
        finally:
            config.plugins.on_shutdown()

    def _state(self) -> State:
        found: State = {}
        for folder in (self.root / "docs", self.root / "overrides"):
            for directory, _, names in os.walk(folder):
                for name in names:
                    stat = os.stat(os.path.join(directory, name))  # noqa: PTH116, PTH118 (a thousand files)
                    found[os.path.join(directory, name)] = (stat.st_mtime_ns, stat.st_size)  # noqa: PTH118
        stat = self.config_file.stat()
        found[str(self.config_file)] = (stat.st_mtime_ns, stat.st_size)
        return found

    def error_page(self, code: int) -> bytes | None:
        """What a browser gets for an address that has no page: the problems, or the site's own 404 page."""
        if self.problems:
            items = "".join(f"<p>{escape(line)}</p>" for line in self.problems.split("\n"))
            return _PROBLEMS.replace("{items}", items).encode()
        page = self.site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


def only_pages(before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]]) -> bool:
    """Whether nothing but the text of existing pages differs between two states of the files."""
    if before.keys() != after.keys():
        return False
    changed = [path for path, state in after.items() if before[path] != state]
    return all(path.endswith(".md") for path in changed)


_PROBLEMS = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<title>The content has problems</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }</style>
</head>
<body>
<h1>The content has problems</h1>
{items}
<p>This page goes away by itself when they are mended.</p>
</body>
</html>
"""
