"""How wide text is, and where it breaks into lines: generous, since a reader's device has faces of its own.

Widths are those of the faces in ``scripts/typefaces.py`` without shaping, so that they are the same on
every machine: letters that join or stack are taken for wider than they come out. Chinese, Japanese and
Korean letters fill a square. Lines break where ICU allows it (Unicode Annex 14; by its dictionaries in
Thai, Lao and Khmer). Lengths are in units of the drawing, of which a phone's screen shows one a pixel.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from icu4py.breakers import LineBreaker
from PIL import ImageFont

from scripts.typefaces import FOLDER

GENEROUS = 1.08
"""Faces of phones and computers are up to so much wider than Noto's."""

_EM = 100
_FILES = {
    "Noto Sans": "NotoSans",
    "Noto Sans Thai": "NotoSansThai",
    "Noto Sans Lao": "NotoSansLao",
    "Noto Sans Khmer": "NotoSansKhmer",
    "Noto Naskh Arabic": "NotoNaskhArabic",
}
_SCRIPTS = (
    (re.compile("[\u0e00-\u0e7f]"), "Noto Sans Thai"),
    (re.compile("[\u0e80-\u0eff]"), "Noto Sans Lao"),
    (re.compile("[\u1780-\u17ff]"), "Noto Sans Khmer"),
    (re.compile("[\u0600-\u06ff]"), "Noto Naskh Arabic"),
)
_SQUARE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
_BELOW = re.compile("\u17d2.")
"""A Khmer consonant below another takes no room of its own."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How much room `text` needs on one line at `size`."""
    return _ems(text, bold) * size * GENEROUS


def wrap(text: str, size: float, room: float, code: str, *, bold: bool = False) -> list[str]:
    """`text` in lines of at most `room`, as few as possible; a word that is wider has a line of its own."""
    lines = [""]
    for piece in LineBreaker(text, code):
        if lines[-1] and width((lines[-1] + piece).rstrip(), size, bold=bold) > room:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


@lru_cache(maxsize=65536)
def _ems(text: str, bold: bool) -> float:  # noqa: FBT001 (part of the key)
    total = 0.0
    plain = _BELOW.sub("", unicodedata.normalize("NFC", text))
    for char in plain:
        if unicodedata.category(char) in {"Mn", "Cf"}:
            continue
        total += 1.0 if _SQUARE.match(char) else _letter(char, bold)
    return total


@cache
def _letter(char: str, bold: bool) -> float:  # noqa: FBT001
    family = next((family for script, family in _SCRIPTS if script.match(char)), "Noto Sans")
    return float(_face(family, bold).getlength(char)) / _EM


@cache
def _face(family: str, bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001
    path = FOLDER / f"{_FILES[family]}-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(path), _EM, layout_engine=ImageFont.Layout.BASIC)
