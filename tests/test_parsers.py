"""The small languages of the content: references, dates, formulas, YAML. None crashes, each says what is wrong."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.content.formula import agrees, evaluate, figures_in
from scripts.content.page import read_page
from scripts.content.partialdate import parse_date
from scripts.content.reference import Reference, parse_reference
from scripts.content.yamlfile import parse_mapping

ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True)


@given(figure=ids, key=st.none() | ids, variant=st.sampled_from(["", "value", "as-of", "year", "source"]))
def test_a_figure_reference_reads_back_as_itself(figure: str, key: str | None, variant: str) -> None:
    reference = Reference("figure", f"{figure}.{key}" if key else figure, variant)
    assert parse_reference(str(reference).strip("{}")) == reference
    assert (reference.figure_id, reference.point_key) == (figure, key or "")


@pytest.mark.parametrize(
    ("inner", "kind", "target", "variant"),
    [
        (" score ", "figure", "score", ""),
        ("score|value", "figure", "score", "value"),
        ("toll.2024-09-08", "figure", "toll.2024-09-08", ""),
        ("source: law | article 143", "source", "law", "article 143"),
        ("date: 2024-09", "date", "2024-09", ""),
        ("number: -1.5", "number", "-1.5", ""),
        ("series: a  b", "series", "a b", ""),
        ("block: cards", "block", "cards", ""),
    ],
)
def test_references(inner: str, kind: str, target: str, variant: str) -> None:
    reference = parse_reference(inner)
    assert (reference.kind, reference.target, reference.variant) == (kind, target, variant)


@pytest.mark.parametrize("inner", ["", "Score", "a b", "x: y", "score | big", "number: ten", "date:", "source: a | 12"])
def test_references_that_are_none(inner: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_reference(inner)


@given(st.text())
def test_no_reference_crashes(inner: str) -> None:
    with suppress(ValueError):
        assert parse_reference(inner).target


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_a_date_reads_as_what_was_typed(day: date, form: str) -> None:
    text = f"{day:{form}}"
    assert parse_date(text).start.at.strftime(form) == text


@given(st.text(alphabet="0123456789-T:+/Z", max_size=30))
@example("2024-02-30")
@example("2024/2023")
@example("0000")
def test_no_date_crashes(text: str) -> None:
    with suppress(ValueError):
        assert parse_date(text).text == text


def test_an_interval_has_two_ends() -> None:
    when = parse_date("2020-01/2023-06")
    assert when.end is not None
    assert (when.start.day.year, when.end.day.month) == (2020, 6)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("[a] / [b.last] * 100", "84.6875"),
        ("([a] + 49) - [b.last]", "0"),
        ("-[a] + 272.5", "1.5"),
    ],
)
def test_formulas(formula: str, expected: str) -> None:
    assert evaluate(formula, {"a": Decimal(271), "b.last": Decimal(320)}) == Decimal(expected)


def test_figures_of_a_formula_in_order() -> None:
    assert figures_in("[b] + [a.x] * 2") == ("b", "a.x")


@pytest.mark.parametrize("formula", ["", "1 +", "2 ** 9", "f(1)", "a.b", "'x'", "True", "1 / 0", "x"])
def test_formulas_that_are_none(formula: str) -> None:
    with pytest.raises(ValueError, match="formula"):
        evaluate(formula, {})


def test_a_computed_value_is_compared_at_the_decimals_published() -> None:
    assert agrees(Decimal("84.7"), Decimal("84.6875"))
    assert not agrees(Decimal("84.70"), Decimal("84.6875"))


def test_yaml_refuses_aliases() -> None:
    _, problems = parse_mapping(Path("x"), "a: &x [1]\nb: *x\n")
    assert [(problem.line, problem.message) for problem in problems] == [(1, "an alias stands for another value")]


def test_yaml_keeps_what_was_typed() -> None:
    document, problems = parse_mapping(Path("x"), "a: 99.70\nb: 2024-09-07\nc: no\nd: '12'\ne: [0, -1.5]\nf:\n")
    assert problems == []
    assert document.data == {
        "a": Decimal("99.70"),
        "b": "2024-09-07",
        "c": "no",
        "d": "12",
        "e": [Decimal(0), Decimal("-1.5")],
        "f": None,
    }
    assert str(document.data["a"]) == "99.70"
    assert document.line(("e", 1)) == 5


@given(st.text(max_size=200))
@example("a: &x [*x]")
@example("? [a]\n: b")
@example("a: !!binary x")
def test_no_yaml_crashes(text: str) -> None:
    document, problems = parse_mapping(Path("x"), text)
    assert isinstance(document.data, dict)
    assert all(problem.line >= 1 and problem.message for problem in problems)


@given(body=st.text(max_size=300))
@example(body="{{ a | b }} {: .x }\n\n# {#")
@example(body="!!! note\n    x\n\n| a |\n|---|\n| {{ b \\| value }} |")
def test_no_page_crashes(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "page.md"
    path.write_text(f"---\ntitle: T\ndescription: D\nupdated: 2024\n---\n{body}", encoding="utf-8")
    page, problems = read_page(path, "vi", "page.md")
    assert page is not None or problems
