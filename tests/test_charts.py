"""Charts: what is refused, what is drawn, and what the files say of themselves."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker
from lxml import etree, html
from PIL import Image

from scripts.charts.compact import SVG
from scripts.charts.drawing import inline_svg
from scripts.charts.measure import width, wrap
from scripts.charts.picture import LIGHT
from scripts.charts.plotting import plot
from scripts.charts.scale import scale_for
from scripts.charts.vega import _svg
from scripts.cli import run
from scripts.content.library import load
from scripts.outputs import charting
from scripts.render.texts import ShownTexts
from tests.site import FIGURES, ROOT, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

Changes = dict[str, str | bytes | None]

RECORDS = "docs/data/charts/all.yml"
TEXTS = "docs/vi/charts/all.yml"
ABOUT = "docs/vi/about.md"

SCORES = "bars:\n  topic: 2024-09/topic\n  kind: bars\n  rows: [score]\n"
TOLL = "toll-chart:\n  topic: 2024-09/topic\n  kind: dots\n  series: [toll]\n"
SCORES_TEXT = "bars: {title: Scores, description: One bar., rows: {score: Land}}\n"
TOLL_TEXT = "toll-chart: {title: Toll, description: Two dots.}\n"


def site(record: str, texts: str, shown: str, figures: str = FIGURES) -> Changes:
    """Changes that put a chart on the about page."""
    return {
        RECORDS: record,
        TEXTS: texts,
        ABOUT: page("vi about.md", f"{{{{ chart: {shown} }}}}"),
        "docs/data/figures/all.yml": figures,
    }


NOT_COMPARABLE = FIGURES.replace("  unit: people\n", "  unit: people\n  comparable: false\n")
LONG = "A name that goes on and on, and on again, so that no reader of a phone would ever come to its end. " * 4
CASES: dict[str, tuple[Changes, str, str]] = {
    "unknown figure": (
        site(SCORES.replace("[score]", "[scores]"), "bars: {title: A, description: B.}\n", "bars"),
        f"{RECORDS}:1",
        "chart 'bars': there is no figure 'scores'",
    ),
    "unknown series": (
        site(TOLL.replace("[toll]", "[tolls]"), TOLL_TEXT, "toll-chart"),
        f"{RECORDS}:1",
        "chart 'toll-chart': there is no figure 'tolls'",
    ),
    "single value as a series": (
        site(TOLL.replace("[toll]", "[rate]"), TOLL_TEXT, "toll-chart"),
        f"{RECORDS}:1",
        "the figure 'rate' is no series",
    ),
    "rows and series": (
        site(f"{SCORES}  series: [toll]\n", SCORES_TEXT, "bars"),
        f"{RECORDS}:1",
        "it needs either 'rows:' or 'series:'",
    ),
    "mixed units": (
        site(SCORES.replace("[score]", "[score, rate]"), SCORES_TEXT, "bars"),
        f"{RECORDS}:1",
        "its figures have different units: percent, points out of 100",
    ),
    "no texts": (site(SCORES, "", "bars"), f"{RECORDS}:1", "chart 'bars': it has no texts in 'vi'"),
    "texts of no chart": (
        site(SCORES, f"{SCORES_TEXT}bar: {{title: A, description: B.}}\n", "bars"),
        f"{TEXTS}:2",
        "these texts belong to no chart: 'bar'",
    ),
    "label of nothing": (
        site(SCORES, SCORES_TEXT.replace("score: Land", "toll: Land"), "bars"),
        f"{TEXTS}:1",
        "chart 'bars' has nothing called 'toll'",
    ),
    "used nowhere": (
        {**site(SCORES, SCORES_TEXT, "bars"), ABOUT: page("vi about.md", "Text.")},
        f"{RECORDS}:1",
        "chart 'bars': it is shown on no page",
    ),
    "unknown chart": (site(SCORES, SCORES_TEXT, "bar"), f"{ABOUT}:9", "there is no chart 'bar'"),
    "twice on a page": (
        {**site(SCORES, SCORES_TEXT, "bars"), ABOUT: page("vi about.md", "{{ chart: bars }}\n\n{{ chart: bars }}")},
        f"{ABOUT}:9",
        "the chart 'bars' stands twice on this page",
    ),
    "inside a paragraph": (
        {**site(SCORES, SCORES_TEXT, "bars"), ABOUT: page("vi about.md", "See {{ chart: bars }}")},
        f"{ABOUT}:9",
        "{{ chart: bars }} stands inside a paragraph",
    ),
    "no number": (
        site(
            SCORES, SCORES_TEXT, "bars",
            FIGURES.replace("  value: 99.74\n  unit: points\n  out_of: 100\n", "  value: A/1\n  unit: code\n"),
        ),
        f"{RECORDS}:1",
        "the value of 'score' is no number",
    ),
    "below nought": (
        site(SCORES, SCORES_TEXT, "bars", FIGURES.replace("value: 99.74", "value: -1")),
        f"{RECORDS}:1",
        "the value of 'score' is below nought",
    ),
    "above the highest possible value": (
        site(SCORES, SCORES_TEXT, "bars", FIGURES.replace("out_of: 100", "out_of: 90")),
        f"{RECORDS}:1",
        "the value of 'score' is above its 'out_of'",
    ),
    "line through what is not comparable": (
        site(TOLL.replace("dots", "line"), TOLL_TEXT, "toll-chart", NOT_COMPARABLE),
        f"{RECORDS}:1",
        "a line would join the values of 'toll', which are not comparable",
    ),
    "line through different figures": (
        site(SCORES.replace("kind: bars", "kind: line"), SCORES_TEXT, "bars"),
        f"{RECORDS}:1",
        "a line would join values of different figures",
    ),
    "label without room": (
        site(SCORES, SCORES_TEXT.replace("score: Land", f'score: "{LONG}"'), "bars"),
        f"{TEXTS}:1",
        "chart 'bars' in 'vi': the label 'A name that goes on",
    ),
    "word without room": (
        site(SCORES, SCORES_TEXT.replace("Land", "Y" * 60), "bars"),
        f"{TEXTS}:1",
        "is too long for its place",
    ),
    "highlight of no row": (
        site(f"{SCORES}  highlight: toll\n", SCORES_TEXT, "bars"),
        f"{RECORDS}:1",
        "'toll' is highlighted, but is none of its rows",
    ),
    "value in a chart": (
        site(f"{SCORES}  values: [1]\n", SCORES_TEXT, "bars"),
        f"{RECORDS}:5",
        "'values' is not a field",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_fault_is_refused_with_its_place(name: str, make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    changes, place, message = CASES[name]
    assert run(["check", "--root", str(make_site(changes))]) == 1
    told = capsys.readouterr().out
    assert any(line.startswith(f"{place}:") and message in line for line in told.split("\n")), told


def test_sound_charts_are_accepted(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    changes = site(SCORES + TOLL, SCORES_TEXT + TOLL_TEXT, "bars")
    changes[ABOUT] = page("vi about.md", "{{ chart: bars }}\n\n{{ chart: toll-chart }}")
    assert run(["check", "--root", str(make_site(changes))]) == 0, capsys.readouterr().out


def test_chart_on_a_page(make_site: MakeSite) -> None:
    rate = "bars:\n  topic: 2024-09/topic\n  kind: bars\n  rows: [rate]\n"
    root = make_site(
        site(rate, "bars: {title: Tỷ lệ, description: Một thanh., note: Lưu ý này., rows: {rate: Trẻ}}\n", "bars")
    )
    assert run(["build", "--root", str(root)]) == 0
    built = root / "site/about/index.html"
    tree = html.fromstring(built.read_text(encoding="utf-8"))
    by_id = {one.get("id"): one for one in tree.iter() if one.get("id")}
    figure = by_id["chart-bars"]
    assert figure.get("data-chart") == "bars"
    picture = next(one for one in figure.iter("svg") if one.get("role") == "img")
    names = [by_id[one].text for one in (picture.get("aria-labelledby") or "").split()]
    assert names == ["Tỷ lệ", "Một thanh."]
    drawn = [text.text for text in picture.iter("text")]
    assert "5,4% (5,3%)" in drawn
    assert len(list(picture.iter("circle"))) == 2  # the other source's value, and its mark in the legend
    row = "".join(map(str, next(next(figure.iter("tbody")).iter("tr")).itertext()))
    for said in ("Trẻ", "5,4%", "5,3%", "Test Union", "2018"):
        assert said in row
    links = [link.get("href") or "" for link in figure.iter("a") if link.get("download")]
    assert links == [f"../charts/bars/vi.{kind}" for kind in ("svg", "png", "csv")]
    assert all((built.parent / link).resolve().is_file() for link in links)
    # A page without a translation shows the chart with the texts that there are.
    other = html.fromstring((root / "site/en/about/index.html").read_text(encoding="utf-8"))
    assert list(other.iter("figure")) == []
    assert (root / "site/charts/bars/en.svg").is_file()


def test_texts_of_another_language_say_so(make_site: MakeSite) -> None:
    changes = site(SCORES, SCORES_TEXT, "bars")
    changes["docs/en/about.md"] = page("en about.md", "{{ chart: bars }}", translated=True)
    library, problems = load(make_site(changes))
    assert problems == []
    drawn = inline_svg(
        ShownTexts(library, library.language("en")), plot(ShownTexts(library, library.language("en")), "bars")
    )
    title = etree.fromstring(drawn).find(f"{{{SVG}}}title")
    assert title is not None
    assert title.get("lang") == "vi"


# The real charts

LIBRARY, _ = load(ROOT)
EVERY = [(code.code, chart) for code in LIBRARY.languages for chart in LIBRARY.charts]


def words(code: str) -> ShownTexts:
    return ShownTexts(LIBRARY, LIBRARY.language(code))


@pytest.mark.parametrize(("code", "chart"), EVERY)
def test_picture_of_a_page_is_small_and_says_every_value(code: str, chart: str) -> None:
    voice = words(code)
    shown = plot(voice, chart)
    picture = inline_svg(voice, shown)
    assert len(picture.encode()) < 20_000
    said = {text.strip("\u2067\u2069") for text in re.findall(r"<text[^>]*>([^<]*)", picture)}
    for panel in shown.panels:
        for mark in panel.marks:
            assert mark.text in said


def test_nothing_is_joined_that_is_not_comparable() -> None:
    for chart, record in LIBRARY.charts.items():
        figures = [LIBRARY.figures[one] for one in record.series]
        lines = [
            path for path in etree.fromstring(inline_svg(words("en"), plot(words("en"), chart))).iter(f"{{{SVG}}}path")
            if "L" in path.get("d", "") and "Z" not in path.get("d", "")
        ]  # fmt: skip
        assert bool(lines) == (record.kind == "line")
        assert record.kind != "line" or all(figure.record.comparable for figure in figures)


def test_light_colours_of_files_are_those_of_the_site() -> None:
    sheet = (ROOT / "docs/assets/stylesheets/tokens.css").read_text(encoding="utf-8")
    light = sheet.partition("@media")[0]
    assert {name: re.search(rf"{name}: (#\w+);", light)[1] for name in LIGHT} == LIGHT  # type: ignore[index]


@pytest.mark.parametrize("scheme", [0, 1])
def test_colours_stand_out_from_the_ground(scheme: int) -> None:
    sheet = (ROOT / "docs/assets/stylesheets/tokens.css").read_text(encoding="utf-8")
    part = sheet.partition("@media")[2 * scheme]
    colours = {name: re.search(rf"--{name}: (#\w+);", part) for name in ("paper", "chart-1", "chart-2", "chart-3")}
    found = {name: _luminance(match[1]) for name, match in colours.items() if match}
    for name in ("chart-1", "chart-2", "chart-3"):
        assert _contrast(found[name], found["paper"]) >= 3, name
    # Bars that touch are told apart by how dark they are, whatever colours their reader sees.
    assert _contrast(found["chart-1"], found["chart-2"]) >= 1.5


def _contrast(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    full = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of two languages, as a site with an address has them."""
    folder = tmp_path_factory.mktemp("charts")
    for code in ("vi", "ar"):
        charting.write(LIBRARY, LIBRARY.language(code), folder, "https://example.org/under/")
    return folder / "charts"


