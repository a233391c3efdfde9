"""The glossary as a termbase, for translators' tools (TBX) and for spreadsheets (CSV).

TBX is TBX-Basic, version 2, of ISO 30042:2008: the dialect that OmegaT, memoQ, MultiTerm, Weblate and
translate-toolkit read; the elements of ISO 30042:2019 have other names, which most do not know yet. It
names its DTD in no DOCTYPE, since programs that look for one beside a downloaded file stop at not
finding it. translate-toolkit's own writer knows neither the type of a term nor where it comes from, so
the tree is built here; the tests read it with translate-toolkit.

The CSV is comma-separated UTF-8 (RFC 4180) with a byte order mark: without one Excel takes the file for
the system's old code page, and Vietnamese letters are lost. No cell is taken for a formula, see
`scripts.outputs.spreadsheet`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from lxml import etree

from scripts.outputs.spreadsheet import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from scripts.content.library import Library
    from scripts.content.records import Term, TermForm

FOLDER = "glossary"
"""Where the files stand in the site, the same for every language."""
TBX, CSV = "glossary.tbx", "glossary.csv"
LICENCE = "CC BY 4.0"
"""Of the texts in docs/, see LICENSE."""

_XML = "{http://www.w3.org/XML/1998/namespace}"
_PREFERRED = "preferredTerm-admn-sts"
_ADMITTED = "admittedTerm-admn-sts"
_DEPRECATED = "deprecatedTerm-admn-sts"
_RULES = "TBXBasicXCSV02.xcs"
"""The name of TBX-Basic's list of data categories."""

_BETWEEN = " | "
"""Between several forms in one cell: forms have commas and semicolons of their own."""
_COLUMNS = ("term", "abbreviation", "accepted", "forbidden", "definition", "source", "source_language", "source_url")


def write(library: Library, site: Path) -> None:
    """Write both files into the site."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TBX).write_bytes(tbx(library))
    (folder / CSV).write_bytes(csv_table(library).encode("utf-8-sig"))


def tbx(library: Library) -> bytes:
    """Every term in every language as TBX-Basic, in the order of the records."""
    source = library.source_language.code
    root = etree.Element("martif", {"type": "TBX-Basic", f"{_XML}lang": source})
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    _add(etree.SubElement(description, "titleStmt"), "title", library.texts[source].get("site.name"))
    _add(etree.SubElement(description, "publicationStmt"), "p", LICENCE)
    _add(etree.SubElement(description, "sourceDesc"), "p", library.texts[source].get("glossary.termbase"))
    _add(etree.SubElement(header, "encodingDesc"), "p", _RULES, type="XCSURI")
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for key, term in library.terms.items():
        entry = etree.SubElement(body, "termEntry", {"id": f"term-{key}"})
        for code in _languages(library, [term]):
            section = etree.SubElement(entry, "langSet", {f"{_XML}lang": code})
            if definition := _definition(library, key, code):
                _add(section, "descrip", definition, type="definition")
            _add_forms(library, section, term.forms[code])
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def csv_table(library: Library) -> str:
    """One row a term; for each language the columns of `_COLUMNS` behind its code, such as ``vi_term``."""
    codes = _languages(library, library.terms.values())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", *(f"{code}_{column}" for code in codes for column in _COLUMNS)])
    for key, term in library.terms.items():
        cells = (cell for code in codes for cell in _cells(library, key, term.forms.get(code), code))
        writer.writerow([key, *map(harmless, cells)])
    return text.getvalue()


def _languages(library: Library, terms: Iterable[Term]) -> list[str]:
    """The languages of `terms`: the source language, the site's others, then those that it does not have yet."""
    used = {code for term in terms for code in term.forms}
    listed = [library.source_language.code, *(language.code for language in library.languages)]
    return [code for code in dict.fromkeys([*listed, *sorted(used)]) if code in used]


def _definition(library: Library, key: str, code: str) -> str:
    return library.texts[code].definitions.get(key, "") if code in library.texts else ""


def _source(library: Library, source_id: str) -> str:
    """A source in the words of its own publisher: ``Publisher: Title, symbol, date``."""
    source = library.sources[source_id]
    title = f"[{source.title}]" if source.supplied_title else source.title
    named = f"{library.publishers[source.publisher].name}: {title}"
    return ", ".join([named, *([source.symbol] if source.symbol else []), *([source.date.text] if source.date else [])])


def _add_forms(library: Library, section: etree._Element, form: TermForm) -> None:
    """The preferred form with its source, the other accepted ones, then those that must not be used."""
    preferred = _add_term(section, form.term, _PREFERRED, "fullForm" if form.abbreviation else "")
    source = library.sources[form.source]
    _add(preferred, "admin", _source(library, form.source), type="source", **{f"{_XML}lang": source.language})
    if source.url:
        _add(preferred, "xref", source.url, type="externalCrossReference", target=source.url)
    if form.abbreviation:
        _add_term(section, form.abbreviation, _ADMITTED, "abbreviation")
    for text in form.accepted:
        _add_term(section, text, _ADMITTED)
    for text in form.forbidden:
        _add_term(section, text, _DEPRECATED)


def _add_term(section: etree._Element, text: str, status: str, kind: str = "") -> etree._Element:
    group = etree.SubElement(section, "tig")
    _add(group, "term", text)
    if kind:
        _add(group, "termNote", kind, type="termType")
    _add(group, "termNote", status, type="administrativeStatus")
    return group


def _add(parent: etree._Element, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


def _cells(library: Library, key: str, form: TermForm | None, code: str) -> Iterator[str]:
    if form is None:
        yield from ("" for _ in _COLUMNS)
        return
    source = library.sources[form.source]
    yield form.term
    yield form.abbreviation or ""
    yield _BETWEEN.join(form.accepted)
    yield _BETWEEN.join(form.forbidden)
    yield _definition(library, key, code)
    yield _source(library, form.source)
    yield source.language
    yield source.url or ""
