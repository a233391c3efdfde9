"""Without JavaScript: the text is there, and no control is shown that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.audit.browsing import visit_pages
from scripts.audit.finding import Finding, Result
from scripts.audit.sample import sample

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page

    from scripts.audit.site import BuiltPage, Settings, Site

NAME = "noscript"
_SHARE = 0.9
"""Share of the words shown with JavaScript that must be shown without: texts about copying and saving may differ."""

_WORDS = "() => (document.querySelector('main') ?? document.body).innerText"
_TITLE = "() => [...document.querySelectorAll('h1')].some(title => title.checkVisibility() && title.innerText.trim())"
_DEAD = """() => {
  const works = control => control.closest("summary") || control.form?.hasAttribute("action")
    || control.popoverTargetElement || control.hasAttribute("commandfor");
  const switches = control => ["radio", "checkbox"].includes(control.type);
  const state = () => document.body.innerText.length + "/" + document.documentElement.scrollHeight;
  const name = control => control.outerHTML.slice(0, 160);
  const dead = [];
  for (const control of document.querySelectorAll("button, input:not([type=hidden]), select, textarea")) {
    if (!control.checkVisibility({ visibilityProperty: true }) || works(control)) continue;
    if (switches(control)) {
      const [before, was] = [state(), control.checked];
      if (was && control.type === "radio") continue;
      const others = [...document.getElementsByName(control.name)].filter(other => other.checked);
      control.checked = !was;
      const changed = state() !== before;
      control.checked = was;
      for (const other of others) other.checked = true;
      if (changed) continue;
    }
    dead.push(name(control));
  }
  for (const link of document.querySelectorAll("a[href='#'], a[href^='javascript:']"))
    if (link.checkVisibility({ visibilityProperty: true })) dead.push(name(link));
  return dead;
}"""


def run(site: Site, settings: Settings) -> Result:
    """Pages of the sample that hide text, and controls that do nothing, when scripts are off."""
    pages = sample(site)
    words = {page.name: 0 for page in pages}

    async def with_scripts(context: BrowserContext, address: str, page: BuiltPage) -> list[Finding]:
        tab = await _opened(context, address, page)
        words[page.name] = len(str(await tab.evaluate(_WORDS)))
        await tab.close()
        return []

    async def without(context: BrowserContext, address: str, page: BuiltPage) -> list[Finding]:
        tab = await _opened(context, address, page)
        shown = len(str(await tab.evaluate(_WORDS)))
        titled, dead = await tab.evaluate(_TITLE), await tab.evaluate(_DEAD)
        await tab.close()
        found = [
            Finding(NAME, page.name, "a control that does nothing without JavaScript is shown", _HIDE, place)
            for place in dict.fromkeys(map(str, dead))
        ]
        if not titled:
            found.append(Finding(NAME, page.name, "no title (h1) is shown without JavaScript", _WRITE))
        if shown < _SHARE * words[page.name]:
            message = f"without JavaScript {shown} characters of text are shown, with it {words[page.name]}"
            found.append(Finding(NAME, page.name, message, _WRITE))
        return found

    visit_pages(site, settings, pages, with_scripts)
    findings = visit_pages(site, settings, pages, without, java_script_enabled=False)
    return Result(len(pages), "pages", tuple(findings), ("The sample: pages of one kind come from one template.",))


_HIDE = "Write the control with 'hidden' and let its script show it, or give it an effect by HTML (a form's action)."
_WRITE = "Write the text into the HTML; scripts may only add to it."


async def _opened(context: BrowserContext, address: str, page: BuiltPage) -> Page:
    tab = await context.new_page()
    await tab.goto(address + page.address)
    return tab
