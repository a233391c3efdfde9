"""JSON-LD of pages and records: valid by schema.org's own vocabulary, and saying what the records say."""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from scripts.cite.jsonld import of_page, script
from scripts.cite.jsonld_record import of_figure, of_message
from scripts.cite.nodes import number
from scripts.content.library import load
from scripts.generator import generate
from scripts.render.pageview import PageView
from tests.schemaorg import SCHEMA, faults, read
from tests.site import FIGURES, ROOT, page, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

    from scripts.content.library import Library
    from tests.conftest import MakeSite

ADDRESS = "https://example.org/under/"
COMPONENTS = ROOT / "overrides" / "components"
TITLE = 'A "title" </script><b> & <!-- x'


@pytest.fixture(scope="module")
def real() -> Library:
    """The real content."""
    return load(ROOT)[0]


@pytest.fixture(scope="module", params=["", ADDRESS])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The small site, with and without an address of its own; one page is in Vietnamese only."""
    odd = page(f"'{TITLE}'", "Text.").replace(f"# '{TITLE}'", "# Title")
    root = write_site(tmp_path_factory.mktemp("linked"), {"docs/vi/verify.md": odd, "docs/en/verify.md": None})
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace('site_url: ""', f'site_url: "{request.param}"')
    config.write_text(text, encoding="utf-8")
    generate(config, root / "site")
    return request.param, root / "site"


def view(library: Library, code: str, name: str) -> PageView:
    """The view of a page's own text."""
    language = library.language(code)
    return PageView(library, language, language, library.shown(code, name), COMPONENTS)


def scripts(path: Path) -> list[str]:
    """The JSON-LD of a built page, as a browser finds it."""
    from lxml import html

    tree: HtmlElement = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return [str(one.text) for one in tree.xpath("//script[@type='application/ld+json']")]


def names(graph: Graph, kind: str) -> set[str]:
    """Names of all things of a class."""
    found = graph.subjects(RDF.type, URIRef(SCHEMA + kind))
    return {str(name) for one in found for name in graph.objects(one, URIRef(SCHEMA + "name"))}


def graph_of(path: Path, root: Path) -> Graph:
    """The statements of a built page, its addresses resolved as if the site lay at `ADDRESS`."""
    (text,) = scripts(path)
    folder = path.parent.relative_to(root).as_posix()
    return read(json.loads(text), ADDRESS + ("" if folder == "." else f"{folder}/"))


def test_every_page_has_one_valid_block(site: tuple[str, Path]) -> None:
    _, root = site
    pages = [path for path in root.rglob("index.html") if "compare" not in path.parts]
    assert len(pages) == 16 + 6  # pages of figures and messages
    for path in pages:
        graph = graph_of(path, root)
        assert faults(graph) == [], path
        assert "ClaimReview" not in str(list(graph.objects(None, RDF.type)))


def test_a_title_cannot_leave_the_script(site: tuple[str, Path]) -> None:
    _, root = site
    for folder in ("verify", "en/verify"):
        assert TITLE in names(graph_of(root / folder / "index.html", root), "WebPage")


def test_translations_point_at_each_other(site: tuple[str, Path]) -> None:
    _, root = site
    english, original = URIRef(f"{ADDRESS}en/2024-09/topic/"), URIRef(f"{ADDRESS}2024-09/topic/")
    translated = graph_of(root / "en/2024-09/topic/index.html", root)
    source = graph_of(root / "2024-09/topic/index.html", root)
    assert (english, URIRef(SCHEMA + "translationOfWork"), original) in translated
    assert (original, URIRef(SCHEMA + "workTranslation"), english) in source
    assert (english, URIRef(SCHEMA + "inLanguage"), Literal("en-GB")) in translated


def test_a_page_shown_in_another_language_is_that_page(site: tuple[str, Path]) -> None:
    _, root = site
    fallback, own = (graph_of(root / folder / "index.html", root) for folder in ("en/verify", "verify"))
    here = URIRef(f"{ADDRESS}verify/")
    for graph in (fallback, own):
        assert (here, URIRef(SCHEMA + "inLanguage"), Literal("vi")) in graph
        assert not list(graph.objects(here, URIRef(SCHEMA + "workTranslation")))


