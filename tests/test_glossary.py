"""The glossary as a termbase, and its terms in pages."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from translate.storage.tbx import tbxfile

from scripts.cli import run
from scripts.content.languages import Language
from scripts.content.library import load
from scripts.content.records import Term, TermForm
from scripts.outputs.termbase import csv_table, tbx
from scripts.render.pageview import PageView
from scripts.render.terms import MOST, mark_terms
from tests.site import ROOT, TOPIC_BODY, page, write_site

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY, _ = load(ROOT)
TOOLKIT: Any = tbxfile
"""The reader that translators' tools use; it has no types."""

GLOSSARY = """\
labour:
  forms:
    vi: {term: lao động trẻ em, source: letter, accepted: [trẻ em phải lao động], forbidden: [lao động nhí]}
    en: {term: child labour, source: report, abbreviation: CL, accepted: [child work], forbidden: [kid work, kid jobs]}
child:
  forms:
    vi: {term: trẻ em, source: letter}
    en: {term: child, source: report}
rate:
  forms:
    vi: {term: "=tỷ lệ", source: other}
    en: {term: "-rate", source: other}
"""
DEFINITIONS = "labour: Work < 18 & harmful.\nchild: A young person.\nrate: '@home, a share'\n"

TO_KNOW = """\
## Child labour to know {#what-to-know}

[Child labour](../verify.md) is a link, `child labour` is code, “child labour” is quoted.

> Child labour as others say.

| child labour | b |
|---|---|
| {{ rate \\| value }} | child |

!!! note "On child labour"
    In this note nothing is named.

Many forms of **child
labour** exist, {{ rate }} of it; child labour is one; the Law on the Child names a child\\*, not childhood.

- A child labour again.
"""

