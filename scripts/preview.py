"""A preview for writers: every edit is on the page in about a second, with what the checks say of it.

MkDocs' own preview builds the whole site at every change. Here only pages that changed are built
again, as long as nothing else did; and where the content has problems, the browser shows them instead
of going on with an old page.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import tempfile
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from scripts.clock import of_one_build
from scripts.content.address import address
from scripts.content.problem import ContentError
from scripts.render.affected import holds_figure_texts, pages_with_figures_of

if TYPE_CHECKING:
    from scripts.content.languages import Language
    from scripts.content.library import Library

_LOOK = 0.2
"""Seconds between two looks at the files."""

State = dict[str, tuple[int, int]]
"""Time and size of each file."""


class Preview:
    """Builds a site into a folder of its own and serves it until interrupted."""

    def __init__(self, config_file: Path, address: str) -> None:
        self.config_file = config_file
        self.root = config_file.parent
        self.site = Path(tempfile.mkdtemp(prefix="preview-"))
        self.nothing = Path(tempfile.mkdtemp(prefix="preview-"))
        self.seen: State = {}
        self.problems = ""
        self.library: Library | None = None
        host, _, port = address.rpartition(":")
        self.server = LiveReloadServer(self.build, host, int(port), str(self.site), polling_interval=_LOOK)
        self.server.error_handler = self.error_page
        # MkDocs warns at every build of changed pages only; here the templates make no use of what it means.
        logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serve until Ctrl+C or the end of the terminal; its folders go with it."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self.build()
            for path in (*self._folders(), self.config_file):
                self.server.watch(str(path))
            print(f"The preview is at {self.server.url}", flush=True)
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
        dirty = bool(self.seen) and not self.problems and self._is_small(state)
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

    def _is_small(self, state: State) -> bool:
        """Whether only pages and texts of figures changed, so that not everything has to be built again."""
        if self.library is None or self.seen.keys() != state.keys():
            return False
        changed = [Path(path) for path, known in state.items() if self.seen[path] != known]
        texts = [path for path in changed if path.suffix != ".md"]
        if not all(holds_figure_texts(self.library, path) for path in texts):
            return False
        for path in texts:
            for code, name in pages_with_figures_of(self.library, path):
                self._outdate(self.library.language(code), name)
        return True

    def _outdate(self, language: Language, name: str) -> None:
        """Make MkDocs build the page anew: it compares the times of source and page."""
        for at in (address(language, name), address(replace(language, is_source=True), name)):
            page = self.site / at / "index.html"
            if page.exists():
                os.utime(page, (0, 0))

    @of_one_build()
    def _generate(self, *, dirty: bool) -> None:
        config = load_config(config_file=str(self.config_file), site_dir=str(self.site))
        config.extra["preview"] = True
        config.extra["changed_only"] = dirty  # the search follows with the next whole build
        config.site_url = self.server.url
        config.plugins.on_startup(command="serve", dirty=dirty)
        try:
            build(config, serve_url=self.server.url, dirty=dirty)
            self.library = config.extra.get("library")
        except Abort as error:
            if isinstance(error.__cause__, ContentError):
                raise error.__cause__ from None
            raise
        finally:
            if "searches" in config.extra:
                config.extra["searches"].stop()
            config.plugins.on_shutdown()

    def _folders(self) -> list[Path]:
        """The folders that are followed: a project may do without templates of its own."""
        return [folder for name in ("docs", "overrides") if (folder := self.root / name).is_dir()]

    def _state(self) -> State:
        found: State = {}
        for folder in self._folders():
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
