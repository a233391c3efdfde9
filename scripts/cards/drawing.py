"""Cards as PNG files: set by Typst, which shapes every script and finds where its lines break."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import typst
from PIL import Image, ImageChops, ImageColor

from scripts.cards.glyphs import missing
from scripts.typefaces import folders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.cards.card import Card

WIDTH, HEIGHT = 1200, 630
"""Pixels: what networks and messengers ask for, and show whole."""

_SIDE = 60
"""Pixels on both sides in which nothing stands; card.typ begins its texts a little further in."""
_TEMPLATE = Path(__file__).with_name("card.typ")
_INKS = ("#1b2429", "#4a5860", "#0f5c6e", "#b4541f", "#3d3a8c", "#97320f", "#c9d2d5")
_PAPERS = ("#ffffff", "#f4f6f6")
_SHADES = 8
_LEVEL = 6
"""Of zlib; the last tenth of a file's size would cost ten times the time."""


class CardError(Exception):
    """A card cannot be drawn; the message names page and language and says what to do."""

    def __init__(self, code: str, page: str, fault: str, hint: str) -> None:
        super().__init__(f"docs/{code}/{page}: the picture for shared links cannot be drawn: {fault}\n    -> {hint}")


def draw(cards: Sequence[Card], mark: bytes) -> list[bytes]:
    """A PNG for each of `cards`, all of one language; `mark` is the site's sign as SVG.

    CardError where a text is missing, has a character that no typeface has, or does not fit.
    """
    if not cards:
        return []
    for card in cards:
        _check_texts(card)
    pictures = [Image.open(io.BytesIO(data)).convert("RGB") for data in _typeset(cards, mark)]
    for card, picture in zip(cards, pictures, strict=True):
        _check_sides(card, picture)
    return [_png(picture) for picture in pictures]


def _typeset(cards: Sequence[Card], mark: bytes) -> list[bytes]:
    inputs = {"cards": json.dumps([asdict(card) for card in cards], ensure_ascii=False), "mark": mark.decode("utf-8")}
    try:
        made = typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="png",
            ppi=72,
            sys_inputs=inputs,
        )
    except typst.TypstError as error:
        name, _, fault = error.message.removeprefix("panicked with: ").partition(", ")
        card = next((card for card in cards if card.page == name), None)
        if card is None:  # no text is at fault
            fault, hint = error.message, "See docs/assets/images/mark.svg and scripts/cards/card.typ."
            raise CardError(cards[0].language, cards[0].page, fault, hint) from error
        raise CardError(card.language, card.page, fault, _SHORTER) from error
    return made if isinstance(made, list) else [made]


_SHORTER = "Shorten the page's title or description, or the name of its first headline figure."


def _check_texts(card: Card) -> None:
    if not all(text.strip() for text in card.texts):
        raise CardError(card.language, card.page, "a text is missing", "Give the page a title and a description.")
    if unknown := missing(card.texts):
        names = ", ".join(f"{one} (U+{ord(one):04X})" for one in unknown)
        hint = "Write it otherwise, or add a typeface that has it to scripts/fonts."
        raise CardError(card.language, card.page, f"no typeface has {names}", hint)


def _check_sides(card: Card, picture: Image.Image) -> None:
    """Every row of pixels is of one colour on both sides, or a text stands out of its place."""
    for start in (0, WIDTH - _SIDE):
        side = picture.crop((start, 0, start + _SIDE, HEIGHT))
        edge = 0 if start == 0 else _SIDE - 1
        plain = side.crop((edge, 0, edge + 1, HEIGHT)).resize(side.size)
        if ImageChops.difference(side, plain).getbbox() is not None:
            raise CardError(card.language, card.page, "a word is wider than the picture", _SHORTER)


@cache
def _fonts() -> typst.Fonts:
    """The typefaces of the project, and none of the machine's."""
    places = [str(folder) for folder in folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=places)


@cache
def _palette() -> Image.Image:
    """Every ink on every paper, and the shades between them that soften the edges of letters."""
    shades: dict[tuple[int, ...], None] = {}
    for paper, ink in product(map(ImageColor.getrgb, _PAPERS), map(ImageColor.getrgb, _INKS)):
        for step in range(_SHADES + 1):
            shades.setdefault(tuple(round(p + (i - p) * step / _SHADES) for p, i in zip(paper, ink, strict=True)))
    image = Image.new("P", (1, 1))
    image.putpalette([part for shade in shades for part in shade])
    return image


def _png(picture: Image.Image) -> bytes:
    """A file of few colours: the same picture, a third of the size."""
    out = io.BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", compress_level=_LEVEL)
    return out.getvalue()
