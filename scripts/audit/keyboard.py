"""Pages by keyboard alone: every stop is seen and in order, there is no trap, menus and search open and close.

The whole page is walked with Tab on a home page, a topic, the search page and the figures of the sample; what
disclosures, dialogs and scrolled tables do is tried on each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.audit.browsing import PAINTED, STILL, visit_pages
from scripts.audit.finding import Finding, Result
from scripts.audit.sample import kind, sample

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page

    from scripts.audit.site import BuiltPage, Settings, Site

NAME = "keyboard"
_WALKED = ("", "topic", "search", "figures")
_PHONE = {"width": 360, "height": 640}
_MOST = 2000
"""Stops of Tab after which a page is taken for a trap."""

_STOP = """() => {
  const now = document.activeElement;
  if (!now || now === document.body) return null;
  window.auditStops ??= [];
  const last = window.auditStops.at(-1);
  const again = window.auditStops.includes(now);
  window.auditStops.push(now);
  const style = getComputedStyle(now);
  const box = now.getBoundingClientRect();
  const drawn = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return {
    place: now.outerHTML.slice(0, 140),
    again,
    last: last === now,
    back: Boolean(last && !(last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) && last !== now),
    drawn,
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""
_SCROLLED = """() => [...document.querySelectorAll("main *")].filter(box => {
  const how = getComputedStyle(box).overflowX;
  return (how === "auto" || how === "scroll") && box.scrollWidth > box.clientWidth + 1 && box.checkVisibility()
    && box.tabIndex < 0 && !box.querySelector("a[href], button, input, summary, [tabindex='0']");
}).map(box => box.outerHTML.slice(0, 140))"""
_UNFOCUSED = "() => { document.activeElement?.blur(); window.auditStops = []; scrollTo(0, 0); }"


def run(site: Site, settings: Settings) -> Result:
    """Stops that cannot be seen or come out of order, traps, and menus, search and tables that keys do not work."""
    candidates = sample(site) if settings.sample else site.read_pages
    pages: dict[str, BuiltPage] = {}
    for page in candidates:
        which = kind(site, page)
        if which in _WALKED:
            pages.setdefault(which if settings.sample else f"{site.language_folder(page)} {which}", page)
    findings = visit_pages(site, settings, list(pages.values()), _walk, viewport=_PHONE)
    return Result(len(pages), "pages", tuple(findings))


async def _walk(context: BrowserContext, address: str, page: BuiltPage) -> list[Finding]:
    tab = await context.new_page()
    await tab.goto(address + page.address)
    await tab.evaluate(PAINTED)
    await tab.evaluate(STILL)
    found = [
        Finding(NAME, page.name, "what is scrolled sideways cannot be reached by keyboard", _SCROLL, place)
        for place in await tab.evaluate(_SCROLLED)
    ]
    found += await _disclosures(tab, page)
    found += await _search(tab, page)
    await tab.evaluate(_UNFOCUSED)
    found += await _stops(tab, page)
    await tab.close()
    return list(dict.fromkeys(found))


async def _stops(tab: Page, page: BuiltPage) -> list[Finding]:
    found: list[Finding] = []
    for _ in range(_MOST):
        await tab.keyboard.press("Tab")
        stop: dict[str, Any] | None = await tab.evaluate(_STOP)
        if stop is None:
            return found
        place = str(stop["place"])
        if stop["last"]:
            return [*found, Finding(NAME, page.name, "Tab does not leave this element", _TRAP, place)]
        if stop["again"]:  # the walk has come round
            return found
        if stop["back"]:
            found.append(
                Finding(NAME, page.name, "Tab goes back to an element that stands before the last", _ORDER, place)
            )
        if not stop["inside"]:
            found.append(Finding(NAME, page.name, "the element in focus is not on the screen", _SHOW, place))
        elif not stop["drawn"]:
            found.append(Finding(NAME, page.name, "the element in focus has no outline", _OUTLINE, place))
    return [*found, Finding(NAME, page.name, f"Tab meets no end after {_MOST} stops", _TRAP)]


async def _disclosures(tab: Page, page: BuiltPage) -> list[Finding]:
    """The menu and the languages of the header."""
    found: list[Finding] = []
    for summary in await tab.locator("header details > summary").all():
        if not await summary.is_visible():
            continue
        place = str(await summary.evaluate("one => one.parentElement.className || one.outerHTML.slice(0, 140)"))
        opened = "one => one.parentElement.open"
        await summary.focus()
        await tab.keyboard.press("Enter")
        if not await summary.evaluate(opened):
            found.append(Finding(NAME, page.name, "Enter does not open it", _OPEN, place))
            continue
        await tab.keyboard.press("Tab")
        if not await summary.evaluate("one => one.parentElement.contains(document.activeElement)"):
            found.append(Finding(NAME, page.name, "Tab does not lead from it to what it opened", _ORDER, place))
        await tab.keyboard.press("Escape")
        if await summary.evaluate(opened):
            found.append(Finding(NAME, page.name, "Escape does not close it", _ESCAPE, place))
            await summary.evaluate("one => { one.parentElement.open = false; }")
        elif not await summary.evaluate("one => document.activeElement === one"):
            found.append(Finding(NAME, page.name, "after Escape the focus is not back on it", _ESCAPE, place))
    return found


async def _search(tab: Page, page: BuiltPage) -> list[Finding]:
    """The dialog of the search, on pages that are not the search page."""
    if not await tab.locator("a[data-search]").count() or await tab.locator("form[data-search-page]").count():
        return []
    await tab.evaluate(_UNFOCUSED)
    await tab.locator("a[data-search]").focus()
    await tab.keyboard.press("Enter")
    dialog = tab.locator("dialog[open]")
    try:
        await dialog.wait_for(timeout=10_000)
    except Exception as error:  # noqa: BLE001 (Playwright's own kind is a private name)
        return [Finding(NAME, page.name, f"Enter on the search link opens no dialog ({type(error).__name__})", _OPEN)]
    found = []
    if not await dialog.evaluate("one => one.contains(document.activeElement)"):
        found.append(Finding(NAME, page.name, "the dialog of the search opens without the focus", _OPEN, "dialog"))
    await tab.keyboard.press("Escape")
    if await dialog.count():
        found.append(Finding(NAME, page.name, "Escape does not close the search", _ESCAPE, "dialog"))
    elif not await tab.locator("a[data-search]").evaluate("one => document.activeElement === one"):
        found.append(
            Finding(NAME, page.name, "after Escape the focus is not back on the search link", _ESCAPE, "dialog")
        )
    return found


_SCROLL = 'Give the scrolled box tabindex="0", role="region" and a name.'
_TRAP = "Let Tab move on: take away the script or the tabindex that holds the focus."
_ORDER = "Let elements stand in the HTML in the order that they are read in; use no tabindex above 0."
_SHOW = "Scroll it into view when it gets the focus, or take what is hidden out of the order (hidden, inert)."
_OUTLINE = "Give :focus-visible an outline in the stylesheet."
_OPEN = "Use <details>, <button> or <dialog>, which keys open by themselves."
_ESCAPE = "Close it on Escape and give the focus back to what opened it."
