"""Every page in every language, as a reader's browser shows it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

import pytest

from scripts.content.address import address as page_address
from scripts.content.library import load
from tests.browser.conftest import painted
from tests.site import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Request, Response

LIBRARY, _ = load(ROOT)
CODES = [language.code for language in LIBRARY.languages]
NAMES = sorted({name for _, name in LIBRARY.pages})


def _is_read(code: str, name: str) -> bool:
    """Every page is read in one language, which take turns: a run has to stay short.

    ``EVERY_PAGE=1`` reads all of them, and so does the audit of a release.
    """
    return code == CODES[NAMES.index(name) % len(CODES)] or bool(os.environ.get("EVERY_PAGE"))


PAGES = [page_address(LIBRARY.language(code), name) for code, name in LIBRARY.pages if _is_read(code, name)]
for turn, language in enumerate(LIBRARY.languages[1:]):  # one comparison a language, each of another page
    own = [name for code, name in LIBRARY.pages if code == language.code]
    PAGES.append(f"{page_address(language, own[turn % len(own)])}compare/")
TOPIC = "2024-09/typhoon-yagi/"

WIDER_THAN_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound_on_a_phone(path: str, browser: Browser, address: str) -> None:
    told: list[str] = []

    def console(message: ConsoleMessage) -> None:
        told.append(f"console: {message.text}")

    def failed(request: Request) -> None:
        told.append(f"failed: {request.url}")

    def response(answer: Response) -> None:
        if answer.status >= 400:
            told.append(f"status {answer.status}: {answer.url}")
        if not answer.url.startswith(address):
            told.append(f"foreign: {answer.url}")

    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.on("console", console)
        page.on("requestfailed", failed)
        page.on("response", response)
        page.on("pageerror", lambda error: told.append(f"error: {error}"))
        page.goto(address + path, wait_until="networkidle")
        assert told == []
        assert page.evaluate(WIDER_THAN_SCREEN) == 0
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_text_can_be_told_from_its_ground(
    scheme: Literal["light", "dark"], width: int, browser: Browser, address: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address + TOPIC)
        colours = page.evaluate(
            """() => [...document.querySelectorAll('p, a, .label, h1, h2, h3, summary, td, th, li')].map(element => {
                let ground = element;
                while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') {
                    ground = ground.parentElement;
                }
                return [getComputedStyle(element).color,
                    ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)',
                    element.className + ' ' + element.textContent.slice(0, 30)];
            })"""
        )
    low = {(fore, ground, what) for fore, ground, what in colours if _contrast(fore, ground) < 4.5}
    assert low == set()
    assert len(colours) > 100


def test_dark_and_light_follow_the_reader(browser: Browser, address: str) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(address)
            grounds[scheme] = _luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds["light"] > 0.8
    assert grounds["dark"] < 0.05


def test_reading_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + TOPIC)
        assert page.locator(".message").count() == 5
        assert page.locator(".message").first.is_visible()
        page.locator(".drop--menu > summary").click()
        page.locator(".drop--menu a", has_text="Nguồn").last.click()
        assert page.url == address + "sources/"


def test_menus_open_by_keyboard(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address)
        painted(page).keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "md-skip"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "search-link"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(address + "en/")
        assert page.locator("html").get_attribute("lang") == "en"


def test_the_language_switch_stays_on_the_page(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + TOPIC)
        page.locator(".drop--languages > summary").click()
        page.locator(".drop--languages a[hreflang=en]").click()
        assert page.url == f"{address}en/{TOPIC}"


def test_a_mark_leads_to_its_note_and_back(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + TOPIC)
        mark = page.locator(".message .mark a").first
        note = mark.get_attribute("href")
        mark.click()
        assert page.url.endswith(str(note))
        folded = page.locator(f"{note} summary")
        if folded.count():
            folded.click()
        page.locator(f"{note} .notes__back a").first.click()
        assert "#ref-" in page.url


def test_a_note_cited_often_folds_its_ways_back(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + TOPIC)
        often = page.locator(".notes li").filter(has=page.locator("details")).first
        back = often.locator("a", has_text="7").first
        assert not back.is_visible()
        often.locator("summary").click()
        back.click()
        assert page.url.endswith("-7")


def test_figures_are_filtered_without_a_script(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + "figures/")
        everything = page.locator(".card:visible").count()
        page.locator("#filter-differs").check()
        shown = page.locator(".card:visible")
        assert 0 < shown.count() < everything
        assert page.locator(".card[data-label=differs]").count() == shown.count()


def test_right_to_left_needs_no_second_sheet(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + TOPIC)
        page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
        assert page.evaluate(WIDER_THAN_SCREEN) == 0
        box = page.locator(".wordmark").bounding_box()
        assert box is not None
        assert box["x"] > 100


def test_paper_shows_addresses_and_open_records(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + TOPIC)
        page.emulate_media(media="print")
        assert not page.locator(".side-nav").is_visible()
        assert page.evaluate(
            "getComputedStyle(document.querySelector('.notes a[href^=http]'), '::after').content"
        ).startswith('"http')


def _luminance(colour: str) -> float:
    channels = [float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3]]
    linear = [c / 255 / 12.92 if c <= 10.03 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(fore: str, ground: str) -> float:
    """Contrast ratio of two colours, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(fore), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
