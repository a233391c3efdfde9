"""A Chromium, and the real site on a port of this machine."""

from __future__ import annotations

import functools
import os
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from scripts.audit.browsing import PAINTED
from scripts.audit.server import Server
from scripts.browser import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as by any host

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; fails, never skips, where there is none.

    Its contexts have no service workers unless a test allows them: each would begin one anew.
    """
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(find_chromium()), args=arguments)
        plain = chromium.new_context

        def without_workers(**options: Any) -> BrowserContext:  # noqa: ANN401 (Playwright's options)
            context = plain(**options)
            if options.get("service_workers") != "allow":
                context.add_init_script("delete Navigator.prototype.serviceWorker")
            return context

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(chromium, "new_context", without_workers)
            yield chromium
        chromium.close()


def painted(page: Page) -> Page:
    """The page, once it is painted: keys that come before are dropped."""
    page.evaluate(PAINTED)
    return page


def until(page: Page, holds: str, *, arg: str = "") -> None:
    """Wait until a function in JavaScript is true; Playwright's own way needs ``unsafe-eval``, which pages deny."""
    waiting = f"""async (arg) => {{
      const holds = {holds};
      for (let times = 0; times < 600; times++) {{
        if (await holds(arg)) return true;
        await new Promise((done) => setTimeout(done, 50));
      }}
      return false;
    }}"""
    assert page.evaluate(waiting, arg), f"after 30 s still not: {holds}"


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """Address of the served site, with a slash at its end."""
    with served(real_site) as url:
        yield url


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of this machine; its address, with a slash at its end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