def test_a_topic_is_the_offices_report_with_claims_and_figures(site: tuple[str, Path]) -> None:
    _, root = site
    graph = graph_of(root / "en/2024-09/topic/index.html", root)
    here = URIRef(f"{ADDRESS}en/2024-09/topic/")
    (author,) = graph.objects(here, URIRef(SCHEMA + "author"))
    assert (author, RDF.type, URIRef(SCHEMA + "GovernmentOrganization")) in graph
    assert names(graph, "Claim") == {"One", "Two", "Three"}
    assert names(graph, "Dataset") == {"Score", "Rate", "Toll"}
    rate = URIRef(f"{ADDRESS}id/rate/")
    values = {
        (str(value), tuple(str(one) for one in graph.objects(observed, URIRef(SCHEMA + "subjectOf"))))
        for observed in graph.objects(rate, URIRef(SCHEMA + "mainEntity"))
        for value in graph.objects(observed, URIRef(SCHEMA + "value"))
    }
    assert values == {("5.4", ()), ("5.3", (f"{ADDRESS}sources/#source-other",))}
    assert list(graph.objects(rate, URIRef(SCHEMA + "isBasedOn"))) == [URIRef(f"{ADDRESS}sources/#source-report")]


def test_addresses_are_absolute_or_relative_but_never_invented(site: tuple[str, Path]) -> None:
    site_url, root = site
    for path in (root / "en/2024-09/topic/index.html", root / "index.html"):
        data = json.loads(scripts(path)[0])
        main = data["@graph"][0]
        assert main["@id"].startswith(site_url or ("./", "../"))
        assert site_url or ADDRESS not in json.dumps(data)


def test_what_the_vocabulary_does_not_know_is_found() -> None:
    wrong = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Reprot", "name": "x"},
            {"@type": "Observation", "isBasedOn": "x"},
            {"@type": "Report", "headlin": "x", "author": {"@type": "Place", "name": "x"}},
            {"@type": "ListItem", "position": True},
        ],
    }
    assert [one.partition(" rdflib")[0] for one in faults(read(wrong))] == [
        "author cannot be",
        "isBasedOn is no property of Observation",
        "name is no property of Reprot",
        "no class: Reprot",
        "no property: headlin",
        "position cannot be",
    ]


def test_a_qualifier_is_not_lost(make_site: MakeSite) -> None:
    more = FIGURES.replace("value: 99.74\n", "value: 99.74\n  qualifier: more-than\n").replace("  out_of: 100\n", "")
    library, problems = load(make_site({"docs/data/figures/all.yml": more}))
    assert not problems
    data = json.dumps(of_page(view(library, "en", "2024-09/topic.md"), ADDRESS))
    assert '"description": "more than 99.74 points"' in data


@pytest.mark.parametrize(("value", "expected"), [("99.74", 99.74), ("81500000000000", 81500000000000), ("2.0", 2)])
def test_numbers_are_numbers(value: str, expected: float) -> None:
    assert number(Decimal(value)) == expected
    assert number("13/2023") == "13/2023"


def test_records_have_their_names_in_every_language(real: Library) -> None:
    views = [view(real, language.code, "2024-09/cybersecurity-index.md") for language in real.languages]
    figure = read(of_figure(views, "gci2024-vn-score", ADDRESS))
    here = URIRef(f"{ADDRESS}id/gci2024-vn-score/")
    assert faults(figure) == []
    tags = {one.language for one in figure.objects(here, URIRef(SCHEMA + "name")) if isinstance(one, Literal)}
    assert tags == {one.cldr.replace("_", "-") for one in real.languages}
    edition = real.editions[0]
    topic = real.topics["2024-09/cybersecurity-index"]
    claim = read(of_message(views, edition, topic, "msg-cyber-tier", ""), f"{ADDRESS}id/msg-cyber-tier/")
    assert faults(claim) == []
    appearances = {str(one) for one in claim.objects(None, URIRef(SCHEMA + "appearance"))}
    assert f"{ADDRESS}th/2024-09/cybersecurity-index/" in appearances
    assert len(appearances) == len(real.languages) + 1


def test_every_figure_is_valid_and_has_all_its_values(real: Library) -> None:
    views = [view(real, code, "index.md") for code in ("vi", "en")]
    for one in real.figures.values():
        graph = read(of_figure(views, one.id, ADDRESS))
        assert faults(graph) == [], one.id
        observed = list(graph.objects(URIRef(f"{ADDRESS}id/{one.id}/"), URIRef(SCHEMA + "mainEntity")))
        assert len(observed) == sum(1 + len(reading.conflicts) for reading in one.readings()), one.id


def test_topic_pages_stay_light(real: Library) -> None:
    for language in real.languages:
        for topic in real.topics.values():
            data = script(of_page(view(real, language.code, topic.page), ADDRESS))
            assert len(gzip.compress(data.encode(), mtime=0)) < 4_700, (language.code, topic.slug)
