"""The open data: what the descriptions say is what every file holds, for readers, spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from csvw import CSVW  # type: ignore[import-untyped]  # has no types
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]  # has no types
from lxml import html

from scripts.cli import run
from scripts.content.library import load
from scripts.opendata import dataset as datasets
from scripts.opendata.cells import csv_cell, csv_value, fault, json_value
from scripts.opendata.compatibility import form, is_enough, raised
from scripts.opendata.csvfiles import read, written
from scripts.opendata.dataset import check, dataset
from scripts.opendata.description import Column, Table, Type
from scripts.opendata.figuretables import OBSERVATIONS
from scripts.opendata.nesting import JSON_FILES
from scripts.opendata.plaintext import formatter_of, plain_text
from scripts.opendata.problem import DataError
from scripts.opendata.tables import TABLES
from scripts.opendata.version import VERSION
from scripts.opendata.writing import files, unique, write
from scripts.outputs.spreadsheet import harmless, restored
from scripts.rules import check as check_content
from tests.site import FIGURES, ROOT, TOPIC_BODY, page, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

LIBRARY, _ = load(ROOT)
VERSIONS: dict[str, dict[str, str]] = json.loads((ROOT / "tests/open_data_versions.json").read_text(encoding="utf-8"))
ADDRESS = "https://example.org/under/"
DATA_PAGES = {
    "docs/vi/data.md": page("Dữ liệu", "Văn bản.\n\n{{ block: data-files }}\n\n## Sau {#after}\n\nCuối."),
    "docs/en/data.md": page("Data", "Text.\n\n{{ block: data-files }}", translated=True),
}

# Validity


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the small site."""
    root = write_site(tmp_path_factory.mktemp("small"), DATA_PAGES)
    write(load(root)[0], root / "site", ADDRESS)
    return root / "site/data"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the real content, for a site that does not know its address."""
    site = tmp_path_factory.mktemp("real")
    write(LIBRARY, site)
    return site / "data"


@pytest.fixture(params=["small", "real"])
def folder(request: pytest.FixtureRequest) -> Path:
    """Either."""
    found: Path = request.getfixturevalue(str(request.param))
    return found


def test_the_data_package_is_valid(folder: Path) -> None:
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    rows = {task.name: task.stats.get("rows") for task in report.tasks if task.type == "table"}
    assert rows["figures"] == len((folder / "figures.csv").read_text(encoding="utf-8-sig").splitlines()) - 1
    assert set(rows) == {table.name.replace("_", "-") for table in TABLES}


def test_the_zip_is_a_valid_data_package_too(small: Path) -> None:
    assert Package(str(small / "data.zip")).validate().valid


def test_the_csvw_metadata_is_valid(folder: Path) -> None:
    described = CSVW(str(folder / "csv-metadata.json"), validate=True, strict=False)
    assert described.is_valid, described.warnings
    assert [str(table.url) for table in described.tables] == [table.file for table in TABLES]


def test_the_json_files_are_what_their_schemas_say(folder: Path) -> None:
    for file in JSON_FILES:
        schema = json.loads((folder / file.schema_file).read_bytes())
        Draft202012Validator.check_schema(schema)
        content = json.loads((folder / file.file).read_bytes())
        faults = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(content)
        assert [error.message for error in faults] == [], file.file


def test_a_changed_file_is_found_out(small: Path, tmp_path: Path) -> None:
    for path in small.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = tmp_path / "observations.csv"
    original = changed.read_bytes().replace(b"third-party", b"our-opinion")
    changed.write_bytes(original.replace(b"99.74", b"a lot"))
    messages = " ".join(map(str, Package(str(tmp_path / "datapackage.json")).validate().flatten(["message"])))
    assert "our-opinion" in messages
    assert "a lot" in messages
    changed.write_bytes(original)
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # csvw collects its findings as warnings
        described = CSVW(str(tmp_path / "csv-metadata.json"), validate=True, strict=False)
        with pytest.raises(ValueError, match="invalid lexical value for string: our-opinion"):
            assert not described.is_valid


# What the files hold


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, as any program reads them."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_value_stands_with_unit_date_and_sources(small: Path) -> None:
    score, rate, first, last = table(small, "observations")
    assert (score["value"], score["number"], score["unit"]) == ("99.74", "99.74", "points")
    assert (score["as_of"], score["as_of_start"], score["as_of_end"]) == ("2024-09-12",) * 3
    assert (rate["as_of"], rate["as_of_start"], rate["as_of_end"]) == ("2018", "2018-01-01", "2018-12-31")
    assert (rate["label"], rate["conflicts"]) == ("differs", "1")
    assert score["permalink"] == "https://example.org/under/id/score/"
    assert (first["id"], first["as_of"]) == ("toll.first", "2024-09-08T18:00+07:00")
    assert {row["sources"] for row in (score, rate, first)} == {"report"}
    assert last["sources"] == "other"
    citation = table(small, "observation_sources")[0]
    assert (citation["place_kind"], citation["place"]) == ("page", "7")
    assert [(row["observation"], row["value"], row["source"]) for row in table(small, "conflicts")] == [
        ("rate", "5.3", "other")
    ]


def test_dates_and_symbols_are_no_numbers(real: Path) -> None:
    by_type: dict[str, list[dict[str, str]]] = {}
    for row in table(real, "observations"):
        by_type.setdefault(row["value_type"], []).append(row)
    assert set(by_type) == {"number", "date", "time", "year", "code"}
    assert all(Decimal(row["number"]) == Decimal(row["value"]) for row in by_type.pop("number"))
    assert {row["number"] for rows in by_type.values() for row in rows} == {""}
    assert "86/CĐ-TTg" in {row["value"] for row in by_type["code"]}


def test_every_reading_of_the_site_is_in_the_data(real: Path) -> None:
    shown = [reading for figure in LIBRARY.figures.values() for reading in figure.readings()]
    assert [row["id"] for row in table(real, "observations")] == [reading.ref for reading in shown]
    assert len(table(real, "conflicts")) == sum(len(reading.conflicts) for reading in shown)
    assert {row["permalink"] for row in table(real, "figures")} == {f"id/{key}/" for key in LIBRARY.figures}


def test_a_message_is_quoted_with_its_figures_and_its_issuer(small: Path) -> None:
    texts = {(row["message"], row["language"]): row for row in table(small, "message_texts")}
    one = texts["msg-one", "en"]
    assert one["heading"] == "One"
    assert one["body"] == "The score is 99.74 points out of 100, see below."
    assert one["attribution"] == "Cục Thử nghiệm, Letter of September 2024"
    assert one["permalink"] == "https://example.org/under/id/msg-one/#en"
    assert texts["msg-two", "vi"]["body"] == "It fell to 5,4%."
    assert texts["msg-three", "vi"]["body"].startswith("On 7 tháng 9, 2024 there were 24 người; now 13.")


def test_translations_say_what_they_are(small: Path, real: Path) -> None:
    states = {(row["language"], row["translation"], row["in_step"]) for row in table(small, "message_texts")}
    assert states == {("vi", "source", "in-sync"), ("en", "machine-draft", "unpinned")}
    labels = table(real, "labels")
    assert {row["translation"] for row in labels if row["language"] == "vi"} == {"source"}
    assert {row["translation"] for row in labels if row["language"] != "vi"} == {"machine-draft"}
    figures = json.loads((real / "figures.json").read_bytes())["figures"]
    assert {figure["texts"]["fr"]["translation"] for figure in figures} == {"machine-draft"}


def test_reviewed_and_stale_translations_say_so(make_site: MakeSite) -> None:
    root = make_site()
    at = ["--lang", "en", "--root", str(root)]
    assert run(["translate", "sync", "2024-09/topic", *at]) == 0
    assert run(["translate", "review", "2024-09/topic", *at, "--by", "A reviewer"]) == 0
    original = root / "docs/vi/2024-09/topic.md"
    original.write_text(original.read_text(encoding="utf-8").replace("now {{ number: 13 }}", "now {{ number: 14 }}"))
    rows = dataset(load(root)[0]).rows["message_texts"]
    assert {(row["translation"], row["in_step"]) for row in rows if row["language"] == "en"} == {
        ("reviewed", "stale-figures")
    }


def test_a_message_that_is_translated_in_part_is_no_translation(make_site: MakeSite) -> None:
    body = TOPIC_BODY.replace("It fell to", "{{ untranslated }} It fell to")
    library, _ = load(make_site({"docs/en/2024-09/topic.md": page("Topic", body, translated=True)}))
    rows = dataset(library).rows["message_texts"]
    assert {row["message"] for row in rows if row["language"] == "en"} == {"msg-one", "msg-three"}


def test_json_resolves_sources_and_publishers(small: Path) -> None:
    content = json.loads((small / "figures.json").read_bytes())
    assert (content["version"], content["generated_from"]) == (VERSION, "2024-10-31")
    assert content["licence"]["id"] == "CC-BY-4.0"
    score = content["figures"][0]
    observation = score["observations"][0]
    assert (observation["value"], observation["number"], score["out_of"]) == ("99.74", 99.74, 100)
    source = content["sources"][observation["citations"][0]["source"]]
    assert (source["title"], content["publishers"][source["publisher"]]["name"]) == ("Test Report", "Test Union")
    assert "letter" not in content["sources"], "no figure names it"
    assert content["figures"][1]["observations"][0]["other_values"][0]["value"] == "5.3"
    assert score["texts"]["en"]["name"] == "Score"


def test_every_description_is_there_in_every_language(real: Path) -> None:
    metadata = json.loads((real / "csv-metadata.json").read_bytes())
    codes = [language.code for language in LIBRARY.languages]
    for described in metadata["tables"]:
        for column in (described, *described["tableSchema"]["columns"]):
            assert [text["@language"] for text in column["dc:description"]] == codes


# Plain text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a {{ score | value }} b {{ score | source }}.", "a 99.74 b."),
        ("*a* [b](c.md) `d`\ne", "a b d e"),
        ("#### Title {#some-id}\n\nText {{ source: report | page 3 }}.", "Title\n\nText."),
        ("- a\n- b\n\n1. c\n1. d", "- a\n\n- b\n\n1. c\n\n2. d"),
        ("| a | b |\n|---|---|\n| {{ rate \\| value }} | c |", "a | b\n\n5.4 | c"),
        ("> quoted {{ toll.last }}, {{ toll.last | as-of }}", "quoted 345 people, 23 October 2024"),
        ("{{ block: cards }}\n\n{{ series: toll }}", ""),
    ],
)
def test_plain_text(markdown: str, text: str, make_site: MakeSite) -> None:
    library, _ = load(make_site())
    assert plain_text(markdown, library, formatter_of(library, "en")) == text


# Cells


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**14), max_value=10**14))
def test_a_number_comes_back_with_its_decimals(number: Decimal) -> None:
    column = Column("number", Type.NUMBER)
    cell = csv_cell(column, number)
    assert not cell.startswith("'")
    back = csv_value(column, cell)
    assert isinstance(back, Decimal)
    assert (back, back.as_tuple().exponent) == (number, number.as_tuple().exponent)


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_a_number_in_json_is_the_number(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    try:
        text = json.dumps(json_value(number))
    except DataError as error:
        assert len(str(abs(digits))) > 15, error  # noqa: PT017 (what a double cannot hold is refused)
        return
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == number


def test_a_number_that_json_would_change_is_refused() -> None:
    with pytest.raises(DataError, match="more digits than programs that read JSON keep"):
        json_value(Decimal("0.12345678901234567890"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_harmless_in_a_spreadsheet_and_comes_back_whole(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert restored(cell) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("- item", "'- item"),
        ("-5.4", "-5.4"),
        ("-5.4%", "'-5.4%"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
    ],
)
def test_the_guard_leaves_numbers_alone(text: str, cell: str) -> None:
    column = Column("value", Type.TEXT)
    assert csv_cell(column, text) == cell
    assert csv_value(column, cell) == text


def test_a_formula_in_the_content_is_guarded_in_csv_only(make_site: MakeSite) -> None:
    root = make_site({"docs/en/glossary.yml": 'index: "=HYPERLINK(1)"\n'})
    made = files(load(root)[0])
    assert b",'=HYPERLINK(1)," in made["labels.csv"]
    assert b'"definition": "=HYPERLINK(1)"' in made["terms.json"]


def test_the_csv_files_give_every_row_back() -> None:
    data = dataset(LIBRARY)
    for described in TABLES:
        rows = data.rows[described.name]
        file = written(described, rows)
        assert file.startswith(b"\xef\xbb\xbf")
        assert tuple(read(described, file)) == rows
        assert len(list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))) == len(rows) + 1


# The archive


def test_the_same_content_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    datasets._LAST.clear()
    again, _ = load(write_site(tmp_path, DATA_PAGES))
    write(again, tmp_path / "site", ADDRESS)
    names = sorted(path.name for path in small.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "site/data").iterdir())
    for name in names:
        assert (small / name).read_bytes() == (tmp_path / "site/data" / name).read_bytes(), name


def test_the_zip_holds_everything_and_says_what_it_is(small: Path) -> None:
    with zipfile.ZipFile(small / "data.zip") as archive:
        assert set(archive.namelist()) == {path.name for path in small.iterdir()} - {"data.zip"}
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 10, 31, 0, 0, 0)}
        readme = archive.read("README.txt").decode()
        assert b"CC BY 4.0" in archive.read("LICENSE.txt")
    assert readme.index("Văn bản.") < readme.index("observations.csv") < readme.index("Cuối.")
    assert "figures.csv (Số dòng: 3): mỗi dòng một số liệu" in readme
    assert f"{VERSION}, 2024-10-31. {ADDRESS}data/. CC BY 4.0." in readme


def test_the_readme_is_in_the_languages_that_readers_share(real: Path) -> None:
    vietnamese, english = (real / "README.txt").read_text(encoding="utf-8").split("=" * 100)
    for described in TABLES:
        assert f"{described.file} (Số dòng: " in vietnamese
        assert f"{described.file} (Rows: " in english


# Faults


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(DataError, match=r"two files of the open data are called 'Figures\.csv'"):
        unique([("figures.csv", b""), ("Figures.csv", b"")])
    with pytest.raises(DataError, match=r"called 'index\.html'"):
        unique([("index.html", b"")])


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("number", "5", "'5' is no number of 'number'"),
        ("as_of_start", "2024-9-1", "'2024-9-1' is no date of 'as_of_start'"),
        ("label", "opinion", "'opinion' is none of the values of 'label'"),
        ("unit", None, "is empty, but 'unit' may not be"),
        ("figure", "no-such", "there is no 'no-such' in figures.csv"),
        ("sources", ("report", "no-such"), "there is no 'no-such' in sources.csv"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(column: str, value: Any, message: str, make_site: MakeSite) -> None:  # noqa: ANN401
    rows = {name: list(some) for name, some in dataset(load(make_site())[0]).rows.items()}
    check(rows)
    rows["observations"][0] = rows["observations"][0] | {column: value}
    with pytest.raises(DataError) as caught:
        check(rows)
    assert f"observations.csv, row score: {message}" in str(caught.value)


def test_a_key_that_stands_twice_is_refused(make_site: MakeSite) -> None:
    rows = {name: list(some) for name, some in dataset(load(make_site())[0]).rows.items()}
    rows["terms"] *= 2
    with pytest.raises(DataError, match=r"terms\.csv, row index: this key stands twice"):
        check(rows)


YEAR = FIGURES.replace("value: 99.74\n  unit: points\n  out_of: 100", "value: '199'\n  unit: year")


def test_a_value_that_does_not_fit_its_unit_stops_check_and_data(make_site: MakeSite) -> None:
    root = make_site({"docs/data/figures/all.yml": YEAR})
    library, problems = check_content(root)
    assert [(one.path.name, one.line, one.message) for one in problems] == [
        ("all.yml", 1, "figure 'score': '199' is no year, but its unit is 'year'")
    ]
    with pytest.raises(DataError, match=r"docs/data/figures/all\.yml:1: figure 'score': '199' is no year"):
        dataset(library)


def test_a_missing_label_stops_check_and_data(make_site: MakeSite) -> None:
    strings = {
        f"docs/{code}/strings.yml": (ROOT / f"docs/{code}/strings.yml").read_text(encoding="utf-8").replace(line, "")
        for code, line in (("vi", "\n  points: điểm"), ("en", "\n  points: points"))
    }
    library, problems = check_content(make_site(strings))
    assert [one.message for one in problems] == [
        "the unit 'points' has no name by itself, which tables need (figure 'score')"
    ]
    with pytest.raises(DataError, match="the unit 'points' has no label in the source language 'vi'"):
        dataset(library)


def test_a_missing_description_stops_the_data() -> None:
    texts = LIBRARY.texts["vi"]
    strings = {key: text for key, text in texts.strings.items() if key != "data.columns.unit"}
    library = replace(LIBRARY, texts={**LIBRARY.texts, "vi": replace(texts, strings=strings)})
    with pytest.raises(DataError, match=r"docs/vi/strings\.yml: the string 'data\.columns\.unit' is missing"):
        files(library)


# The promise


def test_the_form_is_that_of_its_version() -> None:
    assert list(VERSIONS)[-1] == VERSION, "add the new version to tests/open_data_versions.json"
    changed = set(VERSIONS[VERSION].items()) ^ set(form().items())
    hint = "raise VERSION and add the new form: python -m tests.open_data_form"
    assert changed == set(), hint


def test_every_version_is_raised_as_promised() -> None:
    known = list(VERSIONS.items())
    for (before, old), (after, new) in pairwise(known):
        assert is_enough(before, after, raised(old, new)), (before, after)


OLD = {"a.csv id": "id always of x", "a.csv kind": "code always of p|q", "a.csv note": "text"}


@pytest.mark.parametrize(
    ("new", "part"),
    [
        (OLD, "patch"),
        (OLD | {"a.csv more": "text"}, "minor"),
        (OLD | {"a.csv kind": "code always of p|q|r"}, "minor"),
        (OLD | {"a.csv note": "text always"}, "minor"),
        (OLD | {"a.csv kind": "code always of p"}, "major"),
        (OLD | {"a.csv kind": "code of p|q"}, "major"),
        (OLD | {"a.csv note": "number"}, "major"),
        ({"a.csv id": OLD["a.csv id"]}, "major"),
    ],
)
def test_what_a_change_raises(new: dict[str, str], part: str) -> None:
    assert raised(OLD, new) == part


@pytest.mark.parametrize(
    ("before", "after", "part", "enough"),
    [
        ("1.0.0", "1.0.1", "patch", True),
        ("1.0.0", "1.0.1", "minor", False),
        ("1.0.0", "1.1.0", "minor", True),
        ("1.0.0", "1.1.0", "major", False),
        ("1.9.9", "2.0.0", "major", True),
        ("1.1.0", "1.0.9", "patch", False),
    ],
)
def test_which_version_may_follow(before: str, after: str, part: Any, *, enough: bool) -> None:  # noqa: ANN401
    assert is_enough(before, after, part) == enough


def test_a_column_that_is_gone_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    thinner = Table("observations", OBSERVATIONS.columns[:-1], OBSERVATIONS.primary_key, OBSERVATIONS.foreign_keys)
    others = tuple(thinner if one is OBSERVATIONS else one for one in TABLES)
    monkeypatch.setattr("scripts.opendata.compatibility.TABLES", others)
    assert raised(VERSIONS[VERSION], form()) == "major"


def test_the_same_column_name_has_one_description() -> None:
    names = {column.name for described in TABLES for column in described.columns}
    described = set(LIBRARY.texts["vi"].under("data.columns"))
    assert names <= described


def test_fault_of_a_fitting_value_is_empty() -> None:
    assert fault(Column("note", Type.TEXT, required=False), None) == ""


# The page


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with its page about the data, published at an address."""
    root = write_site(tmp_path_factory.mktemp("page"), DATA_PAGES)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace('site_url: ""', f"site_url: {ADDRESS}"))
    assert run(["build", "--root", str(root)]) == 0
    return root / "site"


