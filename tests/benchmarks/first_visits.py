"""What a browser asks a site for when a reader opens one of its pages for the first time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from scripts.browser import BrowserError, present_chromium
from tests.benchmarks.readiness import NotReadyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import Browser, Request, Route

    Visits = tuple[tuple[str, ...], ...]
    """For each page the paths that are asked for, with their query, the page's own first."""


def first_visits(url: str, pages: Iterable[str], told: Callable[[str], None]) -> Visits:
    """Open each page below `url` in a new profile.

    Requests to other hosts (stock asks Google for its fonts) are neither made nor counted.
    """
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    try:
        chromium = str(present_chromium())
    except BrowserError as error:
        raise NotReadyError(str(error)) from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        visits = tuple(_visit(browser, url, page) for page in pages)
        browser.close()
    told(f"  {len(visits)} pages, {sum(map(len, visits))} requests")
    return visits


def _visit(browser: Browser, url: str, page: str) -> tuple[str, ...]:
    asked: list[str] = []
    failed: list[str] = []

    def only_own(route: Route) -> None:
        if route.request.url.startswith((url, "data:", "blob:")):
            route.continue_()
        else:
            route.abort()

    def keep(request: Request) -> None:
        if request.url.startswith(url):
            parts = urlsplit(request.url)
            asked.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)

    context = browser.new_context()
    context.route("**/*", only_own)
    context.on("request", keep)
    context.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    tab = context.new_page()
    tab.goto(f"{url}{page}", wait_until="networkidle")  # nothing asked for in half a second
    context.close()
    if failed:
        raise NotReadyError(f"{url}{page} asks for what is not there: {', '.join(failed)}")
    return tuple(dict.fromkeys(asked))
