"""What a browser asks a site for when a reader opens one of its pages for the first time.

The server's log says it, so that what workers ask for counts as well, and what a browser asks for twice: a service
worker that keeps a page asks whether it is still the same (If-None-Match), and is played so. Left out is what the
server does not have (stock looks for site maps below its pages): a load without errors is asked for.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from scripts.browser import BrowserError, present_chromium
from tests.benchmarks.readiness import NotReadyError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playwright.sync_api import Browser

LOG_FORMAT = """escape=json '{"path": "$request_uri", "status": $status, "etag": "$http_if_none_match"}'"""
"""nginx's, a line a request."""
_NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
_QUIET = 1.0
"""Seconds without a request after which a visit has all it wants."""
_FAULTS = 400


@dataclass(frozen=True)
class Asked:
    """A request: path with query, and the entity tag that the browser has already, if any."""

    path: str
    etag: str = ""


@dataclass(frozen=True)
class Visit:
    """The first visit of a page."""

    page: str
    """Path from the server's root: ``/en/about/``."""
    asked: tuple[Asked, ...]
    vain: int
    """How many other requests the server answered with 400 or above."""


def first_visits(url: str, pages: Iterable[str], log: Path) -> tuple[Visit, ...]:
    """Open each page below `url` in a new profile; `log` is the server's, in `LOG_FORMAT`.

    Requests to other hosts (stock asks Google for its fonts) are not answered and do not count.
    """
    arguments = [_NO_OTHER_HOST]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    try:
        chromium = str(present_chromium())
    except BrowserError as error:
        raise NotReadyError(str(error)) from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        visits = tuple(_visit(browser, url, page, log) for page in pages)
        browser.close()
    return visits


def read_visit(page: str, log: str) -> Visit:
    """The visit of `page` from lines of a log."""
    entries = [json.loads(line) for line in log.splitlines()]
    found = tuple(Asked(one["path"], one["etag"]) for one in entries if one["status"] < _FAULTS)
    if Asked(page) not in found:
        raise NotReadyError(f"{page} is not on the server: make the release anew from the content of this project.")
    return Visit(page, found, len(entries) - len(found))


def _visit(browser: Browser, url: str, page: str, log: Path) -> Visit:
    start = log.stat().st_size
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{url}{page}", wait_until="networkidle")
    _wait_for_quiet(log)
    context.close()
    with log.open("rb") as lines:
        lines.seek(start)
        return read_visit(f"/{page}", lines.read().decode())


def _wait_for_quiet(log: Path) -> None:
    size, since = -1, time.monotonic()
    while time.monotonic() - since < _QUIET:
        time.sleep(_QUIET / 10)
        if log.stat().st_size != size:
            size, since = log.stat().st_size, time.monotonic()
