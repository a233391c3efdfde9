"""Reading without a connection, as a reader meets it: saved pages, a language kept whole, and the copy in files."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import painted, until
from tests.browser.test_search import LANGUAGES, QUERIES, is_at
from tests.offline_site import build, hosted
from tests.site import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.offline_site import Host

NOTICE = ".saved-line"
ABOUT = "en/about/"
TOPIC = "en/2024-09/topic/"
REPORTER = "en/reporter/"
RECORD = "id/score/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site."""
    return build(tmp_path_factory.mktemp("offline"))


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site a day later: a figure and a style differ, and one page is gone."""
    figures = files()["docs/data/figures/all.yml"].replace("99.74", "99.81")
    letter = "docs/{}/2024-09/index.md"
    changed = {letter.format(code): files()[letter.format(code)].replace("99,74", "99,81") for code in ("vi", "en")}
    gone = {f"docs/{code}/verify.md": None for code in ("vi", "en")}
    style = {"docs/assets/stylesheets/print.css": "@media print { a { color: black; } }\n"}
    return build(tmp_path_factory.mktemp("newer"), {"docs/data/figures/all.yml": figures, **changed, **gone, **style})


@pytest.fixture
def host(built: Path) -> Iterator[Host]:
    """A host of the small site."""
    with hosted(built) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that was never here."""
    with browser.new_context(service_workers="allow") as context:
        yield context.new_page()


def read(page: Page, address: str, *, first: bool = False) -> None:
    """Read a page to its end; of the first one, wait until the worker has it."""
    page.goto(address, wait_until="load")
    if first:
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(
        page,
        """async (at) => (await Promise.all((await caches.keys()).filter((name) => name.endsWith(":read"))
            .map(async (name) => (await caches.open(name)).match(at)))).some(Boolean)""",
        arg=address.partition("?")[0].partition("#")[0],
    )


def placed(host: Host, built: Path, tmp_path: Path, below: str) -> str:
    """The site's address, where the host has it below a path, if one is given."""
    if below:
        shutil.copytree(built, tmp_path / "host" / below)
        host.folder = tmp_path / "host"
    return host.url + below


