"""Citations and texts to paste: what they say, in each language's habit, and that others read back the same."""

from __future__ import annotations

import json
import string
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, get_args
from urllib.request import urlopen

import pypandoc
import pytest
import rispy  # type: ignore[import-untyped]  # it has no types
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from scripts.cite.bibliography import CitationError, bibtex, formatted
from scripts.cite.citations import Citations
from scripts.cite.item import Item, Kind
from scripts.cite.passage import passage
from scripts.cite.ris import ris
from scripts.content.library import load
from scripts.content.partialdate import parse_date
from scripts.render.pageview import PageView
from tests.site import FIGURES, ROOT, page

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.library import Library
    from tests.conftest import MakeSite

SITE = "https://example.org/under/"
COMPONENTS = ROOT / "overrides" / "components"
MARKS = {"stop": ".", "comma": ", ", "semicolon": "; "}


def citations(root: Path, site_url: str = SITE) -> Citations:
    """Citations of the content below `root`, which has no problem."""
    library, problems = load(root)
    assert not problems
    return Citations(library, site_url, COMPONENTS)


@pytest.fixture(scope="module")
def real() -> Library:
    """The real content."""
    return load(ROOT)[0]


@pytest.fixture(scope="module")
def cited(real: Library) -> Citations:
    """Citations of the real content."""
    return Citations(real, SITE, COMPONENTS)


def test_a_message_comes_with_its_attribution_sources_and_address(make_site: MakeSite) -> None:
    assert citations(make_site()).of("en", "msg-two").text == (
        "Two\n"
        "\n"
        "It fell to 5.4%.\n"
        "\n"
        "— Cục Thử nghiệm, Letter of September 2024, point 1 (Official position)\n"
        "Rate: 5.4%; Other sources give: 5.3% (Test Union)\n"
        "Sources:\n"
        "– Test Union: Test Report, T/1, 12 September 2024\n"
        "– Test Union: Other Report, article 3, October 2024\n"
        "Messages & Sources (machine translation, not reviewed by a person)\n"
        "https://example.org/under/id/msg-two/#en"
    )


def test_a_figure_comes_with_unit_date_label_all_values_and_sources(make_site: MakeSite) -> None:
    assert citations(make_site()).of("vi", "rate").text == (
        "Rate: 5,4% (tính đến 2018) [Nguồn khác nhau]\n"
        "Các nguồn khác đưa ra: 5,3% (Test Union)\n"
        "Nguồn:\n"
        "– Test Union: Test Report, T/1, 12 tháng 9, 2024\n"
        "– Test Union: Other Report, tháng 10 năm 2024\n"
        "Thông điệp & Nguồn\n"
        "https://example.org/under/id/rate/#vi"
    )


def test_a_series_comes_with_every_value_and_its_date(make_site: MakeSite) -> None:
    text = citations(make_site()).of("en", "toll").text
    assert text.startswith("Toll: 345 people (as of 23 October 2024) [Official figure]\nValues:\n")
    assert "– 8 September 2024, 18:00: 24 people\n– 23 October 2024: 345 people\n" in text
    assert "Test Report" in text
    assert "Other Report" in text


def test_without_an_address_of_the_site_none_is_given(make_site: MakeSite) -> None:
    made = citations(make_site(), "")
    for key in ("msg-two", "rate", "2024-09/topic.md"):
        one = made.of("en", key)
        assert one.permalink == ""
        assert "URL" not in one.csl
        for text in (one.text, one.formatted, one.bibtex, one.ris):
            assert "http" not in text


def test_what_is_not_translated_is_cited_in_the_language_it_is_shown_in(make_site: MakeSite) -> None:
    made = citations(make_site({"docs/en/verify.md": None, "docs/en/2024-09/topic.md": None}))
    verify, message, figure = (made.of("en", key) for key in ("verify.md", "msg-two", "rate"))
    assert [one.language for one in (verify, message, figure)] == ["vi", "vi", "en"]
    assert verify.permalink == "https://example.org/under/verify/"
    assert message.permalink.endswith("/id/msg-two/#vi")
    assert (message.csl["language"], figure.csl["language"]) == ("vi", "en-GB")
    assert "Thông điệp & Nguồn" in message.text


def test_office_and_site_are_told_apart(make_site: MakeSite) -> None:
    made = citations(make_site())
    message, topic, about, figure = (
        made.of("en", key).csl for key in ("msg-one", "2024-09/topic.md", "about.md", "score")
    )
    office = [{"literal": "Cục Thử nghiệm"}]
    assert [one["type"] for one in (message, topic, about, figure)] == ["webpage", "report", "webpage", "dataset"]
    assert (message["author"], topic["author"]) == (office, office)
    assert "author" not in about
    assert "author" not in figure
    assert {one["publisher"] for one in (message, topic, about, figure)} == {"Messages & Sources"}
    assert "Test Union: Test Report" in str(figure["note"])
    assert message["issued"] == {"date-parts": [[2024, 10, 31]]}


