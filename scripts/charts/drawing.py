"""A chart drawn: its panels one below another, without a frame; colours follow the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from scripts.charts.arrange import sheets
from scripts.charts.compact import SVG, compact, short
from scripts.charts.sheet import EDGE, WIDTH
from scripts.charts.vega import draw

if TYPE_CHECKING:
    from scripts.charts.plot import Plot
    from scripts.render.texts import ShownTexts


@dataclass(frozen=True)
class Drawing:
    """Groups of marks and words, and how high they are; as wide as `WIDTH`."""

    groups: tuple[etree._Element, ...]
    height: float


def drawing(words: ShownTexts, plot: Plot, down: float = 0) -> Drawing:
    """Draw a chart, from `down` on."""
    rightward = words.language.direction != "rtl"
    groups: list[etree._Element] = []
    height = down
    for sheet in sheets(words, plot):
        groups += compact(draw(sheet, mirrored=not rightward), height, rightward=rightward)
        height += sheet.height
    return Drawing(tuple(groups), round(height - down + 2, 1))


def inline_svg(words: ShownTexts, plot: Plot) -> str:
    """The picture for a page: named by its title, described in words; `ids` begin with the chart's."""
    drawn = drawing(words, plot)
    own = f"chart-{plot.id}"
    root = etree.Element(
        f"{{{SVG}}}svg",
        {
            "class": "chart__picture",
            "viewBox": f"-{EDGE} -{EDGE} {WIDTH + 2 * EDGE} {short(drawn.height + EDGE)}",
            "role": "img",
            "aria-labelledby": f"{own}-title {own}-desc",
            # Anchors of words are those of left to right also on a page from right to left.
            "direction": "ltr",
        },
        nsmap={None: SVG},  # type: ignore[dict-item]  # lxml-stubs knows no default namespace
    )
    for tag, text in (("title", plot.text.title), ("desc", plot.text.description)):
        named = etree.SubElement(root, f"{{{SVG}}}{tag}", {"id": f"{own}-{tag}"})
        named.text = text
        if plot.code != words.language.code:
            named.set("lang", plot.code)
    root.extend(drawn.groups)
    return etree.tostring(root, encoding="unicode")
