"""The PDF of a manuscript: pandoc's Typst markup in our own template, set by Typst as PDF/UA-1."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

from scripts import typefaces
from scripts.press.copying import copyable
from scripts.press.pandoc import PressError, convert

if TYPE_CHECKING:
    from scripts.press.manuscript import Manuscript

TEMPLATE = Path(__file__).with_name("kit.typ")
STANDARD: Final = "ua-1"
"""ISO 14289-1: tagged, in reading order, with every character known."""


def pdf(manuscript: Manuscript, folder: Path) -> bytes:
    """The manuscript as PDF, made in the scratch folder `folder`, where its pictures are.

    PressError where a character has no glyph in any of our typefaces, or Typst cannot set it.
    """
    body = convert(manuscript, "typst", folder)
    for picture in manuscript.pictures:  # pandoc leaves the alternative text of a picture out
        named = f'image("{picture.file}"'
        size = "" if picture.is_chart else ", width: auto"
        alternative = json.dumps(picture.alternative, ensure_ascii=False)
        body = body.replace(f"{named})", f"{named}, alt: {alternative}{size})")
    language = manuscript.language
    values = {
        "title": manuscript.title,
        "author": manuscript.author,
        "publisher": manuscript.publisher,
        "date": manuscript.updated,
        "address": manuscript.address,
        "contents": manuscript.contents,
        "lang": language.cldr.partition("_")[0],
        "region": language.cldr.partition("_")[2] if len(language.cldr.partition("_")[2]) == _REGION else "",
        "dir": language.direction,
        "fonts": list(typefaces.families(language.code)),
    }
    (folder / "values.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    (folder / "body.typ").write_text(_PREAMBLE + body, encoding="utf-8")
    (folder / "kit.typ").write_bytes(TEMPLATE.read_bytes())
    main = folder / "main.typ"
    main.write_text(_MAIN, encoding="utf-8")
    try:
        made: bytes = typst.compile(
            str(main),
            root=str(folder),
            font_paths=_faces(),
            ignore_system_fonts=True,
            pdf_standards=[STANDARD],
            timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0")),
        )
    except typst.TypstError as error:
        raise PressError(
            f"{manuscript.stem}.pdf: {error}\n"
            "If a character cannot be displayed, take it out of the text, or add a typeface that has it "
            "(scripts/typefaces.py)."
        ) from error
    return copyable(made)


@cache
def _faces() -> list[str]:
    return [str(folder) for folder in typefaces.folders()]


_REGION = 2
_MAIN = '#import "kit.typ": kit\n#show: kit.with(json("values.json"))\n#include "body.typ"\n'
_PREAMBLE = "#let horizontalrule = line(length: 100%, stroke: 0.5pt)\n"
"""What pandoc's own template would define and its markup uses."""