@pytest.mark.parametrize("code", ["vi", "ar"])
@pytest.mark.parametrize("chart", LIBRARY.charts)
def test_files_carry_their_citation(chart: str, code: str, taken: Path) -> None:
    voice = words(code)
    shown = plot(voice, chart)
    site_name = voice.t("site.name")
    picture = etree.parse(taken / chart / f"{code}.svg").getroot()
    assert picture.findtext(f"{{{SVG}}}title") == shown.text.title
    rights = picture.find(".//{http://purl.org/dc/elements/1.1/}rights")
    assert rights is not None
    assert rights.text == "https://creativecommons.org/licenses/by/4.0/"
    seen = "".join(text.text or "" for text in picture.iter(f"{{{SVG}}}text"))
    assert site_name.replace(" ", "") in re.sub("[\u2067\u2069 ]", "", seen)
    assert "CCBY4.0" in seen.replace(" ", "")
    assert "var(" not in etree.tostring(picture, encoding="unicode")
    with Image.open(taken / chart / f"{code}.png") as image:
        info = dict(image.info)
    assert info["Title"] == shown.text.title
    assert f"https://example.org/under/{voice.language.prefix}{shown.record.topic}/#chart-{chart}" in info["Copyright"]
    table = list(csv.DictReader(io.StringIO((taken / chart / f"{code}.csv").read_bytes().decode("utf-8-sig"))))
    readings = list(shown.readings)
    assert [row["figure"] for row in table if row["given_as"] == "value"] == [reading.ref for reading in readings]
    assert [Decimal(row["value"]) for row in table if row["given_as"] == "value"] == [one.value for one in readings]
    assert all(row["source"] and row["definition"] and row["licence"] for row in table)
    assert sum(row["given_as"] == "other" for row in table) == sum(len(one.conflicts) for one in readings)


