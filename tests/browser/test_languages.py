"""What each language needs of a page: its direction, its faces, lines that break, and no more weight than that."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.content.address import address as page_address
from scripts.content.library import load
from tests.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

LIBRARY, _ = load(ROOT)
CODES = [language.code for language in LIBRARY.languages]
TOPIC = "2024-09/cybersecurity-index.md"
OWN_FACES = {"km": {"Khmer of the device", "Khmer text"}, "lo": {"Lao text"}}
"""A device that has a face of its own loads that one."""
HEAVIEST = 90_000
"""Bytes of a topic page, packed by gzip, with all styles and the faces of its language."""
MOST = 60_000
"""Bytes of a font at most."""

LOADED = "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family.replaceAll('\"', ''))"

CUT_OFF = """() => [...document.querySelectorAll('main *')].filter(element => {
    if (!element.checkVisibility() || element.closest('.table-wrap, .sr-only, .drop')) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1);
}).map(element => element.outerHTML.slice(0, 120))"""


def topic(code: str) -> str:
    """Address of a topic page in a language."""
    return page_address(LIBRARY.language(code), TOPIC)


@pytest.mark.parametrize("code", CODES)
def test_the_page_says_its_language_and_direction(code: str, browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + topic(code))
        root = page.locator("html")
        assert root.get_attribute("lang") == code
        assert root.get_attribute("dir") == LIBRARY.language(code).direction
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == root.get_attribute("dir")


@pytest.mark.parametrize("code", CODES)
def test_only_the_languages_own_faces_are_loaded(code: str, browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + topic(code))
        page.evaluate("document.fonts.ready")
        faces = set(page.evaluate(LOADED))
        assert faces <= OWN_FACES.get(code, set())
        assert bool(faces) == (code in OWN_FACES)
        page.locator(".drop--languages > summary").click()
        page.evaluate("document.fonts.ready")
        assert set(page.evaluate(LOADED)) == faces, "names of other languages need no face"


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_cut_off_on_a_phone(code: str, browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + topic(code))
        assert page.evaluate(CUT_OFF) == []


def test_fonts_are_small_and_ours(real_site: Path) -> None:
    sheet = real_site / "assets/stylesheets/tokens.css"
    named = {sheet.parent / name for name in re.findall(r"url\(\"([^\"]+)\"\)", sheet.read_text(encoding="utf-8"))}
    assert len(named) == 3
    for path in named:
        assert path.read_bytes()[:4] == b"wOF2"
        assert path.stat().st_size < MOST


@pytest.mark.parametrize("code", CODES)
def test_no_language_loads_more_than_english_but_for_its_faces(code: str, browser: Browser, address: str) -> None:
    def loaded(of: str) -> set[str]:
        urls: list[str] = []
        with browser.new_context(viewport={"width": 360, "height": 640}) as context:
            page = context.new_page()
            page.on("response", lambda response: urls.append(response.url))
            page.goto(address + topic(of), wait_until="networkidle")
        # Chromium asks for the icon when it likes.
        return {url for url in urls if not url.endswith((f"/{topic(of)}", ".woff2", "mark.svg"))}

    assert loaded(code) == loaded("en")


@pytest.mark.parametrize("code", [code for code in CODES if code not in {"km", "lo", "th", "zh", "ja"}])
@pytest.mark.parametrize("width", [360, 1280])
def test_headline_figures_break_between_words(code: str, width: int, browser: Browser, address: str) -> None:
    """A number with its unit has room for its longest word, where words have spaces between them."""
    name = "2024-09/united-nations.md"
    with browser.new_context(viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + page_address(LIBRARY.language(code), name))
        wide = page.evaluate(
            """() => [...document.querySelectorAll('.headline__value')].filter(value => {
                value.style.overflowWrap = 'normal'; value.style.hyphens = 'manual';
                return value.scrollWidth > value.clientWidth;
            }).map(value => value.textContent)"""
        )
    assert wide == []


ALONE = """() => [...document.querySelectorAll('main p .mark')].filter(mark => {
    const before = document.createTreeWalker(mark.closest('p'), NodeFilter.SHOW_TEXT);
    let last = null;
    for (let text = before.nextNode(); text && !mark.contains(text); text = before.nextNode()) {
        if (text.data.trim()) last = text;
    }
    if (!last) return false;
    const range = document.createRange(), end = last.data.trimEnd().length;
    range.setStart(last, end - 1); range.setEnd(last, end);
    return range.getBoundingClientRect().bottom < mark.firstElementChild.getBoundingClientRect().top;
}).map(mark => mark.closest('p').textContent.slice(0, 80))"""


@pytest.mark.parametrize("code", CODES)
def test_no_mark_begins_a_line(code: str, browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + page_address(LIBRARY.language(code), "2024-09/united-nations.md"))
        assert page.locator("main p .mark").count() > 20
        assert page.evaluate(ALONE) == []


MIRRORED = r"""() => {
    const numbers = /(?<![\w\/.-])\d[\d\/.:-]*[A-Za-z\u00C0-\u024F\u1E00-\u1EFF][\w\u00C0-\u024F\u1E00-\u1EFF\/.-]*/g;
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const found = [], wrong = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (!text.parentElement.checkVisibility()) continue;
        for (const match of text.data.matchAll(numbers)) {
            const box = offset => {
                const range = document.createRange();
                range.setStart(text, match.index + offset); range.setEnd(text, match.index + offset + 1);
                return range.getBoundingClientRect();
            };
            const first = box(0), last = box(match[0].length - 1);
            if (!first.width) continue;
            found.push(match[0]);
            if (first.top === last.top && first.left > last.left) wrong.push(match[0]);
        }
    }
    return [found, wrong];
}"""


@pytest.mark.parametrize("name", ["2024-09/typhoon-yagi.md", "2024-09/child-labour.md", "verify.md"])
def test_numbers_of_documents_keep_their_order_in_arabic(name: str, browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + page_address(LIBRARY.language("ar"), name))
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        found, wrong = page.evaluate(MIRRORED)
    assert found
    assert wrong == []


def test_a_topic_page_weighs_little(real_site: Path) -> None:
    faces = {"km": "khmer-*.woff2", "lo": "lao-*.woff2"}
    for code in CODES:
        for name in sorted(LIBRARY.topics):
            page = real_site / page_address(LIBRARY.language(code), name) / "index.html"
            tree = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
            links = [link for link in tree.iter("link") if link.get("rel") == "stylesheet"]
            files = [page, *(page.parent / str(link.get("href")).partition("?")[0] for link in links)]
            weight = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in files)
            weight += sum(path.stat().st_size for path in (real_site / "assets/fonts").glob(faces.get(code, "none")))
            assert weight < HEAVIEST, f"{code}/{name}: {weight:,} bytes"