def test_keys_of_pages_are_told_apart(real: Library, cited: Citations) -> None:
    keys = {name: cited.of("en", name).csl["id"] for name in real.names()}
    assert keys["index.md"] == "home"
    assert keys["2024-09/index.md"] == "2024-09"
    assert keys["2024-09/cybersecurity-index.md"] == "2024-09-cybersecurity-index"
    assert len(set(keys.values())) == len(keys)


def test_a_passage_that_is_not_there_is_an_error(make_site: MakeSite) -> None:
    library, _ = load(make_site())
    english = library.language("en")
    view = PageView(library, english, english, library.shown("en", "2024-09/topic.md"), COMPONENTS)
    assert passage(view, "msg-three").paragraphs == ("On 7 September 2024 there were 24 people; now 13.",)
    with pytest.raises(KeyError, match="msg-none"):
        passage(view, "msg-none")


def test_marks_links_lists_and_quotations_leave_their_words(make_site: MakeSite) -> None:
    topic = "docs/en/2024-09/topic.md"
    body = make_site().joinpath(topic).read_text(encoding="utf-8")
    old = "The score is {{ score }}, see [below](#what-to-know)."
    marked = "A **bold** `code` [link](#what-to-know)\nand {{ score | value }} points {{ score | source }}."
    new = f"{marked}\n\n- a\n- b\n\n> c"
    assert old in body
    library, _ = load(make_site({topic: body.replace(old, new)}))
    english = library.language("en")
    view = PageView(library, english, english, library.shown("en", "2024-09/topic.md"), COMPONENTS)
    found = passage(view, "msg-one")
    assert found.paragraphs == ("A bold code link and 99.74 points.", "a", "b", "c")
    assert found.sources == (("report", "page 7"),)


EXPECTED: dict[str, str] = yaml.safe_load((ROOT / "tests" / "citations.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", EXPECTED)
def test_a_citation_has_the_marks_and_dates_of_its_language(real: Library, cited: Citations, code: str) -> None:
    language = real.language(code)
    front = real.pages[code, "2024-09/child-labour.md"].front
    view = PageView(real, language, language, real.shown(code, "index.md"), COMPONENTS)
    note = "" if language.is_source else view.t("cite.machine-draft")
    url = f"{SITE}{language.prefix}2024-09/child-labour/"
    expected = EXPECTED[code].format(date=view.date(front.updated), note=note[:1].upper() + note[1:], url=url)
    assert cited.of(code, "2024-09/child-labour.md").text == expected


def test_chinese_titles_keep_quoted_words_apart_from_names_of_works(cited: Citations) -> None:
    assert "即“示范”》" in cited.of("zh", "msg-cyber-tier").formatted.striptags()


def test_everything_can_be_cited_in_every_language(real: Library, cited: Citations) -> None:
    keys = [*real.figures, *cited.messages()]
    for language in real.languages:
        for key in keys:
            one = cited.of(language.code, key)
            assert "{" not in one.text, (language.code, key)
            assert one.text.endswith(f"\n{SITE}id/{key}/#{language.code}")
        for figure in real.figures.values():
            reading = figure.reading()
            assert reading
            view = PageView(real, language, language, real.shown(language.code, "index.md"), COMPONENTS)
            text = cited.of(language.code, figure.id).text
            assert view.formatter.quantity(reading) in text
            assert view.date(reading.as_of) in text
            assert all(view.formatter.conflicting(one, reading) in text for one in reading.conflicts)


def bibtex_read(text: str) -> list[dict[str, object]]:
    """A .bib file as pandoc reads it."""
    found: list[dict[str, object]] = json.loads(pypandoc.convert_text(text, "csljson", format="biblatex"))
    return found


def words(text: object) -> str:
    """`text` without quotation marks, which pandoc makes curly, and with plain spaces."""
    kept = (char for char in str(text) if char not in "'\"" and unicodedata.category(char) not in {"Pi", "Pf"})
    return " ".join("".join(kept).split())


@pytest.mark.parametrize("code", ["vi", "en", "ar", "th", "zh"])
def test_bibtex_and_ris_say_what_the_item_says(real: Library, cited: Citations, code: str) -> None:
    all_cited = [cited.of(code, key) for key in (*cited.messages(), *real.figures, *real.names())]
    read = bibtex_read("\n".join(one.bibtex for one in all_cited))
    assert len(read) == len(all_cited)
    for one, back in zip(all_cited, read, strict=True):
        for field in ("id", "type", "author", "publisher", "issued", "URL"):
            assert back.get(field) == one.csl.get(field), (one.csl["id"], field)
        assert str(back["language"]).casefold() == str(one.csl["language"]).casefold()
        assert words(back["title"]) == words(one.csl["title"])
        assert words(back.get("note", "")) == words(one.csl.get("note", "")), one.csl["id"]
        (record,) = rispy.loads(one.ris)
        assert record["id"] == one.csl["id"]
        assert (record["title"], record["publisher"], record["urls"]) == (
            one.csl["title"],
            one.csl["publisher"],
            [one.permalink],
        )
        assert [{"literal": name} for name in record.get("authors", [])] == one.csl.get("author", [])
        assert record.get("notes", [""]) == [one.csl.get("note", "")]
        assert record["language"] == one.csl["language"]
        kinds = {"RPRT": "report", "ELEC": "webpage", "DATA": "dataset"}
        assert kinds[record["type_of_reference"]] == one.csl["type"]


def test_downloads_are_the_same_records(cited: Citations) -> None:
    one = cited.of("ar", "msg-cyber-tier")
    opened = {}
    for file in one.downloads:
        with urlopen(file.href) as answer:  # noqa: S310 (a data: address)
            assert answer.headers.get_content_charset() == "utf-8"
            opened[file.file] = (answer.headers.get_content_type(), answer.read().decode())
    assert opened["msg-cyber-tier.bib"] == ("application/x-bibtex", one.bibtex)
    assert opened["msg-cyber-tier.ris"] == ("application/x-research-info-systems", one.ris)
    kind, text = opened["msg-cyber-tier.json"]
    assert kind == "application/vnd.citationstyles.csl+json"
    assert json.loads(text) == [one.csl]


def test_pandoc_that_cannot_run_stops_with_a_message(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "convert_text", missing)
    with pytest.raises(CitationError, match="pandoc could not write citations as html: No pandoc was found"):
        citations(make_site()).of("en", "msg-one")


def test_a_citation_that_pandoc_leaves_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypandoc, "convert_text", lambda *_, **__: "")
    item = Item("gone", "webpage", "Title", "Site", parse_date("2024-09-12"), "en")
    with pytest.raises(CitationError, match="no citation of gone; it wrote 0 others"):
        bibtex([item], "; ")


