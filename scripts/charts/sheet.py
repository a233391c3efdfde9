"""Where everything of a panel stands, before it is drawn.

Lengths are units of the drawing; x runs from the side that lines of text begin on, to be mirrored for
scripts from right to left, and y runs down. A value's place along its scale is left to Vega-Lite.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from scripts.charts.measure import width, wrap

if TYPE_CHECKING:
    from decimal import Decimal

    from scripts.charts.plot import Label

WIDTH = 324
EDGE = 2
"""A phone of 360 pixels leaves 328 for a chart; letters may stand out a little from where they begin."""
SIZE = 12.5
SMALL = 11.5
"""Sizes of text."""
MOST_LINES = 4
"""Of one label."""

Shape: TypeAlias = Literal["circle", "square", "diamond"]
SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond")
"""Of the first, second and third series."""
OTHER = -1
"""The series of values that other sources give."""

_TALL = frozenset({"ar", "km", "lo", "th"})
"""Languages whose letters have marks above and below."""


class TooLongError(ValueError):
    """A label has no room in its place."""


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its baseline."""

    text: str
    x: float
    y: float
    code: str
    size: float = SIZE
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    soft: bool = False
    over: bool = False
    """Whether it stands over lines of the scale, which are kept off it."""


@dataclass(frozen=True)
class Bar:
    """A bar from nought to `value`."""

    value: Decimal
    y: float
    thickness: float
    series: int
    faint: bool = False


@dataclass(frozen=True)
class Dot:
    """A mark at `value` on the scale and at `at` across it."""

    value: Decimal
    at: float
    series: int


@dataclass(frozen=True)
class Rule:
    """A thin line at `value`, from one place across the scale to another."""

    value: Decimal
    start: float
    end: float


@dataclass(frozen=True)
class Track:
    """A thin line from nought to a dot."""

    value: Decimal
    y: float


@dataclass(frozen=True)
class Stamp:
    """A mark of the legend."""

    x: float
    y: float
    series: int
    is_bar: bool = False


@dataclass
class Sheet:
    """A panel, laid out."""

    code: str
    """The language that decides on heights and breaks of lines."""
    across: bool = True
    """Whether the scale runs across; else up."""
    left: float = 0
    right: float = WIDTH
    top: float = 0
    bottom: float = 0
    """Where a scale that runs up begins and ends."""
    height: float = 0
    end: Decimal | int = 1
    """The value at the end of the scale."""
    words: list[Words] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    joined: bool = False
    """Whether the dots of a series are joined by a line."""

    def leading(self, size: float) -> float:
        """From one line of text to the next."""
        return round(size * (1.55 if self.code in _TALL else 1.3), 1)

    def write(
        self,
        label: Label,
        *,
        size: float = SIZE,
        bold: bool = False,
        soft: bool = False,
        room: float = WIDTH,
        x: float = 0,
        most: int = MOST_LINES,
    ) -> float:
        """Write `label` at the foot of what is there, in as many lines as it needs; the width of the widest.

        TooLongError where it needs more than `most` lines, or a word has no room.
        """
        lines = wrap(label.text, size, room, label.code, bold=bold)
        widest = max(width(line, size, bold=bold) for line in lines)
        if len(lines) > most or widest > room:
            raise TooLongError(f"the label '{label.text}' is too long for its place")
        step = self.leading(size)
        for line in lines:
            self.words.append(
                Words(line, x, round(self.height + step * 0.76, 1), label.code, size, "start", bold, soft)
            )
            self.height += step
        return widest
