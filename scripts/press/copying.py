"""Text that copies out of a PDF as it was written.

Typst gives every glyph of a Khmer cluster the text of the whole cluster, and so with marks in Arabic, Thai
and Lao: copied words repeat letters. Here the first glyph keeps the text, and the others get an
``ActualText`` (ISO 32000-1, 14.9.4) of one U+0000, which readers of PDF take in the place of what the glyphs
stand for: PDFium and Poppler then give nothing, while PDFium takes an empty text for none at all. What is
drawn stays as it is.
"""

from __future__ import annotations

import io
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLUSTER = re.compile("[\u0600-\u06ff\u0e00-\u0eff\u1780-\u17ff].+", re.DOTALL)
"""Text of a cluster that may have several glyphs: Arabic, Thai, Lao or Khmer, more than one character."""
_ARABIC = re.compile("[\u0600-\u06ff]")
_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_NOTHING = "\0"
_CODE = 2
"""Bytes of a glyph's code, with Identity-H."""


def copyable(data: bytes) -> bytes:
    """The PDF with the text of every cluster said once, its objects packed: tags are many and alike."""
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts: dict[tuple[int, int], dict[int, str]] = {}
        for page in document.pages:
            texts = {
                name: fonts.setdefault(font.objgen, _texts(font))
                for name, font in page.resources.get("/Font", {}).items()
            }
            if any(_CLUSTER.fullmatch(text) for known in texts.values() for text in known.values()):
                reader = _Writer(texts)
                deque(reader.page(page), maxlen=0)
                content = pikepdf.unparse_content_stream(list(_Writer(texts, _repeated(reader.units)).page(page)))
                page.Contents = document.make_stream(content)
        written = io.BytesIO()
        packed = pikepdf.ObjectStreamMode.generate
        document.save(written, deterministic_id=True, object_stream_mode=packed, compress_streams=True)
        return written.getvalue()


def _texts(font: pikepdf.Object) -> dict[int, str]:
    """What each glyph of a font stands for, by its code."""
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    for kind, body in _BLOCK.findall(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            found |= {int(code, 16): _decoded(text) for code, text in _ENTRY.findall(body)}
            continue
        for first, last, text in _RANGE.findall(body):
            start = _decoded(text)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _decoded(text: bytes) -> str:
    return bytes.fromhex(text.decode("ascii")).decode("utf-16-be")


class _Glyph(int):
    """A glyph's code, as against a move between glyphs."""


@dataclass
class _Writer:
    """Writes a page's instructions again; units that `silent` names stand for nothing.

    A unit is a glyph, or what is shown within a span that has a text of its own.
    """

    texts: dict[str, dict[int, str]]
    silent: frozenset[int] = frozenset()
    units: list[tuple[str, int]] = field(default_factory=list)
    """Text and first glyph of the units so far."""
    font: str = ""
    spans: list[str | None] = field(default_factory=list)
    """The replacement texts of the marked content that is open."""
    waiting: bool = False
    """Whether a span with a text is held back until what it shows is reached."""

    def page(self, page: pikepdf.Page) -> Iterator[ContentStreamInstruction]:
        """The page's instructions, one after another."""
        for instruction in pikepdf.parse_content_stream(page):
            yield from self._write(instruction)  # type: ignore[arg-type]  # no page has an inline image

    def _write(self, instruction: ContentStreamInstruction) -> Iterator[ContentStreamInstruction]:
        operands, operator = instruction.operands, str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            said = operands[1].get("/ActualText") if operator == "BDC" and isinstance(operands[1], Dictionary) else None
            self.spans.append(None if said is None else str(said))
            if said is not None:
                self.waiting = True
                return
        elif operator == "EMC":
            self.spans.pop()
        elif operator == "Tf":
            self.font = str(operands[0])
        elif operator in {"Tj", "TJ"}:
            yield from self._show(instruction)
            return
        yield instruction

    def _show(self, instruction: ContentStreamInstruction) -> Iterator[ContentStreamInstruction]:
        said = next((text for text in reversed(self.spans) if text is not None), None)
        pieces = list(_pieces(instruction))
        if said is not None:
            code = next(one for one in pieces if isinstance(one, _Glyph))
            if self.waiting:
                yield _span("" if self._unit(said, code) else said)
            self.waiting = False
            yield instruction
            return
        known = self.texts.get(self.font, {})
        run: list[object] = []
        was_silent = False
        for piece in pieces:
            if isinstance(piece, _Glyph):
                is_silent = self._unit(known.get(piece, ""), piece)
                if is_silent != was_silent and run:
                    yield from _shown(run, silent=was_silent)
                    run = []
                was_silent = is_silent
            run.append(piece)
        yield from _shown(run, silent=was_silent)

    def _unit(self, text: str, code: int) -> bool:
        """Count a unit; whether it is a silent one."""
        self.units.append((text, code))
        return len(self.units) - 1 in self.silent


def _repeated(units: list[tuple[str, int]]) -> frozenset[int]:
    """The units that repeat the text of their cluster: all but its first, or all but the last in Arabic.

    There glyphs stand in the order of the eye, a mark before the letter that it belongs to.
    """
    silent: set[int] = set()
    start = 0
    for at in range(1, len(units) + 1):
        text, first = units[start]
        if at < len(units) and units[at][0] == text and units[at][1] != first and _CLUSTER.fullmatch(text):
            continue
        members = range(start, at)
        silent |= set(members[:-1] if _ARABIC.match(text) else members[1:])
        start = at
    return frozenset(silent)


def _pieces(instruction: ContentStreamInstruction) -> Iterator[object]:
    """The glyphs' codes and the moves between them."""
    shown = instruction.operands[0]
    for part in shown if isinstance(shown, Array) else [shown]:
        if isinstance(part, String):
            data = bytes(part)
            yield from (_Glyph.from_bytes(data[at : at + _CODE], "big") for at in range(0, len(data), _CODE))
        else:
            yield part


def _shown(run: list[object], *, silent: bool) -> Iterable[ContentStreamInstruction]:
    """Glyphs and moves as an instruction; `silent` ones stand for nothing."""
    if not run:
        return
    parts: list[object] = []
    codes = bytearray()
    for piece in run:
        if isinstance(piece, _Glyph):
            codes += piece.to_bytes(_CODE, "big")
            continue
        if codes:
            parts.append(String(bytes(codes)))
            codes = bytearray()
        parts.append(piece)
    if codes:
        parts.append(String(bytes(codes)))
    if silent:
        yield _span("")
    yield ContentStreamInstruction([Array(parts)], Operator("TJ"))
    if silent:
        yield ContentStreamInstruction([], Operator("EMC"))


def _span(text: str) -> ContentStreamInstruction:
    value = String(b"\xfe\xff" + (text or _NOTHING).encode("utf-16-be"))
    return ContentStreamInstruction([Name.Span, Dictionary(ActualText=value)], Operator("BDC"))