MODEL = """\
<!ELEMENT martif (martifHeader, text)> <!ATTLIST martif type CDATA #REQUIRED xml:lang CDATA #REQUIRED>
<!ELEMENT martifHeader (fileDesc, encodingDesc)>
<!ELEMENT fileDesc (titleStmt, publicationStmt, sourceDesc)>
<!ELEMENT titleStmt (title)> <!ELEMENT title (#PCDATA)>
<!ELEMENT publicationStmt (p)> <!ELEMENT sourceDesc (p)> <!ELEMENT encodingDesc (p)>
<!ELEMENT p (#PCDATA)> <!ATTLIST p type (XCSURI) #IMPLIED>
<!ELEMENT text (body)> <!ELEMENT body (termEntry+)>
<!ELEMENT termEntry (langSet+)> <!ATTLIST termEntry id ID #REQUIRED>
<!ELEMENT langSet (descrip?, tig+)> <!ATTLIST langSet xml:lang CDATA #REQUIRED>
<!ELEMENT descrip (#PCDATA)> <!ATTLIST descrip type (definition) #REQUIRED>
<!ELEMENT tig (term, termNote+, (admin, xref?)?)>
<!ELEMENT term (#PCDATA)>
<!ELEMENT termNote (#PCDATA)> <!ATTLIST termNote type (termType|administrativeStatus) #REQUIRED>
<!ELEMENT admin (#PCDATA)> <!ATTLIST admin type (source) #REQUIRED xml:lang CDATA #REQUIRED>
<!ELEMENT xref (#PCDATA)> <!ATTLIST xref type (externalCrossReference) #REQUIRED target CDATA #REQUIRED>
"""
"""The part of TBX-Basic's structure that a termbase of this site uses."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with three terms, built."""
    to_know = TOPIC_BODY[TOPIC_BODY.index("## To know") : TOPIC_BODY.index("## Timeline")]
    body = TOPIC_BODY.replace(to_know, TO_KNOW + "\n")
    folder = write_site(
        tmp_path_factory.mktemp("glossary"),
        {
            "docs/data/glossary.yml": GLOSSARY,
            "docs/vi/glossary.yml": DEFINITIONS,
            "docs/en/glossary.yml": "labour: Work < 18 & harmful.\n",
            "docs/vi/2024-09/topic.md": page("Topic", body),
            "docs/en/2024-09/topic.md": page("Topic", body, translated=True),
            "docs/en/about.md": page(
                "About", "Child labour.\n\n{{ block: labels }}\n\n{{ block: contact }}", translated=True
            ),
        },
    )
    assert run(["build", "--root", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def topic(root: Path) -> html.HtmlElement:
    """The English topic page of that site."""
    return read(root / "site/en/2024-09/topic/index.html")


def read(path: Path) -> html.HtmlElement:
    """A built page."""
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


# TBX


def test_the_termbase_is_sound_xml_of_its_dialect(root: Path) -> None:
    model = etree.DTD(io.StringIO(MODEL))
    for site in (root, ROOT):
        tree = etree.fromstring(tbx(load(site)[0]))
        assert model.validate(tree), model.error_log
        assert tree.get("type") == "TBX-Basic"


def test_translation_tools_find_every_term_in_every_language() -> None:
    store = TOOLKIT.parsestring(tbx(LIBRARY))
    found = {
        (unit.getid(), language.get("{http://www.w3.org/XML/1998/namespace}lang"))
        for unit in store.units
        for language in unit.getlanguageNodes()
    }
    assert found == {(f"term-{key}", code) for key, term in LIBRARY.terms.items() for code in term.forms}
    assert len(store.units) > 50


def test_translation_tools_read_forms_status_and_definition(root: Path) -> None:
    store = TOOLKIT.parsestring((root / "site/glossary/glossary.tbx").read_bytes(), "vi", "en")
    unit = store.units[0]
    assert [(term.text, term.administrative_status) for term in unit.get_target_terms()] == [
        ("child labour", "preferredTerm-admn-sts"),
        ("CL", "admittedTerm-admn-sts"),
        ("child work", "admittedTerm-admn-sts"),
        ("kid work", "deprecatedTerm-admn-sts"),
        ("kid jobs", "deprecatedTerm-admn-sts"),
    ]
    assert [term.deprecated for term in unit.get_source_terms()] == [False, False, True]
    assert "Work < 18 & harmful." in unit.getnotes("definition")


def test_a_form_names_its_source_and_the_language_of_that(root: Path) -> None:
    tree: Any = etree.parse(str(root / "site/glossary/glossary.tbx"))
    english = tree.xpath("//langSet[@xml:lang='en']/tig[term='child labour']")[0]
    assert english.findtext("admin") == "Test Union: Test Report, T/1, 2024-09-12"
    assert english.xpath("admin/@xml:lang") == ["en"]
    assert english.xpath("xref/@target") == ["https://example.org/report"]
    assert tree.xpath("//tig[term='CL']/termNote[@type='termType']/text()") == ["abbreviation"]


def test_the_same_content_gives_the_same_bytes() -> None:
    again, _ = load(ROOT)
    assert tbx(again) == tbx(LIBRARY)
    assert csv_table(again) == csv_table(LIBRARY)


# CSV


def test_the_table_has_a_row_for_each_term_and_opens_in_excel(root: Path) -> None:
    data = (root / "site/glossary/glossary.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == ["labour", "child", "rate"]
    labour = rows[0]
    assert (labour["vi_term"], labour["vi_accepted"]) == ("lao động trẻ em", "trẻ em phải lao động")
    assert (labour["en_abbreviation"], labour["en_forbidden"]) == ("CL", "kid work | kid jobs")
    assert (labour["vi_source"], labour["vi_source_language"], labour["vi_source_url"]) == (
        "Cục Thử nghiệm: Thư thử, 2024-09",
        "vi",
        "",
    )
    assert labour["en_source_url"] == "https://example.org/report"


def test_no_cell_is_taken_for_a_formula(root: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_table(load(root)[0]), newline="")))
    assert rows[2]["vi_term"] == "'=tỷ lệ"
    assert rows[2]["en_term"] == "'-rate"
    assert rows[2]["vi_definition"] == "'@home, a share"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=3, max_size=3))