@pytest.mark.parametrize("code", ["vi", "ar"])
def test_pixels_show_the_picture(code: str, taken: Path) -> None:
    for chart in LIBRARY.charts:
        root = etree.parse(taken / chart / f"{code}.svg").getroot()
        with Image.open(taken / chart / f"{code}.png") as image:
            assert image.width == pytest.approx(float(root.get("width", 0)) * 2.5, abs=1)
            assert image.height == pytest.approx(float(root.get("height", 0)) * 2.5, abs=1)
            grey = image.convert("L")
        title = grey.crop((40, 40, image.width - 40, 95))
        assert min(title.tobytes()) < 60, chart  # the words are there


def test_chart_that_cannot_be_drawn_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise ValueError("Vega-Lite to SVG conversion failed")

    monkeypatch.setattr("vl_convert.vegalite_to_svg", refuse)
    monkeypatch.setattr("scripts.charts.vega._svg", _svg.__wrapped__)
    with pytest.raises(charting.ChartError, match="chart 'child-labour-surveys' in 'en': Vega-Lite to SVG"):
        charting.write(LIBRARY, LIBRARY.language("en"), tmp_path)


def test_same_content_gives_the_same_bytes(taken: Path, tmp_path: Path) -> None:
    charting.write(LIBRARY, LIBRARY.language("ar"), tmp_path, "https://example.org/under/")
    for path in sorted(tmp_path.glob("charts/*/*")):
        assert path.read_bytes() == (taken / path.parent.name / path.name).read_bytes(), path.name


