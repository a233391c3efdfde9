"""The policy in a browser: everything of the site works under it, and nothing that was put in runs."""

from __future__ import annotations

import functools
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import expect

from scripts.audit.server import Server
from scripts.hosting import csp
from scripts.hosting.configurations import of_site
from scripts.hosting.headers import Policy, headers_for
from tests.browser.conftest import painted, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
INJECTED = """
<script>window.ran = "script";</script>
<img src="/nothing.png" onerror="window.ran = 'onerror'">
<p id="styled" style="color: rgb(1, 2, 3)">Styled</p>
<style>#sheet { color: rgb(1, 2, 3); }</style><p id="sheet">Styled</p>
<a id="link" href="javascript:window.ran = 'link'">Link</a>
<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<form id="form" action="https://example.org/"><button>Send</button></form>
<script src="https://example.org/foreign.js"></script>
<svg><script>window.ran = "svg"</script></svg>
"""
PAGES = (
    "",
    "404.html",
    "en/",
    "en/404.html",
    "en/2024-09/",
    "en/2024-09/child-labour/",
    "en/2024-09/child-labour/compare/",
    "ar/2024-09/typhoon-yagi/",
    "en/figures/",
    "en/updates/",
    "id/gci2024-vn-score/",
    "km/glossary/",
)