SCRIPTS = "äé đươ жщ اهم مرحبا 预防 日本 ไทย ລາວ ខ្មែរ 한국 😀🇻🇳"
ODD = " &{}%#_^~\\$'\"!?()[]:;,./@+=<>"
TITLES = st.text(st.sampled_from(string.ascii_letters + string.digits + SCRIPTS + ODD), min_size=1)
"""All but the vertical bar: pandoc writes it as ``\\textbar``, but does not read that."""


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Items with odd titles, of all kinds and in several languages."""
    made = []
    for place, raw in enumerate(draw(st.lists(TITLES, min_size=1, max_size=8))):
        title = " ".join(unicodedata.normalize("NFC", raw).split()) or "x"
        language = draw(st.sampled_from(["en-GB", "vi", "ar", "zh-Hans"]))
        kind: Kind = draw(st.sampled_from(get_args(Kind)))
        day = parse_date(draw(st.dates(min_value=parse_date("1945-01-01").start.day)).isoformat())
        made.append(Item(f"item-{place}", kind, title, "Site & Co", day, language, "https://example.org/a/#b", title))
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items())
def test_odd_titles_survive(listed: list[Item]) -> None:
    entries = bibtex(listed, "; ")
    for item, back in zip(listed, bibtex_read("\n".join(entries.values())), strict=True):
        assert words(back["title"]) == words(item.title)
        assert words(back["author"]) == words([{"literal": item.author}])
        (record,) = rispy.loads(ris(item, "; "))
        assert record["title"] == item.title
    shown = formatted(listed, "en-GB", MARKS, lambda when: when.text)
    for item in listed:
        element = html.fragment_fromstring(str(shown[item.id]), create_parent="div")
        assert {str(one.tag) for one in element.iter()} <= {"div", "span", "a"}
        letters = "".join(filter(str.isalnum, item.title))
        assert letters in "".join(filter(str.isalnum, element.text_content()))


def test_numbers_of_a_figure_are_written_for_the_language(make_site: MakeSite) -> None:
    root = make_site({"docs/data/figures/all.yml": FIGURES.replace("value: 99.74", "value: 60700.5")})
    made = citations(root)
    assert Decimal("60700.5") == load(root)[0].figures["score"].record.value
    assert ("60.700,5" in made.of("vi", "score").text, "60,700.5" in made.of("en", "score").text) == (True, True)


def test_a_reviewed_or_original_text_has_no_note(make_site: MakeSite) -> None:
    drafted = page("About", "{{ block: labels }}\n\n{{ block: contact }}", translated=True)
    changes = {"docs/en/about.md": drafted.replace("machine-draft", "draft")}
    made = citations(make_site(changes))
    assert "note" not in made.of("vi", "about.md").csl
    assert made.of("en", "about.md").csl["note"] == "translation not reviewed by a second person"
    assert made.of("en", "verify.md").csl["note"] == "machine translation, not reviewed by a person"
