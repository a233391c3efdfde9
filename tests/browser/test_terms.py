"""Glossary terms in a page: opened by keyboard, mouse and finger, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import painted
from tests.browser.test_pages import WIDER_THAN_SCREEN, _contrast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = "2024-09/child-labour/"
TERM = ".term button:not([tabindex])"
OPEN = ".tip:popover-open"


def test_a_term_works_by_keyboard(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        painted(page).locator(".headline a").last.focus()
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("popovertarget") == "tip-child-labour"
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert page.locator(OPEN).get_attribute("id") == "tip-child-labour"
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("href") == "../../glossary/#term-child-labour"
        page.keyboard.press("Escape")
        assert page.locator(OPEN).count() == 0
        assert page.locator(":focus").get_attribute("popovertarget") == "tip-child-labour"


def test_each_term_is_one_stop_of_the_keyboard_and_has_a_name(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + PAGE)
        terms = page.locator(".term")
        assert terms.count() > 5
        for index in range(terms.count()):
            words = " ".join((terms.nth(index).text_content() or "").split())
            assert terms.nth(index).get_by_role("button").count() == 1
            assert terms.nth(index).get_by_role("button", name=words).count() == 1


def test_a_term_works_by_touch_without_a_script(browser: Browser, address: str) -> None:
    with browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        assert page.locator(".tip:visible").count() == 0
        # Every piece of a long term opens it, also where it is broken over two lines.
        for index in range(page.locator(".term button").count()):
            button = page.locator(".term button").nth(index)
            button.tap()
            assert page.locator(OPEN).get_attribute("id") == button.get_attribute("popovertarget")
            button.tap()
            assert page.locator(OPEN).count() == 0
        page.locator(TERM).first.tap()
        page.locator(f"{OPEN} a").tap()
        page.wait_for_url(address + "glossary/#term-child-labour")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_definition_stays_on_the_screen_beside_its_term(
    width: int, direction: str, browser: Browser, address: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        painted(page).evaluate(f"document.documentElement.dir = document.body.dir = '{direction}'")
        for index in range(page.locator(TERM).count()):
            button = page.locator(TERM).nth(index)
            button.scroll_into_view_if_needed()
            button.press("Enter")
            tip, term = page.locator(OPEN).bounding_box(), button.bounding_box()
            assert tip is not None
            assert term is not None
            assert tip["x"] >= 0
            assert tip["x"] + tip["width"] <= width
            above = term["y"] - (tip["y"] + tip["height"])
            below = tip["y"] - (term["y"] + term["height"])
            assert 0 <= max(above, below) < 20
            assert page.evaluate(WIDER_THAN_SCREEN) == 0
            page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_definition_can_be_read(scheme: Literal["light", "dark"], browser: Browser, address: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        painted(page).locator(TERM).first.press("Enter")
        ground = style(page, OPEN, "backgroundColor")
        for selector in (OPEN, f"{OPEN} a"):
            assert _contrast(style(page, selector, "color"), ground) >= 4.5
        page.locator(TERM).first.hover()
        paper = style(page, "body", "backgroundColor")
        assert _contrast(style(page, ".term", "color"), paper) >= 4.5


def test_a_sentence_is_selected_as_it_reads(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + PAGE)
        selected = page.evaluate(
            """() => {
                const paragraph = document.querySelector('.term').closest('p');
                getSelection().selectAllChildren(paragraph);
                return [getSelection().toString(), paragraph.textContent];
            }"""
        )
        assert "giảm thiểu lao động trẻ em" in selected[0]
        assert selected[0].split() == selected[1].split()


def test_paper_shows_plain_words(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + PAGE)
        painted(page).locator(TERM).first.press("Enter")
        page.emulate_media(media="print")
        assert page.locator(".tip:visible").count() == 0
        assert page.locator(".term button:visible").count() == 0
        assert style(page, ".term", "textDecorationLine") == "none"
        assert page.locator(".term").first.is_visible()


def style(page: Page, selector: str, name: str) -> str:
    """A computed style of the first element that `selector` finds."""
    return str(page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{name}"))
