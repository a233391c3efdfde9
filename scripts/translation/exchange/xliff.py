"""XLIFF 1.2 (OASIS standard, 2008), which OmegaT, Trados, memoQ, Phrase and Weblate read.

Codes are ``<ph>`` elements that hold the code as typed, so that a tool can show it. The file is read by
translate-toolkit; it is written by lxml, since translate-toolkit puts ``<header>`` after ``<body>``,
where the schema of XLIFF does not allow it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree
from translate.storage.xliff import xlifffile

from scripts.translation.exchange.catalog import Catalog, ExchangeError, Message
from scripts.translation.exchange.codes import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.translation.exchange.codes import Part

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TOOLKIT: Any = xlifffile
"""The reader; it has no types."""
_ON_LINES = frozenset({"xliff", "file", "header", "body", "trans-unit"})
"""Elements whose children stand on lines of their own; in the others each space counts."""
_DIGEST = "source-digest: "
_NUMBER = re.compile(r"[0-9]{1,6}")
_DOCTYPE = "The file has a DOCTYPE, which XLIFF does not need and which can do harm. Delete it."


def write(catalog: Catalog) -> bytes:
    """`catalog` as a file."""
    root = etree.Element(f"{{{_NAMESPACE}}}xliff", {"version": "1.2"}, nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    file = _add(
        root, "file",
        {"original": catalog.name, "source-language": catalog.source, "target-language": catalog.target,
         "datatype": "plaintext"},
    )  # fmt: skip
    _add(_add(file, "header"), "note").text = f"{_DIGEST}{catalog.digest}"
    body = _add(file, "body")
    for message in catalog.messages:
        unit = _add(body, "trans-unit", {"id": message.key, f"{_XML}space": "preserve"})
        _fill(_add(unit, "source", {f"{_XML}lang": catalog.source}), message.source)
        state = "translated" if message.target else "needs-translation"
        _fill(_add(unit, "target", {f"{_XML}lang": catalog.target, "state": state}), message.target)
        _add(unit, "note").text = message.note
    for element in root.iter():
        if _tag(element) in _ON_LINES:
            element.text = element.text or "\n"
        if _tag(element) != "ph":
            element.tail = "\n"
    root.tail = None
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def read(data: bytes) -> Catalog:
    """The catalog in `data`; ExchangeError where it is none."""
    plain = data.replace(b"\0", b"").upper()  # as in UTF-16 too
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ExchangeError(_DOCTYPE)
    try:
        store = _TOOLKIT.parsestring(data)
        units = list(store.units)
    except (
        etree.XMLSyntaxError,
        ValueError,
        AssertionError,
        TypeError,
        AttributeError,
        KeyError,
        StopIteration,
    ) as error:
        raise ExchangeError(f"This is no XLIFF file that can be read: {error or 'its root is not <xliff>'}") from error
    if store.document.docinfo.internalDTD is not None:  # in an encoding that hid it above
        raise ExchangeError(_DOCTYPE)
    files = [element for element in store.document.getroot().iter() if _tag(element) == "file"]
    if len(files) != 1:
        raise ExchangeError(f"The file holds {len(files)} documents; expected is one, as it was exported.")
    file = files[0]
    notes = [
        str(note.text or "") for note in file.iter() if _tag(note) == "note" and _tag(note.getparent()) == "header"
    ]
    digest = next((note[len(_DIGEST) :] for note in notes if note.startswith(_DIGEST)), "")
    messages = tuple(_message(unit.xmlelement) for unit in units)
    return Catalog(
        str(file.get("original", "")), str(file.get("source-language", "")), str(file.get("target-language", "")),
        digest.strip(), messages,
    )  # fmt: skip


def _message(unit: etree._Element) -> Message:
    source = next((child for child in unit if _tag(child) == "source"), None)
    target = next((child for child in unit if _tag(child) == "target"), None)
    if source is None or not unit.get("id"):
        raise ExchangeError("A <trans-unit> has no id or no <source>.")
    key = str(unit.get("id"))
    return Message(key, tuple(_parts(key, source)), tuple(_parts(key, target)) if target is not None else ())


def _parts(key: str, element: etree._Element) -> Iterator[Part]:
    if element.text:
        yield str(element.text)
    for child in element:
        tag = _tag(child)
        if tag in {"ph", "x"} and _NUMBER.fullmatch(str(child.get("id", ""))):
            yield Code(int(str(child.get("id"))), "".join(map(str, child.itertext())))
        elif tag in {"mrk", "g"}:  # what tools wrap around words
            yield from _parts(key, child)
        elif tag:
            raise ExchangeError(f"In '{key}' there is a <{tag}> that was not exported.")
        if child.tail:
            yield str(child.tail)


def _tag(element: etree._Element | None) -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return etree.QName(element).localname


def _add(parent: etree._Element, tag: str, attributes: dict[str, str] | None = None) -> etree._Element:
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{tag}", attributes or {})


def _fill(element: etree._Element, parts: Iterable[Part]) -> None:
    last: etree._Element | None = None
    for part in parts:
        if isinstance(part, Code):
            last = _add(element, "ph", {"id": str(part.number)})
            last.text = part.text
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part
