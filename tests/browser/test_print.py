"""Pages on paper: printed by Chromium to PDF, and read back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pypdfium2
import pytest
from PIL import ImageStat

from scripts.content.library import load
from tests.browser.conftest import served
from tests.conftest import BEGUN_ADDRESS
from tests.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

LIBRARY, _ = load(ROOT)
TOPIC = "2024-09/child-labour/"
PAPER = {"width": 672, "height": 990}
"""What A4 leaves between the margins, in CSS pixels."""
ADDRESSES = "[...new Set([...document.querySelectorAll('main a[href^=http]')].map(one => one.getAttribute('href')))]"
DEFINITIONS = "[...document.querySelectorAll('.card .fold dd:first-of-type')].map(one => one.textContent)"
HEADINGS = "[...document.querySelectorAll('main h1, main h2, main h3')].map(one => one.firstChild.textContent.trim())"


class Sheet:
    """A page as it was printed, and what its HTML says."""

    def __init__(self, browser: Browser, url: str, scheme: Literal["light", "dark"] = "light") -> None:
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(url)
            self.addresses: list[str] = page.evaluate(ADDRESSES)
            self.definitions: list[str] = page.evaluate(DEFINITIONS)
            self.headings: list[str] = page.evaluate(HEADINGS)
            self.document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
        self.pages = [page.get_textpage().get_text_range() for page in self.document]

    @property
    def text(self) -> str:
        """All text without spaces, line ends and hyphens, which a line's end may add or take away."""
        return plain("".join(self.pages))


def plain(text: str) -> str:
    """`text` as `Sheet.text` has it."""
    return re.sub(r"[\s\u0002\ufffe\u00ad-]", "", text)


def lines_of(url: str, text: str) -> int:
    """In how many pieces `url` stands in `text`; each as long as can be."""
    count, rest = 0, url
    while rest:
        length = next(size for size in range(len(rest), -1, -1) if rest[:size] in text)
        assert length > 0, f"{rest} is not printed"
        count, rest = count + 1, rest[length:]
    return count


@pytest.mark.parametrize("code", ["vi", "ar", "km"])
def test_a_sheet_is_whole(code: str, browser: Browser, address: str) -> None:
    language = LIBRARY.language(code)
    sheet = Sheet(browser, f"{address}{language.prefix}{TOPIC}")
    assert len(sheet.addresses) > 20
    for url in sheet.addresses:
        # PDF keeps no order of reading: the lines of an address in Arabic text are found one by one.
        assert lines_of(plain(url), sheet.text) <= (5 if code == "ar" else 1), url
    assert 8 <= len(sheet.pages) <= 20
    for number, text in enumerate(sheet.pages, 1):
        assert text.startswith((f"{number} / {len(sheet.pages)}", f"{len(sheet.pages)} / {number}"))


@pytest.mark.parametrize("code", ["vi", "en", "zh"])
def test_records_are_open(code: str, browser: Browser, address: str) -> None:
    sheet = Sheet(browser, f"{address}{LIBRARY.language(code).prefix}{TOPIC}")
    assert len(sheet.definitions) > 10
    for definition in sheet.definitions:
        assert plain(definition) in sheet.text


def test_menus_are_left_out_and_the_attribution_is_not(browser: Browser, address: str) -> None:
    sheet = Sheet(browser, f"{address}en/{TOPIC}")
    strings = LIBRARY.texts["en"].strings
    for key in ("site.languages", "site.on-this-page", "site.top", "translation.source-link", "search.open"):
        assert plain(strings[key]) not in sheet.text, key
    for language in LIBRARY.languages:
        if language.code != "en":
            assert plain(language.name) not in sheet.text
    assert sheet.text.count(plain("Authority of Foreign Information, Letter of September 2024, point 1")) > 3
    assert plain(strings["translation.machine-draft"]) in sheet.text


def test_no_heading_ends_a_sheet(browser: Browser, address: str) -> None:
    sheet = Sheet(browser, f"{address}en/{TOPIC}")
    assert len(sheet.headings) > 20
    for text in sheet.pages:
        last = text.strip().splitlines()[-1].strip()
        assert last not in sheet.headings


@pytest.mark.parametrize(
    "path", [TOPIC, "ar/figures/", "km/2024-09/united-nations/", "en/translations/", "en/glossary/"]
)
def test_nothing_is_wider_than_paper(path: str, browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_viewport_size({"width": PAPER["width"], "height": PAPER["height"]})
        page.emulate_media(media="print")
        page.goto(address + path)
        frames = "[...document.querySelectorAll('html, .table-wrap, .card')]"
        assert (
            page.evaluate(f"{frames}.filter(one => one.scrollWidth > one.clientWidth).map(one => one.outerHTML)") == []
        )


def test_a_dark_screen_gives_a_light_sheet(browser: Browser, address: str) -> None:
    light, dark = (Sheet(browser, f"{address}en/{TOPIC}", scheme) for scheme in ("light", "dark"))
    for number in (0, 4):
        first, second = (sheet.document[number].render(scale=0.5).to_pil().convert("RGB") for sheet in (light, dark))
        assert first.tobytes() == second.tobytes()
        assert ImageStat.Stat(second.convert("L")).mean[0] > 225


def test_a_sheet_says_where_it_comes_from(browser: Browser, begun_site: Path) -> None:
    with served(begun_site) as url:
        own = Sheet(browser, f"{url}en/2024-09/topic/")
        assert plain(f"{BEGUN_ADDRESS}en/2024-09/topic/") in plain(own.pages[0])
        assert plain("Updated: 31 October 2024.") in plain(own.pages[0])
        other = Sheet(browser, f"{url}ar/verify/")
        assert plain(f"{BEGUN_ADDRESS}verify/") in plain(other.pages[0])


def test_without_an_address_none_is_invented(browser: Browser, address: str) -> None:
    first = Sheet(browser, f"{address}en/{TOPIC}").pages[0]
    assert "http" not in "".join(first.splitlines()[:4])
    assert "127.0.0.1" not in first
