"""A picture's SVG as pixels, its words set by Typst.

What Vega's companion draws pixels with does not mix faces within a line well (Khmer beside digits) and
knows no regional forms of Han characters; Typst shapes all scripts of the site, with no face but those
of `scripts.typefaces`, so that the pixels are the same on every machine.
"""

from __future__ import annotations

import io
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import typst
from lxml import etree
from PIL import Image

from scripts.charts.compact import ISOLATE, SVG
from scripts.typefaces import families, folders

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIXELS = 180
"""To an inch of 72 units: 890 across, more than 300 to an inch of paper where a column is 7 cm wide."""
_COLOURS = 32
_REGIONS = {"zh": "CN", "ja": "JP", "ko": "KR"}

_DOCUMENT = rb"""
#let given = json(bytes(sys.inputs.given))
#set page(width: given.width * 1pt, height: given.height * 1pt, margin: 0pt)
#set text(font: given.faces, lang: given.lang, region: given.region, top-edge: "baseline", bottom-edge: "baseline")
#set text(dir: if given.rtl { rtl } else { ltr })
#place(top + left, image(bytes(given.shapes), format: "svg", width: 100%))
#for word in given.words {
  context {
    let line = text(size: word.size * 1pt, weight: word.weight, fill: rgb(word.fill), word.text)
    let long = measure(line).width
    let before = (start: 0pt, middle: long / 2, end: long).at(word.anchor)
    let ground = if word.over { white }
    place(top + left, dx: word.x * 1pt - before, dy: word.y * 1pt, {
      place(top + left, dx: -1.5pt, dy: -word.size * 0.85pt,
        rect(width: long + 3pt, height: word.size * 1.1pt, fill: ground, stroke: none))
      box(width: long + 0.1pt, line)
    })
  }
}
"""


def pixels(svg: bytes, code: str, *, rightward: bool) -> Image.Image:
    """`svg`, whose words are in language `code`, as a picture of few colours."""
    tree = etree.fromstring(svg)
    words = list(_words(tree, {}, 0, 0))
    for text in list(tree.iter(f"{{{SVG}}}text")):
        parent = text.getparent()
        if parent is not None:
            parent.remove(text)
    given = {
        "width": float(tree.get("width", 0)),
        "height": float(tree.get("height", 0)),
        "faces": families(code),
        "lang": code,
        "region": _REGIONS.get(code),
        "rtl": not rightward,
        "shapes": etree.tostring(tree, encoding="unicode"),
        "words": words,
    }
    inputs = {"given": json.dumps(given, ensure_ascii=False)}
    drawn = compiler().compile(_DOCUMENT, format="png", ppi=_PIXELS, sys_inputs=inputs)
    if not isinstance(drawn, bytes):
        raise TypeError("Typst made several pages of one picture")
    with Image.open(io.BytesIO(drawn)) as image:
        return image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


@cache
def compiler() -> typst.Compiler:
    """Typst with the typefaces of `scripts.typefaces` and no others."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders()],
    )
    return typst.Compiler(font_paths=fonts)


def _words(element: etree._Element, around: dict[str, str], x: float, y: float) -> Iterator[dict[str, Any]]:
    """Every line of text with its place and look."""
    look = around | {str(name): str(value) for name, value in element.attrib.items()}
    look.pop("transform", None)
    if transform := element.get("transform"):  # of the one group of a picture: "translate(16 0)"
        x += float(transform.removeprefix("translate(").partition(" ")[0])
    if element.tag == f"{{{SVG}}}text":
        yield {
            "x": x + float(look["x"]),
            "y": y + float(look["y"]),
            "text": (element.text or "").removeprefix(ISOLATE[0]).removesuffix(ISOLATE[-1]),
            "size": float(look.get("font-size", 0)),
            "weight": look.get("font-weight", "regular"),
            "fill": look.get("fill", "#000"),
            "anchor": look.get("text-anchor", "start"),
            "over": "paint-order" in look,
        }
    for child in element:
        yield from _words(child, look, x, y)