def test_any_text_comes_back_whole_and_harmless(texts: list[str]) -> None:
    term, accepted, forbidden = texts
    source = next(iter(LIBRARY.sources))
    form = TermForm(term, source, accepted=(accepted,), forbidden=(forbidden,))
    library = replace(LIBRARY, terms={"any": Term({"vi": form})})
    row = next(csv.DictReader(io.StringIO(csv_table(library), newline="")))
    for column, text in (("vi_term", term), ("vi_accepted", accepted), ("vi_forbidden", forbidden)):
        assert row[column] in {text, f"'{text}"}
        assert row[column][0] not in "=+-@\t\r\n"


# Downloads


@pytest.mark.parametrize(("folder", "way"), [("", ""), ("en/", "../../glossary/")])
def test_the_glossary_offers_both_files(root: Path, folder: str, way: str) -> None:
    links = read(root / f"site/{folder}glossary/index.html").xpath("//a[@download]")
    assert [link.get("href") for link in links] == [f"{way}glossary.tbx", f"{way}glossary.csv"]
    assert ["TBX" in links[0].text_content(), "CSV" in links[1].text_content()] == [True, True]


# Terms in pages


def opened(tree: html.HtmlElement) -> list[str]:
    """The definitions that a page's terms open, by keyboard, in order."""
    return [str(one) for one in tree.xpath("//button[@popovertarget][not(@tabindex)]/@popovertarget")]


def test_only_the_first_of_a_term_is_marked(topic: html.HtmlElement) -> None:
    assert opened(topic) == ["tip-labour", "tip-child"]
    assert [" ".join(one.text_content().split()) for one in topic.xpath("//*[@class='term']")] == [
        "child labour",
        "child",
    ]


def test_headings_links_quotations_code_and_tables_are_left_alone(topic: html.HtmlElement) -> None:
    outside = "ancestor::h2 or ancestor::a or ancestor::blockquote or ancestor::code or ancestor::table"
    assert topic.xpath(f"//*[@class='term'][{outside}]") == []
    assert topic.xpath("//*[@class='term']/ancestor::*[contains(@class, 'admonition')]") == []


def test_a_name_with_a_capital_and_a_longer_word_are_no_term(topic: html.HtmlElement) -> None:
    mark = topic.xpath("//*[@class='term'][.='child']")[0]
    assert mark.getprevious() is not None
    assert str(mark.tail).startswith("*, not childhood")


def test_a_paragraph_keeps_its_words(topic: html.HtmlElement) -> None:
    paragraph = topic.xpath("//p[*//*[@class='term'] or *[@class='term']]")[0]
    text = " ".join(paragraph.text_content().split())
    assert text.startswith("Many forms of child labour exist, 5.4%")
    assert text.endswith("child labour is one; the Law on the Child names a child*, not childhood.")


def test_a_definition_leads_to_the_glossary_in_the_page_s_language(topic: html.HtmlElement) -> None:
    tips = topic.xpath("//*[@popover]")
    assert [tip.get("id") for tip in tips] == ["tip-labour", "tip-child"]
    assert " ".join(tips[0].text_content().split()) == "Child labour (CL): Work < 18 & harmful. en glossary.md"
    assert tips[0].xpath(".//a/@href") == ["../../glossary/#term-labour"]
    assert tips[1].xpath(".//bdi/@lang") == ["vi"]


def test_other_pages_have_no_marked_terms(root: Path) -> None:
    for name in ("about", "glossary", "figures", "sources"):
        assert opened(read(root / f"site/en/{name}/index.html")) == []


def test_a_comparison_shows_the_words_only(root: Path) -> None:
    text = read(root / "site/en/2024-09/topic/compare/index.html").text_content()
    assert "Many forms of child" in text
    assert "What it means" not in text
    assert "harmful" not in text