def tree_of(path: Path) -> Any:  # noqa: ANN401 (what lxml's XPath gives depends on the expression)
    """A built page."""
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def test_the_page_lists_files_rows_and_columns(built: Path) -> None:
    for name, way in (("data/index.html", ""), ("en/data/index.html", "../../data/")):
        tree = tree_of(built / name)
        links = tree.xpath("//div[contains(@class, 'data-files')]//a/@href")
        offered = {path.name for path in (built / "data").iterdir()} - {"index.html", "README.txt", "LICENSE.txt"}
        assert {str(link) for link in links} == {f"{way}{one}" for one in offered}
        sizes = tree.xpath("//span[@class='size']/@data-file")
        assert all((built / str(size)).is_file() for size in sizes)
        columns = tree.xpath("//li[@id='data-observations']//dt/code/text()")
        assert columns == [column.name for column in OBSERVATIONS.columns]
    assert "Rows: 4" in tree.xpath("string(//li[@id='data-observations'])")


def test_the_page_describes_the_data_for_catalogues(built: Path) -> None:
    tree = tree_of(built / "en/data/index.html")
    described = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    assert (described["@type"], described["version"]) == ("Dataset", VERSION)
    assert described["url"] == "https://example.org/under/en/data/"
    for download in described["distribution"]:
        assert (built / download["contentUrl"].removeprefix(ADDRESS)).is_file()


def test_without_an_address_nothing_is_invented(real_site: Path) -> None:
    tree = tree_of(real_site / "data/index.html")
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    assert "DataDownload" not in data
    assert "homepage" not in json.loads((real_site / "data/datapackage.json").read_bytes())
    assert [link for link in tree.xpath("//nav[@class='side-nav']//a/@href") if link == "./"] == ["./"]


def test_data_that_do_not_fit_stop_the_build_before_anything_is_written(
    make_site: MakeSite, capfd: pytest.CaptureFixture[str]
) -> None:
    number = "0.12345678901234567890"
    root = make_site({"docs/data/figures/all.yml": FIGURES.replace("99.74", number)})
    assert run(["build", "--root", str(root)]) == 1
    assert f"the number {number} has more digits" in "".join(capfd.readouterr())
    assert not (root / "site").exists()