# Scales and lines of text

numbers = st.decimals(min_value=0, max_value=10**15, allow_nan=False, allow_infinity=False, places=2)


@given(st.lists(numbers, min_size=1, max_size=12))
def test_scale_begins_at_nought_and_holds_every_value(values: list[Decimal]) -> None:
    scale = scale_for(values)
    assert scale.ticks[0] == 0
    assert scale.ticks[-1] == scale.end >= max(values)
    assert len(scale.ticks) <= 6
    gaps = {later - earlier for earlier, later in pairwise(scale.ticks)}
    assert len(gaps) == 1
    assert scale.end <= 2 * max(values) or max(values) < Decimal("0.01")


@given(st.lists(st.decimals(min_value=0, max_value=100, places=1), min_size=1, max_size=5))
def test_shares_never_have_a_scale_above_the_whole(values: list[Decimal]) -> None:
    assert scale_for(values, percent=True).end <= 100


def test_scale_of_points_ends_where_points_do() -> None:
    assert scale_for([Decimal("19.74")], Decimal(20)).end == 20
    with pytest.raises(ValueError, match="above the highest possible one"):
        scale_for([Decimal(21)], Decimal(20))


@pytest.mark.parametrize("code", [language.code for language in LIBRARY.languages])
@pytest.mark.parametrize("room", [60, 120, 300])
def test_lines_lose_nothing_and_fit(code: str, room: int) -> None:
    for text in LIBRARY.texts[code].charts.values():
        lines = wrap(text.description, 12.5, room, code)
        assert "".join("".join(lines).split()) == "".join(text.description.split())
        for line in lines:
            assert width(line, 12.5) <= room or len(list(LineBreaker(line, code))) == 1
