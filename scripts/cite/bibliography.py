"""Citations by pandoc: formatted by CSL, and as BibTeX; one call for all items of a language.

Dates are written by the site's own formatter: the locales of CSL have them wrong or unusual in half of its languages
(in Russian the month is in the nominative, in Vietnamese it is spelt out with capitals), and none for Lao. So are the
marks between the parts, which CSL has no terms for. BibTeX is its newer dialect, BibLaTeX, which knows reports, data
sets, days and languages.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from xml.sax.saxutils import escape

import pypandoc
from lxml import html
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scripts.cite.item import Csl, Item
    from scripts.content.partialdate import PartialDate

T = TypeVar("T")
_STYLE = Path(__file__).with_name("style.csl")
_ENTRY = re.compile(r"^(?=@\w+\{)", re.MULTILINE)
_KEY = re.compile(r"@\w+\{([^,]+),")
_FULL_WIDTH = "。"
"""A full stop that no space follows."""
_TITLE = {"zh": 'prefix="《" suffix="》"'}
"""How the style marks a title, by language, where it is not the locale's quotation marks: in Chinese these would turn
quoted words inside the title into names of works."""


class CitationError(Exception):
    """Citations cannot be made; the message says what to do."""


def formatted(
    items: Sequence[Item], language: str, marks: Mapping[str, str], date: Callable[[PartialDate], str]
) -> dict[str, Markup]:
    """Each item's citation as HTML, by id, in the habit of `language` (BCP 47).

    `marks` are the language's punctuation (``stop``, ``comma``, ``semicolon``), `date` writes a date in it.
    """
    if not items:
        return {}
    listed = [_for_reading(item, marks, date) for item in items]
    with tempfile.TemporaryDirectory() as folder:
        style = Path(folder, "style.csl")
        style.write_text(_style(language, marks), encoding="utf-8")
        options = ["--citeproc", f"--csl={style}", f"--metadata=lang:{language}", "--wrap=none"]
        written = _pandoc(listed, "html", options)
    entries = html.fragment_fromstring(written, create_parent="div").xpath(".//*[contains(@class, 'csl-entry')]")
    found = {str(entry.get("id")).removeprefix("ref-"): _inside(entry) for entry in entries}
    return _whole(found, items)


def bibtex(items: Sequence[Item], joined_by: str) -> dict[str, str]:
    """Each item as an entry of a .bib file, by id, in UTF-8."""
    if not items:
        return {}
    written = _pandoc([_exact(item.csl(joined_by)) for item in items], "biblatex", ["--wrap=none"])
    entries = [entry.strip() + "\n" for entry in _ENTRY.split(written) if entry.strip()]
    return _whole({match[1]: entry for entry in entries if (match := _KEY.match(entry))}, items)


def _for_reading(item: Item, marks: Mapping[str, str], date: Callable[[PartialDate], str]) -> Csl:
    """The item as the style prints it: the date in words, letter and point apart from the notes."""
    found = item.csl() | {"edition": date(item.issued), "section": item.part_of}
    found["note"] = marks["semicolon"].join(item.notes)
    return {key: value for key, value in found.items() if value and key not in {"publisher", "language", "issued"}}


def _exact(csl: Csl) -> Csl:
    """Without this, pandoc writes English titles With Capitals, units and all."""
    if not str(csl["language"]).startswith("en"):
        return csl
    return csl | {"title": f'<span class="nocase">{csl["title"]}</span>'}


def _style(language: str, marks: Mapping[str, str]) -> str:
    stop = marks["stop"]
    title = _TITLE.get(language.partition("-")[0], 'quotes="true"')
    text = _STYLE.read_text(encoding="utf-8").replace("{title}", title)
    values = {"lang": language, "stop": stop, "comma": marks["comma"], "space": "" if stop == _FULL_WIDTH else " "}
    for name, value in values.items():
        text = text.replace("{" + name + "}", escape(value, {'"': "&quot;"}))
    return text


def _inside(entry: html.HtmlElement) -> Markup:
    """What an entry holds, as HTML."""
    parts = [html.tostring(child, encoding="unicode") for child in entry]
    return Markup(escape(entry.text or "") + "".join(parts)).strip()  # noqa: S704 (lxml escapes what it writes)


def _pandoc(listed: list[Csl], to: str, options: list[str]) -> str:
    try:
        return str(pypandoc.convert_text(json.dumps(listed), to, format="csljson", extra_args=options))
    except (OSError, RuntimeError) as error:
        raise CitationError(f"pandoc could not write citations as {to}: {error}") from error


def _whole(found: dict[str, T], items: Sequence[Item]) -> dict[str, T]:
    missing = [item.id for item in items if item.id not in found]
    if missing:
        raise CitationError(f"pandoc wrote no citation of {', '.join(missing)}; it wrote {len(found)} others")
    return found
