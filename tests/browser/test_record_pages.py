"""The permanent page of a record in a browser: the reader's language, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RECORD = "id/gci2024-vn-score/"
SHOWN = "[...document.querySelectorAll('.record__section')].filter(one => one.checkVisibility()).map(one => one.id)"


@pytest.mark.parametrize(
    ("locale", "code", "direction"), [("ar-EG", "ar", "rtl"), ("zh-TW", "zh", "ltr"), ("de-DE", "vi", "ltr")]
)
def test_it_leads_to_the_readers_language(
    browser: Browser, address: str, locale: str, code: str, direction: str
) -> None:
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        page.goto(address + RECORD)
        until(page, "() => location.hash !== ''")
        assert page.evaluate(SHOWN) == [code]
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [code, direction]
        assert page.evaluate("document.title").startswith(page.inner_text(f"#title-{code}"))


def test_a_fragment_wins_and_the_list_changes_the_language(browser: Browser, address: str) -> None:
    with browser.new_context(locale="ar") as context:
        page = context.new_page()
        page.goto(f"{address}{RECORD}#km")
        assert page.evaluate(SHOWN) == ["km"]
        page.click(".record__languages a[hreflang=ru]")
        assert page.evaluate(SHOWN) == ["ru"]
        assert page.get_attribute(".record__languages a[hreflang=ru]", "aria-current") == "true"
        assert str(page.get_attribute(".wordmark", "href")).endswith("/ru/")
        page.go_back()
        until(page, "() => document.documentElement.lang === 'km'")


def test_without_javascript_all_languages_stand_there_and_a_fragment_shows_one(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + RECORD)
        visible = [one.get_attribute("id") for one in page.locator(".record__section").all() if one.is_visible()]
        assert len(visible) == 12
        assert not page.locator(".quote__copy").first.is_visible()
        page.goto(f"{address}{RECORD}#th")
        visible = [one.get_attribute("id") for one in page.locator(".record__section").all() if one.is_visible()]
        assert visible == ["th"]


def test_the_text_to_quote_is_copied_as_it_stands(browser: Browser, address: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{address}{RECORD}#en")
        page.click("#en .quote__copy")
        until(page, "() => document.querySelector('#en .quote__copy').textContent === 'Copied'")
        assert page.evaluate("navigator.clipboard.readText()") == page.text_content("#quote-en")


def test_a_citation_file_is_saved_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{RECORD}#en")
        with page.expect_download() as started:
            page.click("#en a[download$='.ris']")
        assert started.value.suggested_filename == "gci2024-vn-score.ris"
        assert started.value.path().read_text(encoding="utf-8").startswith("TY  - ")


@pytest.mark.parametrize("code", ["vi", "ar", "km", "ru"])
def test_nothing_is_cut_off_on_a_phone(browser: Browser, address: str, code: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        for record in ("gci2024-vn-score", "yagi-dead", "msg-cyber-tier"):
            page.goto(f"{address}id/{record}/#{code}")
            assert _width(page) <= 360


def _width(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width
