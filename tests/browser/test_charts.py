"""Every chart in every language, as Chromium draws it at the width of a phone: nothing is cut off, nothing collides."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from scripts.charts.drawing import inline_svg
from scripts.charts.plotting import plot
from scripts.content.library import load
from scripts.outputs import charting
from scripts.render.texts import ShownTexts
from tests.browser.conftest import served
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LIBRARY, _ = load(ROOT)
CODES = [language.code for language in LIBRARY.languages]

# Boxes of the picture, of its words and of its bars, in pixels of the screen.
MEASURE = """() => [...document.querySelectorAll('figure')].map(figure => {
    const box = element => {
        const {left, right, top, bottom} = element.getBoundingClientRect();
        return {left, right, top, bottom, text: element.textContent};
    };
    const picture = figure.querySelector('svg');
    return {
        chart: figure.dataset.chart, picture: box(picture),
        words: [...picture.querySelectorAll('text')].map(box),
        bars: [...picture.querySelectorAll('g[stroke]:not([fill=none]) > path')].map(box),
        size: Math.min(...[...picture.querySelectorAll('text')].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * picture.getBoundingClientRect().width / 328)),
    };
})"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a site of one page a language, with all charts in the site's own styles, and of their files."""
    folder = tmp_path_factory.mktemp("drawn")
    shutil.copytree(ROOT / "docs/assets", folder / "assets")
    for language in LIBRARY.languages:
        (folder / f"{language.code}.html").write_text(_page(language.code), encoding="utf-8")
    charting.write(LIBRARY, LIBRARY.language("ar"), folder)
    with served(folder) as address:
        yield address


def _page(code: str) -> str:
    words = ShownTexts(LIBRARY, LIBRARY.language(code))
    sheets = "".join(f'<link rel="stylesheet" href="assets/stylesheets/{one}.css">' for one in ("tokens", "content"))
    figures = "".join(
        f'<figure class="chart" data-chart="{chart}">{inline_svg(words, plot(words, chart))}</figure>'
        for chart in LIBRARY.charts
    )
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{sheets}'
    return (
        f'<!doctype html><html lang="{code}"><head>{head}</head><body dir="{words.language.direction}">'
        f'<main class="md-typeset">{figures}</main></body></html>'
    )


def _measure(page: Page, address: str) -> list[dict[str, Any]]:
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    found: list[dict[str, Any]] = page.evaluate(MEASURE)
    assert [one["chart"] for one in found] == list(LIBRARY.charts)
    return found


@pytest.mark.parametrize(
    ("code", "width"),
    # 344: the 328 of a phone's page, and the body's own margins
    [*((code, 344) for code in CODES), *((code, 1280) for code in ("vi", "ar", "km"))],
)
def test_no_word_is_cut_off_or_covers_another(code: str, width: int, browser: Browser, drawn: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 640}) as context:
        measured = _measure(context.new_page(), f"{drawn}{code}.html")
    for chart in measured:
        edge = chart["picture"]
        for word in chart["words"]:
            inside = edge["left"] <= word["left"] + 0.5 and word["right"] - 0.5 <= edge["right"]
            assert inside, (chart["chart"], word, edge)
            inside = edge["top"] <= word["top"] + 0.5 and word["bottom"] - 0.5 <= edge["bottom"]
            assert inside, (chart["chart"], word, edge)
        for number, one in enumerate(chart["words"]):
            for other in chart["words"][number + 1 :]:
                across = min(one["right"], other["right"]) - max(one["left"], other["left"])
                # Lines of text stand closer than the boxes that their faces ask for.
                down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                height = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
                assert across <= 0 or down <= 0.45 * height, (chart["chart"], one, other)


@pytest.mark.parametrize("code", CODES)
def test_words_are_large_enough_on_a_phone(code: str, browser: Browser, drawn: str) -> None:
    with browser.new_context(viewport={"width": 344, "height": 640}) as context:
        for chart in _measure(context.new_page(), f"{drawn}{code}.html"):
            assert chart["picture"]["right"] - chart["picture"]["left"] == pytest.approx(328, abs=1)
            assert chart["size"] >= 11.4, chart["chart"]


@pytest.mark.parametrize("code", ["ar", "en"])
def test_bars_begin_on_the_side_that_lines_begin_on(code: str, browser: Browser, drawn: str) -> None:
    with browser.new_context(viewport={"width": 344, "height": 640}) as context:
        measured = _measure(context.new_page(), f"{drawn}{code}.html")
    side = "right" if code == "ar" else "left"
    for chart in measured:
        if LIBRARY.charts[chart["chart"]].kind == "bars" and LIBRARY.charts[chart["chart"]].series:
            assert chart["words"][0][side] == pytest.approx(chart["picture"][side], abs=26)
            assert len(chart["bars"]) >= 2
            for bar in (one for one in chart["bars"] if one["right"] - one["left"] > 14):  # no mark of the legend
                assert bar[side] == pytest.approx(chart["picture"][side], abs=6)
    years = {word["text"].strip("\u2067\u2069"): word for chart in measured for word in chart["words"]}
    assert (years["2022"]["left"] > years["2024"]["left"]) == (code == "ar")


@pytest.mark.parametrize("chart", LIBRARY.charts)
def test_file_from_right_to_left_shows_the_same_everywhere(chart: str, browser: Browser, drawn: str) -> None:
    """In a page of its own, and as a picture in a page from left to right, where nothing is inherited."""
    with browser.new_context(viewport={"width": 400, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{drawn}charts/{chart}/ar.svg")
        outside = page.evaluate(
            """() => { const edge = document.documentElement.getBoundingClientRect();
                return [...document.querySelectorAll('text')].map(text => [text.textContent,
                    text.getBoundingClientRect()]).filter(([, box]) => box.left < 8 || box.right > edge.width - 8); }"""
        )
    assert outside == []


def test_colours_follow_the_scheme_of_the_reader(browser: Browser, drawn: str) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(f"{drawn}en.html")
            colours.add(page.evaluate("getComputedStyle(document.querySelector('svg g[fill*=chart-1]')).fill"))
    assert len(colours) == 2


def test_charts_of_a_page_can_be_read_and_taken(address: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}en/2024-09/united-nations/")
        figure = page.locator("figure[data-chart='poverty-rates']")
        picture = figure.get_by_role("img", name="Share of poor and near-poor households in Viet Nam")
        assert picture.is_visible()
        assert not figure.locator("table").is_visible()
        figure.locator("summary").click()
        assert "7.52%" in figure.locator("tbody tr").first.inner_text()
        with page.expect_download() as download:
            figure.get_by_text("PNG").click()
        assert download.value.suggested_filename == "poverty-rates-en.png"
