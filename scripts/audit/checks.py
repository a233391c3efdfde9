"""All checks, in the order they run: what takes no time first, what measures time last and alone."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.audit import (
    accessibility,
    content,
    data,
    dependencies,
    feeds,
    foreign,
    hreflang,
    keyboard,
    lighthouse,
    links,
    markup,
    noscript,
    outside,
    weight,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scripts.audit.finding import Result
    from scripts.audit.site import Settings, Site


@dataclass(frozen=True)
class Check:
    """One thing that must hold."""

    name: str
    about: str
    run: Callable[[Site, Settings], Result]


CHECKS = (
    Check(content.NAME, "the rules of the content", content.run),
    Check(links.NAME, "links and anchors within the site", links.run),
    Check(outside.NAME, "links to other sites; --online asks whether they are alive", outside.run),
    Check(dependencies.NAME, "known vulnerabilities of packages, with --online", dependencies.run),
    Check(hreflang.NAME, "language, direction, links between languages", hreflang.run),
    Check(feeds.NAME, "sitemap, robots.txt, feeds, OpenSearch", feeds.run),
    Check(data.NAME, "the data package: files, digests, columns", data.run),
    Check(markup.NAME, "HTML, by the Nu checker", markup.run),
    Check(foreign.NAME, "nothing is loaded from other hosts", foreign.run),
    Check(noscript.NAME, "reading without JavaScript", noscript.run),
    Check(weight.NAME, "what a first load weighs, faces too: at most 90 kB packed", weight.run),
    Check(keyboard.NAME, "menu, search, languages, tables by keyboard alone", keyboard.run),
    Check(
        accessibility.NAME, "WCAG 2.2 A and AA by axe-core, light and dark, phone and wide screen", accessibility.run
    ),
    Check(lighthouse.NAME, "Lighthouse as a phone: performance at least 95, the others 100", lighthouse.run),
)


@dataclass(frozen=True)
class Done:
    """A check and what came of it."""

    check: Check
    result: Result

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.result.findings


def run_checks(site: Site, settings: Settings, checks: Sequence[Check] = CHECKS) -> tuple[Done, ...]:
    """Run checks in turn and tell of each as it begins and ends; ToolError where a tool is missing."""
    done = []
    for number, check in enumerate(checks, 1):
        settings.say(f"[{number}/{len(checks)}] {check.name}: {check.about}")
        start = time.monotonic()
        done.append(Done(check, check.run(site, settings)))
        settings.say(f"    {time.monotonic() - start:.1f} s")
    return tuple(done)
