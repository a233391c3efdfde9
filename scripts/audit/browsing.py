"""Pages in Chromium, several at once."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from scripts.audit.finding import ToolError
from scripts.audit.server import served
from scripts.browser import BrowserError, present_chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from playwright.async_api import Browser, BrowserContext

    from scripts.audit.finding import Finding
    from scripts.audit.site import BuiltPage, Settings, Site

    Visit = Callable[[BrowserContext, str, BuiltPage], Awaitable[list[Finding]]]
    """Looks at one page; the address is that of the site's home page."""

_EVERY = 25
"""Pages between two lines of progress."""

STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""Ends all movement: colours are measured at rest. No element is added, so no policy of the page forbids it."""

PAINTED = """() => new Promise((done) => {
  const told = (list, observer) => { observer.disconnect(); done(true); };
  new PerformanceObserver(told).observe({ type: "paint", buffered: true });
})"""
"""Waits for the first paint: Chromium drops keys that come before it, which on a slow machine is long after loading."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Headless Chromium; ToolError where there is none."""
    from playwright.async_api import async_playwright

    try:
        path = await asyncio.to_thread(present_chromium)
    except BrowserError as error:
        raise ToolError(str(error)) from error
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(path), args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


def visit_pages(
    site: Site,
    settings: Settings,
    pages: Sequence[BuiltPage],
    visit: Visit,
    **context: Any,  # noqa: ANN401 (options)
) -> list[Finding]:
    """Findings of `visit` on every page, in the order of pages; `context` are Playwright's options of a context."""
    with served(site) as address:
        return asyncio.run(_visit_all(address, settings, pages, visit, context))


async def _visit_all(
    address: str, settings: Settings, pages: Sequence[BuiltPage], visit: Visit, options: dict[str, Any]
) -> list[Finding]:
    found: dict[str, list[Finding]] = {}
    waiting = list(reversed(pages))

    async def work(browser: Browser) -> None:
        context = await browser.new_context(service_workers="block", **options)
        while waiting:
            page = waiting.pop()
            found[page.name] = await visit(context, address, page)
            if len(found) % _EVERY == 0:
                settings.say(f"    {len(found)} of {len(pages)} pages")
        await context.close()

    async with chromium() as browser:
        await asyncio.gather(*(work(browser) for _ in range(max(2, os.cpu_count() or 1))))
    return [finding for page in pages for finding in found[page.name]]
