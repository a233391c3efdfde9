"""Finds a Chromium for the browser tests and the audit; for the tests it installs one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


class BrowserError(Exception):
    """There is no Chromium and none could be installed; the message says what to do."""


def find_chromium() -> Path:
    """An installed Chromium, else Playwright's own, else Debian's package; BrowserError where none can be had."""
    return _installed() or _playwright() or _debian() or _fail()


def present_chromium() -> Path:
    """A Chromium that is there already; nothing is installed. BrowserError where there is none."""
    return _installed() or _playwright(fetch=False) or _fail()


def _installed() -> Path | None:
    if given := os.environ.get("CHROMIUM"):
        if not Path(given).is_file():
            raise BrowserError(f"CHROMIUM names no file: {given}")
        return Path(given)
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).is_file()), None)


def _playwright(*, fetch: bool = True) -> Path | None:
    from playwright.sync_api import sync_playwright

    def own() -> Path | None:
        with sync_playwright() as playwright:
            path = Path(playwright.chromium.executable_path)
        return path if path.is_file() else None

    found = own()
    if found or not fetch:
        return found
    print("No Chromium is installed; fetching Playwright's ...", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    done = subprocess.run(command, check=False, capture_output=True, timeout=600)
    return own() if done.returncode == 0 else None


def _debian() -> Path | None:
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    print("Installing Debian's Chromium ...", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
    ):
        if subprocess.run(command, check=False, capture_output=True, env=environ).returncode != 0:
            return None
    found = shutil.which("chromium")
    return Path(found) if found else None


def _fail() -> Path:
    raise BrowserError(
        "Chromium is needed, and none was found.\n"
        "Debian, Ubuntu:  sudo apt install chromium\n"
        "elsewhere:       install Chrome or Chromium, or run 'playwright install chromium' in .venv,\n"
        "or name one:     CHROMIUM=/path/to/chromium python3 -m scripts ..."
    )
