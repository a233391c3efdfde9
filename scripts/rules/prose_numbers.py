"""A number typed in prose that is a figure's value is refused: it would not move when the figure does.

Within a letter's page every figure of its topic and every figure it refers to counts. Elsewhere in
the site a number has to be telling (four digits or a decimal) to be taken for a figure: a ``5`` may
be anything, and ``182`` a convention. ``1976`` is taken for a year; the number of people has a mark
for thousands. Quotations are left alone, since they are verbatim.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import NumberFormatError, parse_decimal

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.content.figure import Figure
    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.content.reference import Reference

# A run of digits with marks inside; not part of a word, a symbol (143/NQ-CP) or a date (7/9/2024).
_TOKEN = re.compile(r"(?<![\w/.,:\-–])\d+(?:[.,\u00a0\u202f' ]\d{3})*(?:[.,]\d+)?(?![\w/]|[.,:\-–]\d|-\w)")
_READINGS = ("en", "vi")
_SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9, 12))
_TELLING_DIGITS = 4
_YEAR = re.compile(r"(?:19|20)\d{2}")


def check(library: Library) -> Iterator[Problem]:
    """Every run of prose of every page, its title and its description."""
    everywhere = _values(library.figures.values(), telling_only=True)
    for page in library.pages.values():
        here = everywhere | _values(_near(library, page))
        for line, text in _texts(page):
            for token in _TOKEN.findall(text):
                for figure_id in {here[value] for value in _numbers(token) if value in here}:
                    yield Problem(
                        page.path,
                        line,
                        f"'{token}' is typed in prose, but it is the value of the figure '{figure_id}'",
                        f"Write {{{{ {figure_id} }}}}; if it is another number, {{{{ number: {_plain(token)} }}}}.",
                        "typed-figure",
                    )


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    yield page.front_lines.line(("title",)), page.front.title
    yield page.front_lines.line(("description",)), page.front.description
    for prose in page.prose:
        yield prose.line, prose.text


def _near(library: Library, page: Page) -> Iterator[Figure]:
    for used in page.used:
        for one in _referred(library, used.reference):
            if one in library.figures:
                yield library.figures[one]
    topic = f"{page.edition}/{page.slug}"
    yield from (figure for figure in library.figures.values() if figure.record.topic == topic)


def _referred(library: Library, reference: Reference) -> tuple[str, ...]:
    if reference.kind == "chart":
        return library.chart_figures(reference.target)
    return reference.ids if reference.kind == "series" else (reference.figure_id,)


def _values(figures: Iterable[Figure], *, telling_only: bool = False) -> dict[Decimal, str]:
    """Numbers that stand for a figure's value, in full or in thousands, millions, ...; with its reference."""
    found: dict[Decimal, str] = {}
    for figure in figures:
        if figure.record.unit in {"year", "code"}:
            continue
        for reading in figure.readings():
            for value in (reading.value, *(conflict.value for conflict in reading.conflicts)):
                if isinstance(value, Decimal):
                    for number in _spellings(value, telling_only=telling_only):
                        found.setdefault(number, reading.ref)
    return found


def _spellings(value: Decimal, *, telling_only: bool) -> Iterator[Decimal]:
    for scale in _SCALES:
        scaled = (value / scale).normalize()
        whole = scaled == scaled.to_integral_value()
        telling = len(scaled.as_tuple().digits) >= _TELLING_DIGITS or not whole
        if (telling or (scale == 1 and not telling_only)) and (scale == 1 or scaled >= 1):
            yield scaled


def _numbers(token: str) -> set[Decimal]:
    """What a token can mean, with a point or a comma before decimals."""
    found: set[Decimal] = set()
    if _YEAR.fullmatch(token):
        return found
    for locale in _READINGS:
        try:
            found.add(parse_decimal(re.sub(r"[\u00a0\u202f' ]", "", token), locale=locale, strict=True).normalize())
        except NumberFormatError:
            continue
    return found


def _plain(token: str) -> str:
    numbers = sorted(_numbers(token))
    return f"{numbers[0]:f}" if numbers else token
