"""A laid-out panel as a Vega-Lite specification, and the SVG that Vega-Lite makes of it.

Vega-Lite places values on their scale, draws the marks and joins those that are joined. Numbers reach it
written out, so that its own forms of numbers are never used. Colours are the custom properties of
``tokens.css``, so that a chart on a page follows the reader's scheme.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import vl_convert

from scripts.charts.sheet import OTHER, SHAPES, WIDTH

if TYPE_CHECKING:
    from scripts.charts.sheet import Dot, Sheet, Words

VERSION = "6.4"
"""Of Vega-Lite."""

INK, SOFT, PAPER, LINE, FAINT = (f"var(--{name})" for name in ("ink", "ink-soft", "paper", "chart-line", "chart-faint"))
SERIES = tuple(f"var(--chart-{number})" for number in (1, 2, 3))
HOLLOW = 2
"""The series whose bars are an outline: three can be told apart without colour, by how dark they are."""

_Spec: TypeAlias = dict[str, Any]  # JSON
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}
_MIRRORED = {"start": "right", "middle": "center", "end": "left"}


def draw(sheet: Sheet, *, mirrored: bool) -> str:
    """The panel as SVG; `mirrored` for scripts from right to left."""
    return _svg(json.dumps(_Specification(sheet, mirrored=mirrored).whole(), sort_keys=True, ensure_ascii=False))


@lru_cache(maxsize=1024)
def _svg(spec: str) -> str:
    """Worked out once for the page and the files to take away."""
    return str(vl_convert.vegalite_to_svg(json.loads(spec), vl_version=VERSION))


def _raw(field: str, kind: str = "nominal") -> _Spec:
    """A channel whose values are taken as they are: colours, shapes, places."""
    return {"field": field, "type": kind, "scale": None, "legend": None} if kind == "nominal" else _place(field)


def _place(field: str) -> _Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _layer(rows: list[_Spec], mark: _Spec, encoding: _Spec) -> list[_Spec]:
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}] if rows else []


class _Specification:
    def __init__(self, sheet: Sheet, *, mirrored: bool) -> None:
        self.sheet, self.mirrored = sheet, mirrored
        # Along the scale, and across it: values, and places in units of the drawing.
        self.along, self.across = ("x", "y") if sheet.across else ("y", "x")
        ends = (self._x(sheet.left), self._x(sheet.right)) if sheet.across else (sheet.bottom, sheet.top)
        self.scale = {"domain": [0, float(sheet.end)], "range": list(ends), "nice": False}

    def whole(self) -> _Spec:
        return {
            "width": WIDTH,
            "height": round(self.sheet.height, 1),
            "padding": 0,
            "autosize": "none",  # marks at the edge would move everything else
            "background": None,
            "config": {"view": {"stroke": None}},
            "layer": [*self._rules(), *self._bars(), *self._lines(), *self._dots(), *self._stamps(), *self._words()],
        }

    def _x(self, x: float) -> float:
        return round(WIDTH - x if self.mirrored else x, 1)

    def _at(self, place: float) -> float:
        """A place across the scale."""
        return round(place, 1) if self.sheet.across else self._x(place)

    def _value(self, field: str) -> _Spec:
        return {"field": field, "type": "quantitative", "scale": self.scale, "axis": None}

    def _rules(self) -> list[_Spec]:
        mark = {"type": "rule", "strokeWidth": 1}
        rules = [
            {"v": float(one.value), "a": self._at(one.start), "b": self._at(one.end), "s": LINE if one.value else SOFT}
            for one in self.sheet.rules
        ]
        tracks = [{"v": 0, "w": float(one.value), "a": self._at(one.y), "s": SOFT} for one in self.sheet.tracks]
        across = {self.across: _place("a"), f"{self.across}2": {"field": "b"}}
        along = {self.along: self._value("v"), f"{self.along}2": {"field": "w"}, self.across: _place("a")}
        return [
            *_layer(rules, mark, {self.along: self._value("v"), **across, "stroke": _raw("s")}),
            *_layer(tracks, mark, {**along, "stroke": _raw("s")}),
        ]

    def _bars(self) -> list[_Spec]:
        rows = []
        for bar in self.sheet.bars:
            edge = SERIES[bar.series]
            fill = PAPER if bar.series == HOLLOW else FAINT if bar.faint else edge
            low, high = round(bar.y, 1), round(bar.y + bar.thickness, 1)
            rows.append({"v": float(bar.value), "w": 0, "a": low, "b": high, "f": fill, "s": edge})
        encoding = {
            self.along: self._value("v"),
            f"{self.along}2": {"field": "w"},
            self.across: _place("a"),
            f"{self.across}2": {"field": "b"},
            "fill": _raw("f"),
            "stroke": _raw("s"),
        }
        return _layer(rows, {"type": "rect", "strokeWidth": 1}, encoding)

    def _lines(self) -> list[_Spec]:
        if not self.sheet.joined:
            return []
        dots = [dot for dot in self.sheet.dots if dot.series != OTHER]
        rows = [{**self._dot(dot), "g": str(dot.series), "n": number} for number, dot in enumerate(dots)]
        encoding = {
            self.along: self._value("v"),
            self.across: _place("a"),
            "stroke": _raw("s"),
            "detail": {"field": "g", "type": "nominal"},
            "order": {"field": "n", "type": "quantitative"},
        }
        return _layer(rows, {"type": "line", "strokeWidth": 2, "interpolate": "linear"}, encoding)

    def _dot(self, dot: Dot) -> _Spec:
        return {"v": float(dot.value), "a": self._at(dot.at), **_look(dot.series)}

    def _dots(self) -> list[_Spec]:
        encoding = {self.along: self._value("v"), self.across: _place("a"), **_LOOKS}
        ordered = sorted(self.sheet.dots, key=lambda dot: dot.series)  # rings lie below what they may surround
        return _layer([self._dot(dot) for dot in ordered], _POINT, encoding)

    def _stamps(self) -> list[_Spec]:
        encoding = {"x": _place("x"), "y": _place("y"), **_LOOKS}
        rows = [
            {"x": self._x(one.x), "y": one.y, **_look(one.series), **({"k": "square"} if one.is_bar else {})}
            | ({"f": PAPER} if one.is_bar and one.series == HOLLOW else {})
            for one in self.sheet.stamps
        ]
        return _layer(rows, _POINT, encoding)

    def _words(self) -> list[_Spec]:
        anchors = _MIRRORED if self.mirrored else _ANCHORS
        groups: dict[tuple[str, float, bool, bool, bool], list[Words]] = {}
        for word in self.sheet.words:
            groups.setdefault((word.anchor, word.size, word.bold, word.soft, word.over), []).append(word)
        layers = []
        for (anchor, size, bold, soft, over), words in groups.items():
            rows = [{"x": self._x(word.x), "y": word.y, "t": word.text} for word in words]
            mark = {
                "type": "text",
                "align": anchors[anchor],
                "baseline": "alphabetic",
                "fontSize": size,
                "fontWeight": "bold" if bold else "normal",
                "fill": SOFT if soft else INK,
                "limit": 0,
                **({"stroke": PAPER, "strokeWidth": 3} if over else {}),
            }
            encoding = {"x": _place("x"), "y": _place("y"), "text": {"field": "t", "type": "nominal"}}
            layers += _layer(rows, mark, encoding)
        return layers


_POINT = {"type": "point", "strokeWidth": 1.5, "opacity": 1}
_DOT, _RING = 50, 95
"""Areas; a ring is larger, so that it shows around a dot in the same place."""
_LOOKS = {"shape": _raw("k"), "fill": _raw("f"), "stroke": _raw("s"), "size": _raw("z")}


def _look(series: int) -> _Spec:
    """Shape, colours and size of a dot: a ring where another source gives the value."""
    if series == OTHER:
        return {"k": "circle", "f": PAPER, "s": INK, "z": _RING}
    return {"k": SHAPES[series], "f": SERIES[series], "s": SERIES[series], "z": _DOT}
