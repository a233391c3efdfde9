"""The search, as a reader uses it: what people type in every language finds what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from scripts.content.languages import read_languages
from scripts.content.library import load
from scripts.search.documents import build_index
from scripts.search.extraction import entries
from scripts.search.spelling import runs, settled, spelt
from tests.browser.conftest import painted, served
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.content.languages import Language

LANGUAGES = read_languages(ROOT / "mkdocs.yml")
GOLDEN = ROOT / "tests" / "golden"


@dataclass(frozen=True)
class Golden:
    """A query, and what must come of it: see tests/golden/en.yml."""

    language: str
    query: str
    first: str = ""
    within: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    none: bool = False


def golden() -> Iterator[Golden]:
    for language in LANGUAGES:
        for entry in yaml.safe_load((GOLDEN / f"{language.code}.yml").read_text(encoding="utf-8")):
            yield Golden(
                language.code,
                str(entry["query"]),
                entry.get("first", ""),
                tuple(entry.get("within", ())),
                tuple(entry.get("never", ())),
                bool(entry.get("none", False)),
            )


QUERIES = list(golden())


@pytest.fixture(scope="module")
def pages(browser: Browser, address: str) -> Iterator[dict[str, Page]]:
    """The search page of each language, opened once."""
    prefixes = {language.code: language.prefix for language in LANGUAGES}
    context = browser.new_context()
    opened: dict[str, Page] = {}

    class Pages(dict[str, Page]):
        def __missing__(self, code: str) -> Page:
            page = context.new_page()
            page.goto(f"{address}{prefixes[code]}search/")
            self[code] = page
            return page

    yield Pages(opened)
    context.close()


def ask(page: Page, query: str) -> list[str]:
    """Type the query; the addresses of the results, without the words to be marked."""
    page.fill("#search-input", query)
    page.wait_for_selector("#search-results[aria-busy='false']", state="attached")
    links = page.eval_on_selector_all("#search-results a[href]", "links => links.map(link => link.href)")
    return [f"{urlsplit(link).path.lstrip('/')}#{unquote(urlsplit(link).fragment)}" for link in links]


def is_at(result: str, wanted: str, prefix: str) -> bool:
    """Whether a result is the place wanted, or on the page wanted."""
    path, _, anchor = f"{prefix}{wanted}".partition("#")
    found, _, place = result.partition("#")
    return found == path and (not anchor or place == anchor)


INNER_SPELLING = re.compile("[\ua000-\ua48f\u010f\U000f0000-\U000ffffd]")
"""What only the index has (spelling.py): results read as the pages do."""


@pytest.mark.parametrize("golden", QUERIES, ids=lambda one: f"{one.language}: {one.query}")
def test_golden_query(golden: Golden, pages: dict[str, Page]) -> None:
    prefix = next(language.prefix for language in LANGUAGES if language.code == golden.language)
    results = ask(pages[golden.language], golden.query)
    assert not INNER_SPELLING.search(pages[golden.language].text_content("#search-results") or "")
    if golden.none:
        assert results == []
        return
    assert results
    if golden.first:
        assert is_at(results[0], golden.first, prefix), results[:5]
    for wanted in golden.within:
        assert any(is_at(result, wanted, prefix) for result in results[:5]), (wanted, results[:5])
    for unwanted in golden.never:
        assert not any(is_at(result, unwanted, prefix) for result in results[:10]), (unwanted, results[:10])


READER = "en/2024-09/typhoon-yagi/"


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the site that somebody reads, on a wide screen."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + READER, wait_until="networkidle")
        yield painted(page)


def shown(page: Page) -> list[str]:
    """What the list of results says, one text a result."""
    page.wait_for_selector("#search-results[aria-busy='false']", state="attached")
    return page.locator("#search-results a").all_inner_texts()


def test_nothing_is_fetched_before_the_reader_searches(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
        page.goto(address + READER, wait_until="networkidle")
        painted(page).mouse.wheel(0, 2000)
        page.keyboard.press("Tab")
        page.wait_for_timeout(300)
        assert [path for path in fetched if "search" in path or path.endswith(".js")] == []
        page.keyboard.press("/")
        page.wait_for_selector("#search-input:visible")
        assert any(path.endswith("panel.js") for path in fetched)


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_search_and_escape_closes_it(keys: str, reader: Page) -> None:
    reader.keyboard.press(keys)
    reader.wait_for_selector("#search-input:visible")
    assert reader.evaluate("document.activeElement.id") == "search-input"
    assert reader.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    reader.keyboard.press("Escape")
    assert reader.locator("#search-input").is_hidden()


def test_a_slash_typed_into_a_field_is_a_slash(reader: Page) -> None:
    reader.keyboard.press("/")
    reader.wait_for_selector("#search-input:visible")
    reader.keyboard.type("143/nq")
    assert reader.input_value("#search-input") == "143/nq"


def test_a_tap_opens_the_search_on_a_phone(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True) as context:
        page = context.new_page()
        page.goto(address + READER)
        page.tap("a[data-search]")
        page.wait_for_selector("#search-input:visible")
        page.fill("#search-input", "cybersecurity index commitment")
        assert shown(page)
        assert page.evaluate("document.querySelector('dialog').scrollWidth <= innerWidth")


def test_arrows_choose_and_enter_opens_with_the_words_marked(reader: Page, address: str) -> None:
    reader.keyboard.press("/")
    reader.wait_for_selector("#search-input:visible")
    reader.fill("#search-input", "lang nu lists checked")
    assert shown(reader)
    assert reader.get_attribute("#search-input", "aria-expanded") == "true"
    assert reader.get_attribute("#search-input", "aria-activedescendant") is None
    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        reader.keyboard.press(key)
        assert reader.get_attribute("#search-input", "aria-activedescendant") == f"search-option-{chosen}"
        selected = reader.locator("#search-results [aria-selected='true']")
        assert selected.count() == 1
        assert selected.get_attribute("id") == f"search-option-{chosen}"
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{address}{READER}?mark=*#lang-nu-revision")
    reader.wait_for_selector(".marked-note")
    assert {"Lang", "Nu"} <= set(reader.locator("article mark").all_inner_texts())
    reader.click(".marked-note button")
    assert reader.locator("article mark").count() == 0
    assert "mark=" not in reader.url


def test_the_number_of_results_is_told_as_it_changes(reader: Page) -> None:
    reader.keyboard.press("/")
    reader.wait_for_selector("#search-input:visible")
    count = reader.locator(".search__count")
    assert count.get_attribute("role") == "status"
    reader.fill("#search-input", "typhoon")
    shown(reader)
    many = count.inner_text()
    reader.fill("#search-input", "typhoon philippines")
    shown(reader)
    assert many.startswith("Results: ")
    assert int(count.inner_text().split()[-1]) < int(many.split()[-1])


def test_filters_leave_one_kind_one_topic_one_letter(pages: dict[str, Page]) -> None:
    page = pages["en"]
    try:
        page.select_option("select[name=kind]", "figure")
        assert all("#figure-" in result for result in ask(page, "human rights"))
        page.select_option("select[name=topic]", "2024-09/typhoon-yagi")
        assert all("yagi" in text.lower() or "storm" in text.lower() for text in shown(page))
        page.select_option("select[name=kind]", "message")
        assert {result.partition("#")[0] for result in ask(page, "authority")} == {READER}
        page.select_option("select[name=topic]", "")
        page.select_option("select[name=letter]", "2024-09")
        assert all(result.startswith("en/2024-09/") for result in ask(page, "authority"))
    finally:
        for name in ("kind", "letter", "topic"):
            page.select_option(f"select[name={name}]", "")


def test_what_is_not_found_is_said(pages: dict[str, Page]) -> None:
    page = pages["en"]
    notes = page.locator(".search__notes")
    ask(page, "typhoon brxqvw")
    assert "brxqvw" in notes.inner_text()
    assert ask(page, "typhhoon")
    assert "typhhoon" in notes.inner_text()
    assert ask(page, "ransomware landslide peacekeeping")
    assert notes.inner_text()
    assert ask(page, "typhoon")
    assert notes.inner_text() == ""
    assert ask(page, "brxqvw$&{n}zqk") == []
    assert "brxqvw$&{n}zqk" in page.inner_text(".search__count")


def test_an_empty_result_leads_on(pages: dict[str, Page], address: str) -> None:
    page = pages["fr"]
    assert ask(page, "brxqvw") == []
    assert "brxqvw" in page.inner_text(".search__count")
    links = page.eval_on_selector_all(".search__notes a", "links => links.map(link => link.href)")
    assert links == [
        f"{address}fr/search/#terms",
        f"{address}search/?q=brxqvw",
        f"{address}en/search/?q=brxqvw",
    ]


def test_an_address_holds_the_query_and_its_filters(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}en/search/?q=children&kind=term")
        page.wait_for_selector("#search-results a")
        assert page.input_value("#search-input") == "children"
        assert all("#term-" in (link.get_attribute("href") or "") for link in page.locator("#search-results a").all())
        page.fill("#search-input", "working children")
        shown(page)
        assert parse_qs(urlsplit(page.url).query) == {"q": ["working children"], "kind": ["term"]}


def test_the_dialog_leads_to_all_results(reader: Page, address: str) -> None:
    reader.keyboard.press("/")
    reader.wait_for_selector("#search-input:visible")
    reader.fill("#search-input", "typhoon")
    shown(reader)
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{address}en/search/?q=typhoon")
    reader.wait_for_selector("#search-results a")


def test_it_works_below_a_path(browser: Browser, real_site: Path, tmp_path: Path) -> None:
    (tmp_path / "under").symlink_to(real_site)
    with served(tmp_path) as url, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}under/ar/")
        page.click("a[data-search]")
        page.wait_for_selector("#search-input:visible")
        page.fill("#search-input", "٩٩٫٧٤")
        page.wait_for_selector("#search-results a")
        page.click("#search-results a")
        page.wait_for_selector("article mark")
        assert page.url.startswith(f"{url}under/ar/2024-09/")


def test_without_javascript_the_page_lists_the_terms(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}en/about/")
        page.click("a[data-search]")
        assert page.url == f"{address}en/search/"
        assert page.locator("#search-input").is_hidden()
        assert "JavaScript" in page.inner_text("article")
        page.click(".term-index a:text-is('Ransomware')")
        assert page.url == f"{address}en/glossary/#term-ransomware"


def test_recent_searches_stay_on_the_device(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}en/search/")
        page.wait_for_selector("#search-input:visible")
        assert page.locator(".search__recent").is_hidden()
        painted(page).fill("#search-input", "peacekeeping")
        shown(page)
        page.keyboard.press("Enter")
        page.fill("#search-input", "")
        assert page.locator(".search__recent li").all_inner_texts() == ["peacekeeping"]
        assert not any("peacekeeping" in url for url in asked)
        page.click(".search__recent li button")
        assert page.input_value("#search-input") == "peacekeeping"
        page.fill("#search-input", "")
        page.click(".search__forget")
        assert page.evaluate("localStorage.length") == 0


HOSTILE = [
    "<img src=x onerror=document.title='harm'>",
    "\"><script>document.title='harm'</script>",
    "a" * 100_000,
    "ก" * 5_000,
    "の网" * 2_000,
    "\0\u0001\u001b[2J\u202e\ufeff\ud7ff",
    "__proto__ constructor toString",
    "{query} {words} $& $1",
    "\u0301" * 300,
    '"""',
    "zzkfigurezz",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_does_nothing(query: str, browser: Browser, address: str) -> None:
    told: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{address}en/search/")
        page.wait_for_selector("#search-input:visible")
        title = page.title()
        page.evaluate(
            """query => {
                const input = document.querySelector("#search-input");
                input.removeAttribute("maxlength");
                input.value = query;
                input.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            query,
        )
        shown(page)
        assert told == []
        assert page.title() == title
        assert page.locator(".search img, .search script").count() == 0
        page.goto(f"{address}en/2024-09/?mark={quote(query[:2000])}")
        page.wait_for_timeout(200)
        assert page.locator("article img[src=x], article script").count() == 0
        assert told == []


SCRIPTS = "aZđĐăàŁßIİſéñçйЙёЁъأآإةىيـًّँकखងៗ្ដតំាក่ำําຫລຼນໜ网絡かガﾔﾞー한글ㅎ٠٩०９.,'’ -/\u00a0\u202f\u200b\u2068"


def test_browser_and_index_spell_alike(pages: dict[str, Page], address: str) -> None:
    page = pages["en"]
    both = """async ([root, texts]) => {
        const { runs, spelt, folded } = await import(root + "assets/search/spelling.js");
        return texts.map((text) => runs(text).map((word) => [word, spelt(word, "ru"), folded(word)]));
    }"""

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.text(SCRIPTS), min_size=1, max_size=40))
    def alike(texts: list[str]) -> None:
        here = [[[word, spelt(word, "ru")] for word in map(settled, runs(text))] for text in texts]
        there = page.evaluate(both, [address, texts])
        assert [[[word, spelling] for word, spelling, _ in words] for words in there] == here

    alike()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_every_word_of_the_pages_is_known(language: Language, pages: dict[str, Page], real_site: Path) -> None:
    library, _ = load(ROOT)
    index = build_index(library, language.code, entries(library, language, real_site))
    own = {word for document in index.documents for word in (*document.title, *document.text)}
    page = pages[language.code]
    unknown = page.evaluate(
        """async ([address, words]) => {
            const { Vocabulary } = await import(new URL("assets/search/query.js", address));
            const settings = await (await fetch("search.json")).json();
            const vocabulary = new Vocabulary(settings);
            return words.filter((word) => vocabulary.read(word).some((part) => !part.known));
        }""",
        [page.url.partition("search/")[0].removesuffix(language.prefix), sorted(own)],
    )
    assert unknown == []