def caches(context: BrowserContext, address: str) -> dict[str, list[str]]:
    """Addresses by the name of the cache, as a page of the site sees them."""
    page = context.new_page()
    page.goto(address)
    found: dict[str, list[str]] = page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
            [name, (await (await caches.open(name)).keys()).map((request) => request.url)])))"""
    )
    page.close()
    return found


@pytest.mark.parametrize("below", ["", "under/"])
def test_a_page_that_was_read_is_shown_without_a_connection_and_says_so(
    page: Page, host: Host, built: Path, tmp_path: Path, below: str
) -> None:
    start = placed(host, built, tmp_path, below)
    read(page, start + ABOUT, first=True)
    read(page, start + TOPIC)
    assert page.locator(NOTICE).count() == 0
    host.down = True
    page.goto(f"{start}{TOPIC}?mark=score#msg-one")
    expect(page.locator(NOTICE)).to_contain_text("Figures may have changed since.")
    assert page.locator(f"{NOTICE} time").get_attribute("datetime") is not None
    shown = page.locator(f"{NOTICE} time").inner_text()
    assert page.evaluate("new Date().getFullYear().toString()") in shown
    assert page.locator("#msg-one").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.saved-line')).fontWeight") == "700"
    page.locator(".side-nav").get_by_role("link", name="en about.md").click()
    expect(page.locator("h1")).to_contain_text("en about.md")
    expect(page.locator(NOTICE)).to_be_visible()
    host.down = False
    page.locator(NOTICE).get_by_role("link", name="Reload").click()
    expect(page.locator(NOTICE)).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("en about.md")


def test_the_notice_is_in_the_language_of_the_page(page: Page, host: Host) -> None:
    read(page, f"{host.url}about/", first=True)
    host.down = True
    page.reload()
    expect(page.locator(NOTICE)).to_contain_text("Số liệu có thể đã thay đổi từ đó.")
    expect(page.locator(f"{NOTICE} time")).to_contain_text("tháng")


def test_the_page_of_a_record_says_in_each_language_that_it_is_a_saved_copy(page: Page, host: Host) -> None:
    read(page, host.url + RECORD, first=True)
    host.down = True
    for code, words in (("en", "Saved copy of"), ("vi", "Bản đã lưu")):
        page.goto(f"{host.url}{RECORD}#{code}")
        page.reload()
        expect(page.locator(f"section#{code} {NOTICE}")).to_contain_text(words)
        expect(page.locator(f"section#{code} {NOTICE}")).to_be_visible()
        expect(page.locator(f"{NOTICE}:visible")).to_have_count(1)


def test_pages_that_were_read_can_be_removed_without_keeping_a_language(page: Page, host: Host) -> None:
    read(page, host.url + ABOUT, first=True)
    page.goto(host.url + REPORTER)
    page.get_by_role("button", name="Remove what is kept").click()
    expect(page.get_by_role("status")).to_contain_text("removed from this device")
    host.down = True
    page.goto(host.url + ABOUT)
    assert page.locator("h1").inner_text() == "No connection"


def test_a_slow_answer_gives_way_to_the_saved_page_but_is_saved(page: Page, host: Host, newer: Path) -> None:
    read(page, host.url + ABOUT, first=True)
    read(page, host.url + TOPIC)
    host.folder, host.slow = newer, 6
    page.goto(host.url + TOPIC, wait_until="commit")
    expect(page.locator(NOTICE)).to_be_visible()
    expect(page.locator("#msg-one").locator("..")).to_contain_text("99.74")
    page.wait_for_timeout(3000)
    host.down = True
    page.goto(host.url + TOPIC)
    expect(page.locator("#msg-one").locator("..")).to_contain_text("99.81")
    expect(page.locator(NOTICE)).to_be_visible()


def test_a_slow_answer_is_waited_for_where_nothing_is_saved(page: Page, host: Host) -> None:
    read(page, host.url + ABOUT, first=True)
    host.slow = 5
    page.goto(host.url + TOPIC, wait_until="commit")
    expect(page.locator("h1")).to_contain_text("topic.md")
    assert page.locator(NOTICE).count() == 0


def test_a_new_build_is_shown_at_once_and_old_files_go(page: Page, host: Host, newer: Path) -> None:
    read(page, host.url + TOPIC, first=True)
    before = caches(page.context, host.url + ABOUT)
    old = next(name for name in before if ":files:" in name)
    host.folder = newer
    page.goto(host.url + TOPIC)
    expect(page.locator("#msg-one").locator("..")).to_contain_text("99.81")
    assert page.locator(NOTICE).count() == 0
    until(page, "async (old) => !(await caches.has(old))", arg=old)
    after = caches(page.context, host.url + ABOUT)
    new = [name for name in after if ":files:" in name]
    assert len(new) == 1
    assert {address.partition("?")[0] for address in after[new[0]]} == {
        address.partition("?")[0] for address in before[old]
    }
    assert set(after[new[0]]) != set(before[old])
    host.down = True
    page.reload()
    expect(page.locator("#msg-one").locator("..")).to_contain_text("99.81")
    expect(page.locator(NOTICE)).to_be_visible()


def test_a_page_that_was_never_read_is_said_to_be_missing_with_what_there_is(page: Page, host: Host) -> None:
    read(page, host.url + ABOUT, first=True)
    read(page, f"{host.url}about/")
    host.down = True
    page.goto(host.url + TOPIC)
    assert page.locator("h1").inner_text() == "No connection"
    assert page.locator("html").get_attribute("lang") == "en"
    assert [one.get_attribute("href") for one in page.locator("li a").all()] == [host.url + ABOUT]
    page.get_by_role("link", name="en about.md").click()
    expect(page.locator(NOTICE)).to_be_visible()
    page.goto(f"{host.url}2024-09/topic/")
    assert page.locator("h1").inner_text() == "Không có kết nối"
    assert [one.get_attribute("lang") for one in page.locator("li").all()] == ["vi"]
    host.down = False
    page.get_by_role("link", name="Thử lại").click()
    expect(page.locator("h1")).to_contain_text("topic.md")


def test_what_is_gone_or_led_elsewhere_is_not_kept(page: Page, host: Host, newer: Path) -> None:
    verify = f"{host.url}en/verify/"
    read(page, host.url + ABOUT, first=True)
    read(page, verify)
    host.redirects["/en/figures/"] = "/en/sources/"
    page.goto(f"{host.url}en/figures/")
    page.goto(f"{host.url}en/nowhere/")
    host.folder = newer
    assert page.goto(verify).status == 404  # type: ignore[union-attr]  # there is an answer
    found = caches(page.context, host.url + ABOUT)
    read_pages = [one for name, addresses in found.items() if name.endswith(":read") for one in addresses]
    assert host.url + ABOUT in read_pages
    assert not {verify, f"{host.url}en/figures/", f"{host.url}en/nowhere/"} & set(read_pages)


def test_nothing_but_pages_and_what_they_show_is_kept(page: Page, host: Host) -> None:
    read(page, host.url + ABOUT, first=True)
    read(page, host.url + TOPIC)
    page.evaluate(
        """() => Promise.all([fetch("../../../sitemap.xml"), fetch("../../../offline/en.json"),
            fetch("../../about/", {headers: {Range: "bytes=0-9"}}), fetch("./", {method: "POST"}).catch(() => {})])"""
    )
    found = caches(page.context, host.url + ABOUT)
    kept = {one.removeprefix(host.url).partition("?")[0] for addresses in found.values() for one in addresses}
    assert {one for one in kept if not one.startswith("assets/")} == {ABOUT, TOPIC}


@pytest.mark.parametrize("below", ["", "under/"])
def test_a_language_that_is_kept_is_read_and_searched_without_a_connection(
    page: Page, host: Host, built: Path, tmp_path: Path, below: str
) -> None:
    start = placed(host, built, tmp_path, below)
    keep(page, start)
    host.down = True
    page.goto(start + "en/")
    expect(page.locator(NOTICE)).to_be_visible()
    page.locator(".side-nav").get_by_role("link", name="en sources.md").click()
    expect(page.locator("h1")).to_contain_text("en sources.md")
    painted(page).keyboard.press("/")
    page.fill("#search-input", "99.74")
    result = page.locator("#search-results a").first
    expect(result).to_have_attribute("href", f"{start}{TOPIC}?mark=9974#figure-score")
    result.click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator(NOTICE)).to_be_visible()
    page.goto(f"{start}{RECORD}#en")
    expect(page.locator("section:target h2")).to_have_text("Score")
    expect(page.locator(NOTICE)).to_contain_text("Saved copy of")
    page.locator("section:target").get_by_role("link", name="en 2024-09/topic.md").click()
    expect(page.locator("h1")).to_contain_text("en 2024-09/topic.md")
    page.goto(start + REPORTER)
    page.get_by_role("button", name="Remove what is kept").click()
    expect(page.get_by_role("status")).to_contain_text("removed from this device")
    page.goto(start + "en/sources/")
    assert page.locator("h1").inner_text() == "No connection"


def keep(page: Page, start: str) -> None:
    """Keep the whole language, as a reader does."""
    page.goto(start + REPORTER)
    button = page.get_by_role("button", name="Keep this language on this device")
    expect(page.get_by_role("status")).to_contain_text("Size: ")
    button.click()
    expect(page.get_by_role("status")).to_contain_text("All pages in this language were kept on")
    expect(page.get_by_role("button", name="Remove what is kept")).to_be_focused()


def test_what_is_kept_is_updated_on_request_and_until_then_says_its_age(page: Page, host: Host, newer: Path) -> None:
    keep(page, host.url)
    host.folder = newer
    page.goto(host.url + REPORTER)
    expect(page.get_by_role("status")).to_contain_text("The site has changed since. To be fetched: ")
    # The search of the fresh page comes from what is kept once the network is gone, and the page says so.
    page.goto(host.url + TOPIC)
    painted(page).keyboard.press("/")
    page.fill("#search-input", "99.81")
    expect(page.locator("#search-results a").first).to_contain_text("99.81")
    page.goto(host.url + ABOUT)
    assert page.locator(NOTICE).count() == 0
    host.down = True
    painted(page).keyboard.press("/")
    page.fill("#search-input", "99.74")
    expect(page.locator("#search-results a").first).to_contain_text("99.74")
    expect(page.locator(NOTICE)).to_be_visible()
    host.down = False
    page.goto(host.url + REPORTER)
    expect(page.get_by_role("status")).to_contain_text("The site has changed since.")
    host.asked.clear()
    page.get_by_role("button", name="Update what is kept").click()
    expect(page.get_by_role("status")).to_contain_text("All pages in this language were kept on")
    assert not [one for one in host.asked if one.endswith(("keep.js", "panel.js", "pagefind.js"))]
    host.down = True
    page.goto(f"{host.url}en/figures/")
    expect(page.locator("#figure-score")).to_contain_text("99.81")
    found = caches(page.context, host.url + ABOUT)
    assert sum(":kept:en:" in name for name in found) == 1


def test_a_picture_that_does_not_come_gives_way_to_the_saved_one(page: Page, host: Host) -> None:
    shown = """(address) => Promise.race([
      new Promise((done) => setTimeout(done, 20000, "nothing")),
      new Promise((done) => {
        const picture = new Image();
        picture.onload = () => done("picture");
        picture.onerror = () => done("error");
        picture.src = address;
      }),
    ])"""
    read(page, host.url + TOPIC, first=True)
    read(page, host.url + TOPIC)
    address = f"{host.url}assets/images/mark.svg"
    assert page.evaluate(shown, address) == "picture"
    host.slow = 60
    page.goto(host.url + TOPIC)
    assert page.evaluate(shown, address) == "picture"
    assert page.evaluate(shown, f"{host.url}assets/images/none.svg") == "nothing"


def test_a_full_device_is_told_in_words(page: Page, host: Host) -> None:
    page.goto(host.url + REPORTER)
    expect(page.get_by_role("status")).to_contain_text("Size: ")
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": 100_000})
    page.get_by_role("button", name="Keep this language on this device").click()
    expect(page.get_by_role("status")).to_contain_text("There is too little room on this device")
    assert page.get_by_role("button", name="Keep this language on this device").is_visible()


def test_keeping_can_be_stopped_and_gone_on_with(page: Page, host: Host) -> None:
    page.goto(host.url + REPORTER)
    expect(page.get_by_role("status")).to_contain_text("Size: ")
    host.slow = 0.3
    page.get_by_role("button", name="Keep this language on this device").click()
    expect(page.get_by_role("status")).to_contain_text("fetched.")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("status")).to_contain_text("Stopped.")
    fetched = [one for name, all_ in caches(page.context, host.url + ABOUT).items() if ":kept:" in name for one in all_]
    host.down = True
    page.goto(host.url + TOPIC)  # nothing is taken for whole that is not
    assert page.locator("h1").inner_text() == "No connection"
    host.down, host.slow = False, 0
    page.goto(host.url + REPORTER)
    host.asked.clear()
    page.get_by_role("button", name="Keep this language on this device").click()
    expect(page.get_by_role("status")).to_contain_text("All pages in this language were kept on")
    again = {f"{host.url}{one.removeprefix('/')}" for one in host.asked if "assets/fonts" in one}
    assert fetched
    assert not again & set(fetched)


def test_a_connection_that_breaks_while_keeping_is_told_in_words(page: Page, host: Host) -> None:
    page.goto(host.url + REPORTER)
    expect(page.get_by_role("status")).to_contain_text("Size: ")
    host.down = True
    page.get_by_role("button", name="Keep this language on this device").click()
    expect(page.get_by_role("status")).to_contain_text("The site could not be fetched.")


def test_without_service_workers_only_the_file_is_offered(browser: Browser, host: Host) -> None:
    for settings in ({"java_script_enabled": False}, {"service_workers": "block"}):
        with browser.new_context(**settings) as context:
            page = context.new_page()
            if "service_workers" in settings:
                page.add_init_script("delete Navigator.prototype.serviceWorker")
            page.goto(host.url + REPORTER)
            assert page.get_by_role("link", name="Download the whole site in this language").is_visible()
            assert not page.locator("[data-list]").is_visible()


@pytest.mark.parametrize("code", ["vi", "ar", "km"])
def test_the_copy_opens_from_files_and_finds_what_people_type(
    browser: Browser, real_site: Path, tmp_path: Path, code: str
) -> None:
    folder = tmp_path / "a folder, as people name them"
    with zipfile.ZipFile(real_site / "offline" / f"{code}.zip") as copy:
        copy.extractall(folder)
    prefix = next(language.prefix for language in LANGUAGES if language.code == code)
    start = next(folder.glob("*/index.html"))
    with browser.new_context(service_workers="allow", offline=True) as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(start.as_uri())
        expect(page.locator(NOTICE)).to_contain_text("2026")
        page.locator(".side-nav a").nth(2).click()
        page.wait_for_url("**/2024-09/*/index.html")
        expect(page.locator(NOTICE)).to_be_visible()
        page.locator(".wordmark").click()
        page.wait_for_url(start.as_uri())
        for golden in [one for one in QUERIES if one.language == code and one.first][:4]:
            page.goto(start.as_uri())
            painted(page).keyboard.press("/")
            page.fill("#search-input", golden.query)
            page.wait_for_selector("#search-results[aria-busy='false'] a")
            target = unquote(str(page.locator("#search-results a").first.get_attribute("href")))
            path, _, anchor = target.partition("/site/")[2].partition("#")
            assert is_at(f"{path.partition('?')[0].removesuffix('index.html')}#{anchor}", golden.first, prefix), target
            page.locator("#search-results a").first.click()
            page.wait_for_url("**/index.html?mark=*")
        page.goto(next(folder.glob("*/site/id/gci2024-vn-score/index.html")).as_uri())
        expect(page.locator("section.record__section")).to_have_count(1)
        expect(page.locator("section.record__section")).to_be_visible()
        expect(page.locator(NOTICE)).to_be_visible()
        copying = page.locator("[data-copy]").first
        name = copying.inner_text()
        copying.click()
        expect(copying).not_to_have_text(name)
        page.goto(next(folder.glob(f"*/site/{prefix}search/index.html")).as_uri())
        page.fill("#search-input", "99.74")
        expect(page.locator("#search-results a").first).to_be_visible()
        assert asked
        assert [one for one in asked if one.startswith("http")] == []
