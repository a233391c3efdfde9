"""What changed is told in feeds, on the page of updates and in the history of each figure."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
from lxml import etree, html

from scripts.cli import run
from scripts.content.library import Library, load
from scripts.content.partialdate import parse_date
from scripts.content.records import Citation
from scripts.render.pageview import PageView, Settings
from scripts.updates import history
from scripts.updates.ledger import Entry, Ledger, Revision
from scripts.updates.substance import substantial
from scripts.updates.telling import histories, sentences
from tests.conftest import BEGUN_ADDRESS
from tests.ledgered import (
    ABOUT,
    ADDRESS,
    DAY,
    FIGURES,
    TEXTS,
    change_the_toll,
    edit,
    ledgered,
    library,
    record,
    say_what_changed,
)
from tests.site import ROOT, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """The small site with a ledger."""
    return ledgered(make_site)


# Feeds


def feed(path: Path) -> feedparser.FeedParserDict:
    """A feed as its readers read it; it has to be well formed."""
    found = feedparser.parse(path.read_bytes())
    assert found.bozo == 0, found.get("bozo_exception")
    return found


def test_a_change_is_told_in_the_feeds(site: Path) -> None:
    change_the_toll(site)
    say_what_changed(site, "en")
    assert run(["build", "--root", str(site)]) == 0
    for name in ("en/feed.xml", "en/2024-09/topic/feed.xml"):
        found = feed(site / "site" / name)
        assert found.version == "atom10"
        assert [one.id for one in found.entries] == [
            f"{ADDRESS}en/2024-09/topic/#changes-{DAY}",
            f"{ADDRESS}en/2024-09/topic/#changes-2024-10-31",
        ]
        assert found.feed.updated == f"{DAY}T00:00:00+00:00"
        assert found.feed.author == "Messages & Sources"
        assert {link.rel: link.href for link in found.feed.links}["self"] == f"{ADDRESS}{name}"
        first = found.entries[0]
        assert first.title == "en 2024-09/topic.md: Toll of October, see the figures."
        assert first.link == f"{ADDRESS}en/2024-09/topic/"
        assert first.published == first.updated == f"{DAY}T00:00:00+00:00"
        assert [one.label for one in first.tags] == ["Cục Thử nghiệm"]
        text = _words(first.content[0].value)
        assert "Toll: value changed from 345 people (23 October 2024, Test Union) to 346 people (23 Oct" in text
        assert "source added: Test Union: Test Report" in text
        assert "Messages of Cục Thử nghiệm, Letter of September 2024" in text
        assert "Machine translation" in text
        links = html.fromstring(first.content[0].value).xpath(".//a/@href")
        assert links == [f"{ADDRESS}en/figures/"]


def test_json_feeds_say_the_same(site: Path) -> None:
    change_the_toll(site)
    assert run(["build", "--root", str(site)]) == 0
    for name in ("feed", "2024-09/topic/feed", "en/feed"):
        data = json.loads((site / "site" / f"{name}.json").read_text(encoding="utf-8"))
        atom = feed(site / "site" / f"{name}.xml")
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["feed_url"] == f"{ADDRESS}{name}.json"
        assert data["home_page_url"] == f"{ADDRESS}{name.removesuffix('feed')}"
        assert [(one["id"], one["url"], one["title"]) for one in data["items"]] == [
            (one.id, one.link, one.title) for one in atom.entries
        ]
        for item in data["items"]:
            assert {"id", "url", "content_html", "date_published", "language"} <= item.keys()
            assert item["date_published"].endswith("T00:00:00+00:00")


def languages(path: Path) -> list[str]:
    """Languages of a feed and of its entries."""
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    root = etree.parse(str(path)).getroot()
    return [str(root.get(name)), *(str(one.get(name)) for one in root.iter("{*}entry"))]


def test_an_entry_says_which_language_it_is_in(site: Path, begun_site: Path) -> None:
    change_the_toll(site)
    assert run(["build", "--root", str(site)]) == 0
    # The English page does not tell of the change yet: its readers get the Vietnamese entry.
    assert languages(site / "site/feed.xml") == ["vi", "vi", "vi"]
    assert languages(site / "site/en/feed.xml") == ["en", "vi", "en"]
    # Arabic is begun: menus and pages are in English.
    assert languages(begun_site / "ar/feed.xml") == ["en", "en"]
    entry = feed(begun_site / "ar/feed.xml").entries[0]
    assert entry.link == f"{BEGUN_ADDRESS}ar/2024-09/topic/"
    assert "العربية" in entry.content[0].value
    assert "Machine translation" in entry.content[0].value


def test_pages_name_their_feeds(site: Path) -> None:
    assert run(["build", "--root", str(site)]) == 0
    wanted = {"about": ["en/feed."], "2024-09/topic": ["en/feed.", "en/2024-09/topic/feed."]}
    for name, starts in wanted.items():
        tree = _page(site / "site/en" / name / "index.html")
        links = {one.get("href"): one.get("type") for one in tree.xpath("//head/link[@rel='alternate'][@type]")}
        assert links == {
            f"{ADDRESS}{start}{ending}": f"application/{kind}"
            for start in starts
            for ending, kind in (("xml", "atom+xml"), ("json", "feed+json"))
        }
        assert all((site / "site" / link.removeprefix(ADDRESS)).is_file() for link in links)


def test_without_an_address_there_are_no_feeds(make_site: MakeSite) -> None:
    root = make_site({"docs/vi/updates.md": page("Cập nhật", "{{ block: feeds }}\n\n{{ block: updates }}")})
    assert run(["build", "--root", str(root)]) == 0
    assert list((root / "site").rglob("feed.*")) == []
    tree = _page(root / "site/updates/index.html")
    assert tree.xpath("//link[@rel='alternate']") == []
    assert "Nguồn cấp tin có khi trang này đã có địa chỉ riêng." in tree.xpath("string(//article)")
    # The log needs neither an address nor a ledger.
    assert tree.xpath("//article//time/@datetime") == ["2024-10-31"]


# The log and the histories


def test_a_change_is_told_on_the_page_of_updates(site: Path) -> None:
    change_the_toll(site)
    edit(site, ABOUT, "{{ block: labels }}", "{{ block: labels }}\n\nMore.")
    edit(site, ABOUT, "updated: 2024-10-31", "updated: 2024-12-04")
    assert record(site, "--date", "2024-12-04") == 0
    assert run(["build", "--root", str(site)]) == 0
    tree = _page(site / "site/updates/index.html")
    found = {
        str(day.xpath("string(.//time/@datetime)")): [" ".join(one.text_content().split()) for one in day.iter("li")]
        for day in tree.xpath("//section[@class='updates']")
    }
    assert list(found) == ["2024-12-04", DAY, "2024-10-31"]
    assert found["2024-12-04"] == ["vi about.md: đã sửa nội dung"]
    assert found[DAY][0].startswith("vi 2024-09/topic.md: Toll of October, see the figures.")
    assert found[DAY][1].startswith("Toll: giá trị đổi từ 345 người (23 tháng 10, 2024, Test Union) thành 346 người")
    assert found["2024-10-31"] == ["vi 2024-09/topic.md: First published."]
    assert tree.xpath("//ul[@class='feeds']//a/@href") == [
        "../feed.xml",
        "../feed.json",
        "../2024-09/topic/feed.xml",
        "../2024-09/topic/feed.json",
    ]


_OLD, _NEW = "345 people (23 October 2024, Test Union)", "346 people (23 October 2024, Test Union)"
_POINT = "    - {key: middle, value: 30, as_of: 2024-09-20, sources: [{source: other}]}\n"
HISTORIES: dict[str, tuple[str, str, str, str]] = {
    # What stands among the figures and what instead; kind of change and what is told.
    "value": ("value: 345", "value: 346", "value", f"value changed from 345 people to {_NEW}"),
    "point added": (
        "    - key: last",
        f"{_POINT}    - key: last",
        "value",
        "value 30 people (20 September 2024, Test Union) added",
    ),
    "date": (
        "as_of: 2024-10-23",
        "as_of: 2024-10-24",
        "date",
        "date of 345 people (24 October 2024, Test Union) changed from 23 October 2024 to 24 October 2024",
    ),
    "source": (
        "sources: [{source: other}]",
        "sources: [{source: report}]",
        "source",
        "source added: Test Union: Test Report; source removed: Test Union: Other Report",
    ),
    "place": (
        "sources: [{source: other}]",
        "sources: [{source: other, at: {page: 3}}]",
        "source",
        "citation of the source corrected",
    ),
    "label": (
        "label: official-figure",
        "label: third-party",
        "label",
        f"label of {_OLD} changed from “Official figure” to “Third-party published”",
    ),
    "verification": (
        "  unit: people\n  verification: read",
        "  unit: people\n  verification: not-read",
        "verification",
        "level of verification changed",
    ),
    "headline": ("  unit: people\n", "  unit: people\n  headline: last\n", "details", "other details changed"),
}


@pytest.mark.parametrize("case", HISTORIES.values(), ids=HISTORIES)
def test_a_history_tells_what_changed(site: Path, case: tuple[str, str, str, str]) -> None:
    old, new, kind, said = case
    edit(site, FIGURES, old, new)
    say_what_changed(site)
    assert record(site, "--date", DAY) == 0
    assert [one.kinds for one in history(library(site), "toll")] == [("published",), (kind,)]
    view = _view(library(site), "en")
    tree = html.fromstring(str(view.component("history", days=histories(view, "toll"))))
    assert tree.xpath("./li/time/@datetime") == [DAY, "2024-10-31"]
    first, second = (" ".join(str(item.xpath("string()")).split()) for item in tree)
    assert said in first
    assert second == "31 October 2024: first published."


def test_a_value_is_told_with_what_other_sources_give(site: Path) -> None:
    edit(site, FIGURES, "value: 5.4\n", "value: 5.5\n")
    say_what_changed(site)
    assert record(site, "--date", DAY) == 0
    told = sentences(_view(library(site), "en"), history(library(site), "rate")[-1])
    assert told == ["value changed from 5.4% to 5.5% (2018, Test Union; Other sources give: 5.3%, Test Union)"]


def test_a_definition_has_a_history_too(site: Path) -> None:
    edit(site, TEXTS, "definition: People.", "definition: Deaths.")
    say_what_changed(site)
    assert record(site, "--date", DAY) == 0
    assert history(library(site), "toll")[-1].kinds == ("definition",)


def test_nothing_recorded_shows_no_history(make_site: MakeSite) -> None:
    view = _view(library(make_site()), "en")
    assert view.component("history", days=histories(view, "toll")) == ""


@pytest.mark.parametrize("code", sorted(path.parent.name for path in ROOT.glob("docs/*/strings.yml")))
def test_a_history_reads_in_every_language(code: str, real: Library) -> None:
    figure = real.figures["yagi-dead"]
    old = substantial(figure.record)
    last = old.series[-1]
    source = next(key for key in real.sources if key not in {one.source for one in last.sources})
    point = replace(last, value=Decimal(1), sources=(Citation(source),), verification="not-read")
    new = replace(old, series=(*old.series[:-2], replace(old.series[-2], as_of=parse_date("2024-09-30")), point))
    revisions = (
        Revision("2026-11-24", {"record": "1", "note": "1", "definition": "1"}, old),
        Revision("2026-12-03", {"record": "2", "note": "2", "definition": "2"}, new),
    )
    ledger = Ledger(
        {("figure", "yagi-dead"): Entry(revisions, withdrawn="2026-12-04")}, {("figure", "yagi-dead"): "2024-09"}
    )
    view = _view(replace(real, ledger=ledger), code)
    days = histories(view, "yagi-dead")
    assert [day for day, _ in days] == ["2026-12-04", "2026-12-03", "2026-11-24"]
    text = _words(str(view.component("history", days=days)))
    assert "{" not in text
    told = " ".join(map(str, days[1][1]))
    reading = list(figure.readings())[-1]
    assert view.formatter.quantity(reading) in told
    assert view.date(reading.as_of) in told


@pytest.fixture(scope="module")
def real() -> Library:
    """The real content."""
    return load(ROOT)[0]


def test_the_menu_leads_to_the_updates(site: Path) -> None:
    assert run(["build", "--root", str(site)]) == 0
    links = _page(site / "site/index.html").xpath("//nav[@class='side-nav']//a/@href")
    assert links.index("updates/") == links.index("about/") - 1


def _view(found: Library, code: str) -> PageView:
    language = found.language(code)
    return PageView(found, language, language, found.shown(code, "about.md"), ROOT / "overrides/components", Settings())


def _page(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def _words(text: str) -> str:
    """The words of some HTML."""
    return " ".join(str(html.fromstring(text).xpath("string()")).split())
