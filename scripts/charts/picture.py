"""A chart to take away: SVG and PNG with title, notes, sources and licence in the picture itself.

The SVG says the same to machines, in Dublin Core (SVG 1.1, section 21.2), and so does the PNG, in the
keywords of its specification (section 11.3.3). Colours are those of the light scheme.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from PIL import PngImagePlugin

from scripts.charts.caption import cautions, dates, publishers
from scripts.charts.compact import ISOLATE, SVG, short
from scripts.charts.drawing import drawing
from scripts.charts.plot import Label
from scripts.charts.raster import pixels
from scripts.charts.sheet import SIZE, SMALL, WIDTH, Sheet, Words
from scripts.typefaces import families

if TYPE_CHECKING:
    from scripts.charts.plot import Plot
    from scripts.render.texts import ShownTexts

LIGHT = {
    "--ink": "#1b2429",
    "--ink-soft": "#4a5860",
    "--paper": "#fff",
    "--chart-1": "#0f5c6e",
    "--chart-2": "#c2611f",
    "--chart-3": "#5c4a86",
    "--chart-line": "#c9d2d5",
    "--chart-faint": "#a9ced6",
}
"""The light scheme of tokens.css, which files that leave the site cannot ask."""

_MARGIN = 16
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Said:
    """The words of a picture that stand outside the drawing."""

    title: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    licence: str

    @property
    def citation(self) -> str:
        """All of it in one line, but the title."""
        return " ".join((*self.above, *self.below, self.licence))


def said(words: ShownTexts, plot: Plot, address: str) -> Said:
    """What the picture says of itself; `address` is the page it belongs to, empty where it has none."""
    t = words.t
    labels = dict.fromkeys(reading.label for reading in plot.readings)
    about = t("marks.semicolon").join([dates(words, plot), *(t(f"labels.{label}.name") for label in labels)])
    notes = [plot.text.note] if plot.text.note else []
    sources = t("figure.sources") + t("marks.colon") + publishers(words, plot)
    licence = t("charts.licence", site=t("site.name"))
    below = (*notes, *cautions(words, plot), sources)
    return Said(plot.text.title, (about,), below, f"{licence} {address}".strip())


def svg(words: ShownTexts, plot: Plot, address: str = "") -> bytes:
    """The chart as an SVG file."""
    text = said(words, plot, address)
    mirrored = words.language.direction == "rtl"
    head = Sheet(plot.code)
    head.height = _MARGIN
    head.write(Label(text.title, plot.code), size=15, bold=True, most=6)
    for line in text.above:
        head.write(Label(line, words.interface.code), size=SMALL, soft=True, most=6)
    drawn = drawing(words, plot, head.height + 6)
    foot = Sheet(plot.code)
    foot.height = head.height + 6 + drawn.height + 8
    for line in (*text.below, text.licence):
        foot.write(Label(line, words.interface.code), size=SMALL - 1, soft=True, most=12)
    height = foot.height + _MARGIN
    root = _root(words, plot, text, height)
    group = etree.SubElement(root, f"{{{SVG}}}g", {"transform": f"translate({_MARGIN} 0)"})
    group.extend(_written(word, mirrored=mirrored) for word in (*head.words, *foot.words))
    group.extend(drawn.groups)
    data = etree.tostring(root, encoding="unicode")
    for name, colour in LIGHT.items():
        data = data.replace(f"var({name})", colour)
    return ("<?xml version='1.0' encoding='UTF-8'?>\n" + data + "\n").encode()


def png(words: ShownTexts, svg_file: bytes, text: Said) -> bytes:
    """The picture of `svg_file` as a PNG file."""
    image = pixels(svg_file, words.language.code, rightward=words.language.direction != "rtl")
    info = PngImagePlugin.PngInfo()
    for keyword, value in (("Title", text.title), ("Description", text.citation), ("Copyright", text.licence)):
        info.add_itxt(keyword, value)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6, pnginfo=info)
    return out.getvalue()


def _root(words: ShownTexts, plot: Plot, text: Said, height: float) -> etree._Element:
    full = WIDTH + 2 * _MARGIN
    faces = ", ".join([*(f"'{name}'" for name in families(words.language.code)), "sans-serif"])
    root = etree.Element(
        f"{{{SVG}}}svg",
        {
            "width": str(full),
            "height": short(height),
            "viewBox": f"0 0 {full} {short(height)}",
            "role": "img",
            "lang": words.language.code,
            "direction": "ltr",
            "font-family": faces,
        },
        nsmap={None: SVG, "rdf": _RDF, "dc": _DC},  # type: ignore[dict-item]  # as in scripts.charts.drawing
    )
    etree.SubElement(root, f"{{{SVG}}}title").text = text.title
    etree.SubElement(root, f"{{{SVG}}}desc").text = f"{plot.text.description} {text.citation}"
    metadata = etree.SubElement(root, f"{{{SVG}}}metadata")
    about = etree.SubElement(etree.SubElement(metadata, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description")
    about.set(f"{{{_RDF}}}about", "")
    entries = (
        ("title", text.title), ("description", text.citation), ("source", publishers(words, plot)),
        ("publisher", words.t("site.name")), ("language", words.language.code), ("rights", _LICENCE),
    )  # fmt: skip
    for name, value in entries:
        etree.SubElement(about, f"{{{_DC}}}{name}").text = value
    ground = {"width": str(full), "height": short(height), "fill": "var(--paper)"}
    etree.SubElement(root, f"{{{SVG}}}rect", ground)
    return root


def _written(word: Words, *, mirrored: bool) -> etree._Element:
    element = etree.Element(f"{{{SVG}}}text", {"x": short(WIDTH - word.x if mirrored else word.x), "y": short(word.y)})
    element.text = ISOLATE.format(word.text) if mirrored else word.text
    if mirrored:
        element.set("text-anchor", "end")
    element.set("font-size", short(word.size) if word.size != SIZE else str(SIZE))
    element.set("fill", f"var(--{'ink-soft' if word.soft else 'ink'})")
    if word.bold:
        element.set("font-weight", "bold")
    return element
