"""A language that is begun, as its readers see it: another language inside, a direction of its own around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

WIDER_THAN_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", ["ar/", "ar/about/", "ar/verify/", "ar/about/compare/", "en/old/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_screen(path: str, width: int, browser: Browser, begun_site: Path) -> None:
    with served(begun_site) as address, browser.new_context(viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + path)
        assert page.evaluate(WIDER_THAN_SCREEN) == 0
        assert page.locator("h1").count() == 1


def test_original_and_translation_stand_in_two_columns_where_there_is_room(browser: Browser, begun_site: Path) -> None:
    with served(begun_site) as address, browser.new_context(viewport={"width": 1280, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + "en/old/compare/")
        row = page.locator(".compare__row").filter(has_text="An old paragraph.")
        left, right = (row.locator("> div").nth(index).bounding_box() for index in (0, 1))
        assert left is not None
        assert right is not None
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] < right["x"]
    with served(begun_site) as address, browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + "en/old/compare/")
        row = page.locator(".compare__row").filter(has_text="An old paragraph.")
        narrow = row.locator("> div").nth(1).bounding_box()
        assert narrow is not None
        assert narrow["x"] < 30


def test_a_notice_stands_before_the_title(browser: Browser, begun_site: Path) -> None:
    with served(begun_site) as address, browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(address + "ar/verify/")
        notice, title = page.locator("aside.notice").first.bounding_box(), page.locator("h1").bounding_box()
        assert notice is not None
        assert title is not None
        assert notice["y"] < title["y"] < 640
