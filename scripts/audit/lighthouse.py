"""Lighthouse, as a phone, on a home and a topic page of the source language, English, Arabic and Khmer.

The sample takes the home page of the source language and the last topic in the last of these languages.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.audit.finding import Finding, Result, ToolError
from scripts.audit.sample import kind
from scripts.audit.server import served
from scripts.audit.tools import installed, program
from scripts.browser import BrowserError, present_chromium

if TYPE_CHECKING:
    from scripts.audit.site import BuiltPage, Settings, Site

NAME = "lighthouse"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Scores from 0 to 100 that a page must reach."""
_FOLDERS = ("", "en", "ar", "km")
_SECONDS = 180


def run(site: Site, settings: Settings) -> Result:
    """Scores below those that must be reached, with the audits that cost them."""
    node, modules = program("node"), installed(settings.cache, settings.say)
    try:
        chromium = present_chromium()
    except BrowserError as error:
        raise ToolError(str(error)) from error
    pages = _pages(site)
    if settings.sample:
        pages = [pages[0], pages[-1]] if len(pages) > 1 else pages
    findings: list[Finding] = []
    rows: list[tuple[str, ...]] = [("page", *LEAST)]
    with served(site) as address:
        for page in pages:
            settings.say(f"    {page.name}")
            told = _asked(node, modules, chromium, address + page.address)
            scores = {one: round(100 * (told["categories"][one]["score"] or 0)) for one in LEAST}
            rows.append((page.name, *(str(scores[one]) for one in LEAST)))
            for one, least in LEAST.items():
                if scores[one] < least:
                    message = f"{one} is {scores[one]}, at least {least} is asked"
                    findings.append(Finding(NAME, page.name, message, _lost(told, one)))
    return Result(len(pages), "pages", tuple(findings), table=tuple(rows))


def _pages(site: Site) -> list[BuiltPage]:
    found = []
    for folder in _FOLDERS:
        own = [page for page in site.read_pages if site.language_folder(page) == folder]
        if folder and folder not in site.languages:
            continue
        found += [page for page in own if kind(site, page) == ""][:1]
        found += [page for page in own if kind(site, page) == "topic"][-1:]
    return found


def _asked(node: str, modules: Path, chromium: Path, url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "report.json"
        flags = "--headless=new" + (" --no-sandbox" if hasattr(os, "geteuid") and os.geteuid() == 0 else "")
        command = [
            *(node, str(modules / "lighthouse/cli/index.js"), url, "--quiet", "--output=json"),
            *(f"--output-path={report}", f"--chrome-flags={flags}", f"--only-categories={','.join(LEAST)}"),
            "--no-enable-error-reporting",
        ]
        environ = {**os.environ, "CHROME_PATH": str(chromium)}
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True, env=environ, timeout=_SECONDS)
            told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        except subprocess.TimeoutExpired as error:
            raise ToolError(f"Lighthouse did not finish {url} in {_SECONDS} s.") from error
        except (OSError, ValueError) as error:
            said = " ".join(done.stderr.split())[-300:]
            raise ToolError(f"Lighthouse did not run: {said}") from error
    return told


def _lost(told: dict[str, Any], category: str) -> str:
    """The audits of a category that were not passed, by their titles."""
    weights = {one["id"]: one["weight"] for one in told["categories"][category]["auditRefs"]}
    failed = [
        f"{audit['title']}{': ' + audit['displayValue'] if audit.get('displayValue') else ''}"
        for name, audit in told["audits"].items()
        if weights.get(name) and (audit.get("score") or 0) < 1 and audit.get("scoreDisplayMode") != "notApplicable"
    ]
    return f"Mend: {'; '.join(failed)}."
