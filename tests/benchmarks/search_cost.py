"""What the search costs a reader: bytes of the first query, and time of each keystroke on a slow phone.

    python -m tests.benchmarks.search_cost SITE [LANGUAGE ...]

Bytes are those of the files as a host sends them: text compressed with gzip, Pagefind's files as they are.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from scripts.browser import find_chromium
from scripts.content.languages import read_languages
from tests.browser.conftest import served
from tests.site import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOWER = 4
PAUSE = 150
"""Milliseconds between two keystrokes of a fast typist."""
TYPED = {
    "vi": "lao động trẻ em", "en": "child labour survey", "fr": "travail des enfants", "es": "trabajo infantil",
    "zh": "童工劳动调查", "ru": "детский труд", "ar": "عمل الأطفال", "lo": "ແຮງງານເດັກ", "km": "ពលកម្មកុមារ",
    "th": "แรงงานเด็ก", "ja": "児童労働調査", "ko": "아동 노동 조사",
}  # fmt: skip
WAIT = "#search-results[aria-busy='false']"


def sent(site: Path, url: str) -> int:
    """Bytes of a file as sent."""
    path = site / unquote(urlsplit(url).path).lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    content = path.read_bytes()
    is_packed = path.suffix in {".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}
    return len(content if is_packed else gzip.compress(content, 6))


def opened(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """A page with nothing touched, and the addresses fetched from now on."""
    page = browser.new_context().new_page()
    page.goto(address, wait_until="networkidle")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    return page, fetched


def first_query(browser: Browser, site: Path, address: str, query: str) -> tuple[int, int]:
    """Bytes and requests from the tap on the search to the results."""
    page, fetched = opened(browser, address)
    page.click("a[data-search]")
    page.wait_for_selector("#search-input:visible")
    page.fill("#search-input", query)
    page.wait_for_selector(f"{WAIT} a")
    page.context.close()
    return sum(sent(site, url) for url in fetched), len(fetched)


def keystrokes(browser: Browser, address: str, query: str) -> list[float]:
    """Milliseconds from each keystroke to its first results, after a first query, on a processor four times slower."""
    page, _ = opened(browser, address)
    page.keyboard.press("/")
    page.wait_for_selector("#search-input:visible")
    page.fill("#search-input", query)
    page.wait_for_selector(f"{WAIT} a")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    times: list[float] = page.evaluate(
        """async ([query, pause]) => {
            const input = document.querySelector("#search-input");
            const list = document.querySelector("#search-results");
            let shown;
            const seen = (changes) => {
                const isThere = changes.some((change) => change.addedNodes.length);
                if (isThere || list.getAttribute("aria-busy") === "false") shown(performance.now());
            };
            new MutationObserver(seen).observe(list, { attributes: true, childList: true });
            const times = [];
            for (let round = 0; round < 4; round += 1) {
                for (let length = 1; length <= query.length; length += 1) {
                    await new Promise((done) => setTimeout(done, pause));
                    input.value = query.slice(0, length);
                    const start = performance.now();
                    const end = new Promise((resolve) => (shown = resolve));
                    input.dispatchEvent(new Event("input", { bubbles: true }));
                    times.push((await end) - start);
                }
            }
            return times;
        }""",
        [query, PAUSE],
    )
    page.context.close()
    return times


def main() -> None:
    """Print a line a language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("languages", nargs="*")
    options = parser.parse_args()
    prefixes = {one.code: one.prefix for one in read_languages(ROOT / "mkdocs.yml")}
    print("language   first query       later keystrokes")
    with served(options.site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        for code in options.languages or TYPED:
            address = f"{url}{prefixes[code]}2024-09/typhoon-yagi/"
            size, requests = first_query(browser, options.site, address, TYPED[code])
            times = sorted(keystrokes(browser, address, TYPED[code]))
            p95 = times[int(len(times) * 0.95)]
            middle = statistics.median(times)
            print(f"{code:8} {size / 1000:6.1f} kB in {requests:2}   {middle:4.0f} ms, 95 %: {p95:4.0f} ms")


if __name__ == "__main__":
    main()
