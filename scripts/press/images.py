"""Images of pages as every format of a kit can hold them: PNG and JPEG as they are, others as PNG.

Word knows no WebP, and SVG only beside a PNG. A drawing's words are set in the typefaces of `scripts.typefaces`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import typst
from lxml import etree
from PIL import Image

from scripts.charts.raster import compiler
from scripts.content.page import IMAGES
from scripts.press.pandoc import PressError
from scripts.typefaces import LATIN

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = frozenset({".jpeg", ".jpg", ".png"})
_CSS_DPI = 96
"""Pixels of a page to an inch (CSS Values 4, 6.2)."""
_PPI = 240
"""To an inch of 72 units of a drawing, each a pixel of a page."""
_WORDS = tuple(f"{{http://www.w3.org/2000/svg}}{tag}" for tag in ("text", "tspan", "textPath"))
_DRAWING = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.drawing), format: "svg")'


def ending(source: Path) -> str:
    """The ending that the file has in a kit."""
    kind = source.suffix.lower()
    return kind if kind in _KEPT else ".png"


def image(source: Path, stem: str) -> bytes:
    """The file of an image in the kit `stem`; PressError where it cannot be read."""
    try:
        if source.suffix.lower() == ".svg":
            return _png(_drawn(source), round(_PPI * _CSS_DPI / 72))
        data = source.read_bytes()
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
        return data if source.suffix.lower() in _KEPT else _png(data, _CSS_DPI)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, typst.TypstError) as error:
        raise PressError(
            f"{stem}: the image {source} cannot be read: {error}\n"
            f"Mend the file, or put one in its place that ends with one of {', '.join(sorted(IMAGES))}."
        ) from error


def _drawn(source: Path) -> bytes:
    """A drawing as PNG. Typst leaves words out whose typeface it has not: all get one, which others stand in for."""
    tree = etree.fromstring(source.read_bytes(), etree.XMLParser(resolve_entities=False))
    for words in tree.iter(*_WORDS):
        words.set("style", f"{words.get('style', '').strip('; ')};font-family:'{LATIN}'".lstrip(";"))
    given = {"drawing": etree.tostring(tree, encoding="unicode")}
    made = compiler().compile(_DRAWING, format="png", ppi=_PPI, sys_inputs=given)
    if not isinstance(made, bytes):
        raise TypeError("Typst made several pages of one image")
    return made


def _png(data: bytes, dpi: int) -> bytes:
    """The picture (of several, the first) as PNG, which says how large it is on paper."""
    with Image.open(io.BytesIO(data)) as picture:
        written = io.BytesIO()
        picture.convert("RGBA").save(written, "PNG", dpi=(dpi, dpi), optimize=True)
    return written.getvalue()