@dataclass
class Guarded:
    """A host of the built site with the headers that hosts are given, or without any."""

    folder: Path
    policy: Policy | None
    url: str = ""
    injected: str = ""
    """Put at the end of every page."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Guarded, *arguments: object) -> None:
        self.host = host
        super().__init__(*arguments, directory=str(host.folder))  # type: ignore[arg-type]  # the server's own

    def do_GET(self) -> None:
        """Answer, with what was put into pages."""
        path = self.host.folder / unquote(self.path.partition("?")[0]).lstrip("/")
        page = path / "index.html" if path.is_dir() else path
        if not self.host.injected or page.suffix != ".html" or not page.is_file():
            super().do_GET()
            return
        body = page.read_text(encoding="utf-8").replace("</body>", f"{self.host.injected}</body>").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Say what the one source of headers says."""
        path = self.path.partition("?")[0].lstrip("/")
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if self.host.policy is not None:
            for key, value in headers_for(name, self.host.policy):
                if key != "Content-Type":
                    self.send_header(key, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


@contextmanager
def _running(host: Guarded) -> Iterator[Guarded]:
    with Server(("127.0.0.1", 0), functools.partial(_Handler, host)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host.url = f"http://127.0.0.1:{server.server_port}/"
        yield host
        server.shutdown()


@pytest.fixture(params=["headers", "meta only"])
def guarded(real_site: Path, request: pytest.FixtureRequest) -> Iterator[Guarded]:
    """The real site with headers, and with what stands in the pages alone."""
    policy = Policy(csp.header(of_site(real_site))) if request.param == "headers" else None
    with _running(Guarded(real_site, policy)) as host:
        yield host


@dataclass
class Watched:
    """A page, and what a browser complained of in it."""

    page: Page
    said: list[str] = field(default_factory=list)

    def refused(self) -> list[str]:
        """What the policy refused in the page that is open."""
        found: list[str] = self.page.evaluate("window.refused")
        return found


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page of a browser that was never here."""
    with browser.new_context(service_workers="allow") as context:
        yield _watch(context)


def _watch(context: BrowserContext) -> Watched:
    context.add_init_script(WATCH)
    watched = Watched(context.new_page())
    watched.page.on("console", lambda message: watched.said.append(f"{message.type}: {message.text}"))
    watched.page.on("pageerror", lambda error: watched.said.append(f"error: {error}"))
    return watched


def test_pages_need_nothing_that_the_policy_refuses(guarded: Guarded, watched: Watched) -> None:
    for address in PAGES:
        watched.page.goto(guarded.url + address)
        assert watched.refused() == [], address
    assert watched.said == []


def test_the_search_works_as_readers_type(guarded: Guarded, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{guarded.url}en/2024-09/child-labour/")
    painted(page).keyboard.press("/")
    expect(page.locator("#search-input")).to_be_visible()
    page.locator("#search-input").press_sequentially("child labour")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.locator("[role=option]").first.click()
    expect(page.locator(".marked-note")).to_be_visible()
    assert watched.refused() == []
    page.goto(f"{guarded.url}vi/search/" if (guarded.folder / "vi/search").exists() else f"{guarded.url}search/")
    expect(page.locator("#search-input")).to_be_visible()
    page.locator("#search-input").press_sequentially("lao dong")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert watched.refused() == []
    assert watched.said == []


def test_copying_taking_away_and_keeping_work(guarded: Guarded, browser: Browser) -> None:
    with browser.new_context(service_workers="allow", permissions=["clipboard-read", "clipboard-write"]) as context:
        watched = _watch(context)
        page = watched.page
        page.goto(f"{guarded.url}id/gci2024-vn-score/#en")
        page.locator("#en [data-copy]").first.click()
        expect(page.locator("#en [data-copy]").first).to_have_text(
            page.locator("#en [data-copy]").first.get_attribute("data-copied") or "?"
        )
        citation = page.locator("#en a[download][href^='data:']").first
        citation.evaluate(
            "(link) => { for (let at = link; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true; }"
        )
        with page.expect_download() as download:
            citation.click()
        assert download.value.suggested_filename
        page.goto(f"{guarded.url}en/reporters/")
        page.locator("[data-do=keep]").click()
        expect(page.locator("[data-do=cancel]")).to_be_visible()
        page.locator("[data-do=cancel]").click()
        expect(page.locator("[data-do=keep]")).to_be_visible()
        assert page.evaluate("navigator.serviceWorker.ready.then((one) => one.active !== null)")
        assert watched.refused() == []
        assert watched.said == []


def test_what_was_put_into_a_page_does_not_run(guarded: Guarded, watched: Watched) -> None:
    guarded.injected = INJECTED
    page = watched.page
    page.goto(f"{guarded.url}en/about/")
    # By the page's own hand: the driver would wait for navigations that never come.
    page.evaluate("document.querySelector('#link').click(); document.querySelector('#form').requestSubmit();")
    until(page, "() => window.refused.length >= 8")
    assert page.url == f"{guarded.url}en/about/"
    assert page.evaluate("window.ran") is None
    for styled in ("#styled", "#sheet"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{styled}')).color") != "rgb(1, 2, 3)"
    kinds = {one.split()[0] for one in watched.refused()}
    assert kinds >= {"script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "form-action"}


def test_scripts_of_the_page_cannot_write_html(guarded: Guarded, watched: Watched) -> None:
    watched.page.goto(f"{guarded.url}en/about/")
    for sink in (
        "document.body.innerHTML = '<img src=x onerror=\"window.ran = 1\">'",
        "document.createElement('script').src = '/x.js'",
        "navigator.serviceWorker.register('/assets/search/panel.js')",
        "trustedTypes.createPolicy('other', {})",
        "trustedTypes.createPolicy('site-worker', {})",
    ):
        outcome = watched.page.evaluate(
            f"(async () => {{ try {{ await ({sink}); return 'done'; }} catch (error) {{ return error.name; }} }})()"
        )
        assert outcome == "TypeError", sink


@pytest.mark.parametrize(
    "payload", ["<img src=x onerror=window.ran=1>", "<script>window.ran=1</script>", "javascript:window.ran=1"]
)
def test_an_address_puts_nothing_into_a_page(guarded: Guarded, watched: Watched, payload: str) -> None:
    page = watched.page
    page.goto(f"{guarded.url}en/about/?mark={quote(f'the {payload}')}")
    expect(page.locator(".marked-note")).to_be_visible()
    assert page.locator("article img[src=x], article script").count() == 0
    page.goto(f"{guarded.url}en/search/?q={quote(payload)}")
    expect(page.locator(".search__count")).not_to_be_empty()
    assert page.locator("form img[src=x], form script").count() == 0
    assert page.evaluate("window.ran") is None
    assert watched.refused() == []


def test_no_other_site_can_frame_a_page(real_site: Path, watched: Watched) -> None:
    with _running(Guarded(real_site, Policy(csp.header(of_site(real_site))))) as host:
        other = host.url.replace("127.0.0.1", "localhost")
        watched.page.route(
            "**/framing",
            lambda route: route.fulfill(body=f"<iframe src='{host.url}'></iframe>", content_type="text/html"),
        )
        watched.page.goto(f"{other}framing")
        framed = watched.page.locator("iframe").element_handle().content_frame()
        assert framed is not None
        framed.wait_for_load_state()
        assert framed.url == "chrome-error://chromewebdata/"
