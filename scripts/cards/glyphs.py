"""Whether the project's typefaces have a glyph for every character of a text.

Typst draws a box for a character that no face has and says nothing. FreeType, through Pillow, draws the
same box for a code point that never is a character: where the two agree, the character is missing.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from PIL import ImageFont

from scripts.typefaces import folders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NO_CHARACTER = "\U0010ffff"
_SIZE = 16
_UNSEEN = frozenset({"Cf", "Zs", "Cc"})
"""Categories of characters that are not drawn: joiners, marks of direction, spaces."""


def missing(texts: Iterable[str]) -> str:
    """The characters of `texts` that no face has, in their order."""
    characters = dict.fromkeys(character for text in texts for character in text)
    return "".join(one for one in characters if not _has_glyph(one))


@cache
def _has_glyph(character: str) -> bool:
    if unicodedata.category(character) in _UNSEEN:
        return True
    return any(_drawn(path, character) != _drawn(path, _NO_CHARACTER) for path in _files())


@cache
def _files() -> tuple[Path, ...]:
    """Font files of the regular weight; the bold ones have the same characters."""
    return tuple(path for folder in folders() for path in sorted(folder.rglob("*Regular*.[ot]t[fc]")))


@cache
def _face(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), _SIZE, layout_engine=ImageFont.Layout.BASIC)


def _drawn(path: Path, character: str) -> tuple[tuple[int, int], bytes]:
    mask = _face(path).getmask(character)
    return mask.size, bytes(mask)
