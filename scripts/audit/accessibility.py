"""WCAG 2.2 A and AA by axe-core: each page on a phone and a wide screen, in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from scripts.audit.browsing import STILL, visit_pages
from scripts.audit.finding import Finding, Result
from scripts.audit.sample import chosen
from scripts.audit.tools import installed

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

    from scripts.audit.site import BuiltPage, Settings, Site

NAME = "accessibility"
_AXE = "axe-core/axe.min.js"
Scheme = Literal["light", "dark"]
_PHONE, _WIDE = (360, 640), (1280, 800)
VIEWS: tuple[tuple[tuple[int, int], Scheme], ...] = (
    (_PHONE, "light"),
    (_PHONE, "dark"),
    (_WIDE, "light"),
    (_WIDE, "dark"),
)
"""Width and height in CSS pixels, and the colour scheme; the sample takes the first and the last."""

_RUN = """async () => (await axe.run(document, {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  resultTypes: ["violations"],
})).violations.flatMap(rule => rule.nodes.map(node => (
  { rule: rule.id, help: rule.help, url: rule.helpUrl, target: node.target.flat().join(" "),
    summary: node.failureSummary }
)))"""


def run(site: Site, settings: Settings) -> Result:
    """Every element that breaks a rule, once a page, with the views in which it does."""
    axe = (installed(settings.cache, settings.say) / _AXE).read_text(encoding="utf-8")
    pages = chosen(site, only_sample=settings.sample)
    views = (VIEWS[0], VIEWS[-1]) if settings.sample else VIEWS

    async def visit(context: BrowserContext, address: str, page: BuiltPage) -> list[Finding]:
        tab = await context.new_page()
        await tab.goto(address + page.address)
        await tab.evaluate(STILL)
        await tab.evaluate(axe)
        found: dict[tuple[str, str], tuple[dict[str, Any], list[str]]] = {}
        for (width, height), scheme in views:
            await tab.set_viewport_size({"width": width, "height": height})
            await tab.emulate_media(color_scheme=scheme)
            for node in await tab.evaluate(_RUN):
                key = (str(node["rule"]), str(node["target"]))
                found.setdefault(key, (node, []))[1].append(f"{width} px {scheme}")
        await tab.close()
        return [_finding(page, node, seen) for node, seen in found.values()]

    findings = visit_pages(site, settings, pages, visit)
    shown = ", ".join(f"{width}x{height} {scheme}" for (width, height), scheme in views)
    return Result(len(pages), "pages", tuple(findings), (f"Each page at {shown}.",))


def _finding(page: BuiltPage, node: dict[str, Any], seen: list[str]) -> Finding:
    summary = " ".join(str(node["summary"]).split())
    return Finding(
        NAME,
        page.name,
        f"{node['help']} ({node['rule']}; {', '.join(seen)})",
        f"{summary} See {node['url']}",
        str(node["target"]),
    )