def marked(code: str, text: str, *forms: TermForm) -> list[str]:
    """What is marked in a paragraph of `text` where `forms` are the terms; the text must stay as it was."""
    language = Language(code, code, code, "ltr", is_source=False, interface="en")
    languages = (*(one for one in LIBRARY.languages if one.code != code), language)
    terms = {f"term-{number}": Term({code: form}) for number, form in enumerate(forms)}
    library = replace(LIBRARY, languages=languages, terms=terms)
    view = PageView(library, language, language, LIBRARY.pages["en", "verify.md"], ROOT / "overrides/components")
    tree = ElementTree.Element("div")
    paragraph = ElementTree.SubElement(tree, "p")
    paragraph.text = text
    mark_terms(tree, view)
    assert "".join(tree.itertext()) == text
    return ["".join(one.itertext()) for one in tree.iterfind(".//span[@class='term']")]


def form(term: str, abbreviation: str | None = None, accepted: tuple[str, ...] = ()) -> TermForm:
    """A term with some source."""
    return TermForm(term, "letter-2024-09", abbreviation=abbreviation, accepted=accepted)


@pytest.mark.parametrize(
    ("code", "term", "text", "found"),
    [
        ("en", "child", "A child plays.", ["child"]),
        ("en", "child", "Child by child.", ["Child"]),
        ("en", "child", "In childhood, the Child plays.", []),
        ("en", "fact check", "A fact\ncheck", ["fact\ncheck"]),
        ("en", "cafe", "The cafe\u0301", []),
        ("en", "child", "“A child”, he says, “and a child", ["child"]),
        ("vi", "trẻ em", "Theo Luật Trẻ em, trẻ em là", ["trẻ em"]),
        ("fr", "pilier", "«\u00a0un pilier\u00a0» puis l’autre pilier", ["pilier"]),
        ("ru", "детский труд", "Детский труд сократился", ["Детский труд"]),
        ("ar", "عمل الأطفال", "مكافحة عمل الأطفال", ["عمل الأطفال"]),
        ("zh", "童工", "减少童工现象", ["童工"]),
        ("ja", "児童労働", "児童労働をなくす", ["児童労働"]),
        ("th", "แรงงานเด็ก", "ปัญหาแรงงานเด็กลดลง", ["แรงงานเด็ก"]),
        ("lo", "ແຮງງານເດັກ", "ບັນຫາແຮງງານເດັກຫຼຸດລົງ", ["ແຮງງານເດັກ"]),
        ("km", "ពលកម្មកុមារ", "បញ្ហាពលកម្មកុមារថយចុះ", ["ពលកម្មកុមារ"]),
        ("th", "กา", "กาํ", []),
        ("ko", "아동노동", "아동노동은 줄었다", ["아동노동"]),
    ],
)
def test_a_term_is_found_as_its_language_writes_it(code: str, term: str, text: str, found: list[str]) -> None:
    assert marked(code, text, form(term)) == found


def test_capitals_count_in_an_abbreviation_only() -> None:
    term = form("World Health Organization", abbreviation="WHO")
    assert marked("en", "Those who know the WHO", term) == ["WHO"]
    assert marked("en", "The world health organization", form("world health organization")) == [
        "world health organization"
    ]
    assert marked("en", "WORLD HEALTH ORGANIZATION", term) == ["WORLD HEALTH ORGANIZATION"]


def test_a_longer_term_wins_and_hides_the_shorter_inside_it() -> None:
    short, long = form("trẻ em"), form("lao động trẻ em")
    assert marked("vi", "Giảm lao động trẻ em, lao động trẻ em.", short, long) == ["lao động trẻ em"]
    assert marked("vi", "Giảm lao động trẻ em; trẻ em đi học.", short, long) == ["lao động trẻ em", "trẻ em"]


def test_forms_other_than_the_term_are_not_marked() -> None:
    term = TermForm("child labour", "letter-2024-09", accepted=("child work",), forbidden=("kid work",))
    assert marked("en", "More kid work, then child work, then child labour", term) == ["child labour"]


def test_no_page_is_crowded(real_site: Path) -> None:
    for path in real_site.rglob("index.html"):
        terms = opened(read(path))
        assert len(terms) <= MOST
        assert len(set(terms)) == len(terms), path


@given(st.text(st.sampled_from("child labour Child-“”.,\n"), max_size=60))
def test_marking_changes_no_text(text: str) -> None:
    assert len(marked("en", text, form("child labour"), form("child"))) <= 2
