"""What a reader needs of Vega's SVG: the marks and words, in few groups, numbers short.

Vega writes a group, a role and a label for every mark, of no use where the picture as a whole has a name
and a table stands beside it (WAI-ARIA Graphics Module, role ``img``: its children are presentational).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "http://www.w3.org/2000/svg"

_TRANSLATE = re.compile(r"translate\(([-\d.e]+)[, ]([-\d.e]+)\)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_RADIUS = re.compile(r"A([\d.]+)")
_STYLE = ("fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor")
_DEFAULTS = {("font-weight", "normal"), ("text-anchor", "start"), ("stroke-width", "1"), ("fill", "transparent")}
_BEHIND: dict[str | bytes, str | bytes] = {"stroke-linejoin": "round", "paint-order": "stroke"}
"""An outline in the colour of the ground keeps lines of the scale off words; it is drawn before them."""
ISOLATE = "\u2067{}\u2069"
"""A right-to-left isolate: the words are set from right to left wherever the picture is shown."""


def compact(svg: str, down: float, *, rightward: bool) -> Iterator[etree._Element]:
    """Groups of marks and words of Vega's `svg`, moved `down`; words from right to left unless `rightward`."""
    leaves = list(_leaves(etree.fromstring(svg.encode()), 0, down))
    for style, members in groupby(leaves, key=lambda leaf: (_style(leaf[0]), leaf[0].tag)):
        group = etree.Element(f"{{{SVG}}}g", dict(style[0]))
        if style[1] == f"{{{SVG}}}text" and "stroke" in group.attrib:
            group.attrib.update(_BEHIND)
        found = [mark for leaf, x, y in members for mark in _mark(leaf, x, y, rightward=rightward)]
        paths = [mark for mark in found if mark.tag == f"{{{SVG}}}path"]
        if len(paths) == len(found):
            joined = etree.SubElement(group, f"{{{SVG}}}path")
            joined.set("d", "".join(path.get("d", "") for path in paths))
        else:
            group.extend(found)
        yield group


def short(number: float) -> str:
    """A length with one decimal at most: ``12.5``, ``7``."""
    text = f"{number:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def _leaves(element: etree._Element, x: float, y: float) -> Iterator[tuple[etree._Element, float, float]]:
    """Everything drawn, with its place."""
    if element.get("aria-hidden") or element.get("display") == "none":
        return
    if match := _TRANSLATE.search(element.get("transform", "")):
        x, y = x + float(match[1]), y + float(match[2])
    if len(element) == 0 and element.tag != f"{{{SVG}}}g":
        yield element, x, y
    for child in element:
        yield from _leaves(child, x, y)


def _style(leaf: etree._Element) -> tuple[tuple[str, str], ...]:
    given = [(name, leaf.get(name, "").removesuffix("px")) for name in _STYLE if leaf.get(name)]
    kept = [(name, value) for name, value in given if (name, value) not in _DEFAULTS]
    no_fill = leaf.tag != f"{{{SVG}}}text" and not any(name == "fill" for name, _ in kept)
    return (*kept, ("fill", "none")) if no_fill else tuple(kept)


def _mark(leaf: etree._Element, x: float, y: float, *, rightward: bool) -> Iterator[etree._Element]:
    kind = etree.QName(leaf).localname
    if kind == "text":
        text = etree.Element(f"{{{SVG}}}text", {"x": short(x), "y": short(y)})
        text.text = leaf.text if rightward else ISOLATE.format(leaf.text)
        yield text
    elif kind == "line":
        to_x, to_y = x + float(leaf.get("x2", 0)), y + float(leaf.get("y2", 0))
        end = f"V{short(to_y)}" if abs(to_x - x) < abs(to_y - y) else f"H{short(to_x)}"
        yield etree.Element(f"{{{SVG}}}path", {"d": f"M{short(x)} {short(y)}{end}"})
    elif match := _RADIUS.search(leaf.get("d", "")):
        yield etree.Element(f"{{{SVG}}}circle", {"cx": short(x), "cy": short(y), "r": short(float(match[1]))})
    else:
        yield etree.Element(f"{{{SVG}}}path", {"d": _moved(leaf.get("d", ""), x, y)})


def _moved(path: str, x: float, y: float) -> str:
    """A path of Vega's, at its place: it has the commands M, L, h, v, H, V and Z only."""
    parts = []
    for command, given in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(number) for number in _NUMBER.findall(given)]
        if command in "ML":
            numbers = [number + (y if at % 2 else x) for at, number in enumerate(numbers)]
        elif command in "HV":
            numbers = [number + (x if command == "H" else y) for number in numbers]
        elif command not in "hvZz":
            raise ValueError(f"Vega drew a path with a command that is not known here: {command}")
        parts.append(command + " ".join(short(number) for number in numbers))
    return "".join(parts)
