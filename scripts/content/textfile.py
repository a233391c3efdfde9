"""Reading text files: UTF-8, NFC, and no character that a reader cannot see.

Directional overrides can make a sentence read otherwise than it is stored (the "Trojan Source"
attack, CVE-2021-42574), and invisible characters make words that look alike differ for a search.
Some of them have a legal use in some scripts; the table says which and where.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_JOINERS = {"\u200c": "ZERO WIDTH NON-JOINER", "\u200d": "ZERO WIDTH JOINER"}
_JOINING_SCRIPTS = ("ARABIC", "DEVANAGARI", "BENGALI", "SINHALA", "KHMER", "MYANMAR", "MALAYALAM", "TAMIL")
_MARKS = {"\u200e": "LATIN", "\u200f": "ARABIC HEBREW", "\u061c": "ARABIC"}
_BREAKERS = {"\u200b": "KHMER LAO THAI MYANMAR"}
_ALLOWED_CONTROLS = {"\n", "\t"}
_ALLOWED_FORMAT = {"\u00ad"}


def read_text(path: Path) -> tuple[str, list[Problem]]:
    """The text of `path` with the faults of its encoding; empty text where it cannot be decoded."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return "", [Problem(path, 0, f"the file cannot be read: {error.strerror}", rule="file")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", [
            Problem(
                path,
                line,
                f"the file is not UTF-8: byte 0x{data[error.start]:02X} cannot be read",
                "Save the file as UTF-8 in your editor (in Word and Excel: 'Unicode (UTF-8)').",
                "encoding",
            )
        ]
    text = text.replace("\r\n", "\n")
    return text, list(_faults(path, text))


def _faults(path: Path, text: str) -> Iterator[Problem]:
    if text.startswith("\ufeff"):
        yield Problem(
            path,
            1,
            "the file begins with a byte order mark",
            "Save it as 'UTF-8', not 'UTF-8 with BOM'.",
            "encoding",
        )
        text = text[1:]
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() and line.isprintable():
            continue
        if not unicodedata.is_normalized("NFC", line):
            yield Problem(
                path,
                number,
                f"the line is not in Unicode form NFC: {_first_decomposed(line)}",
                "Type the accented letter as one character, or let your editor normalise the file to NFC.",
                "nfc",
            )
        yield from _invisible(path, number, line)


def _first_decomposed(line: str) -> str:
    for word in line.split():
        if not unicodedata.is_normalized("NFC", word):
            return f"'{word}' holds a letter and its accent as separate characters"
    return "a letter and its accent are separate characters"


def _invisible(path: Path, number: int, line: str) -> Iterator[Problem]:
    for index, char in enumerate(line):
        category = unicodedata.category(char)
        if category not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}:
            continue
        if char in _ALLOWED_CONTROLS or char in _ALLOWED_FORMAT or _has_legal_use(char, line, index):
            continue
        name = unicodedata.name(char, "a control character")
        yield Problem(
            path,
            number,
            f"column {index + 1} holds an invisible character: U+{ord(char):04X} {name}",
            "Delete it: put the cursor just after it and press Backspace, or retype the words around it.",
            "invisible",
        )


def _has_legal_use(char: str, line: str, index: int) -> bool:
    before = unicodedata.name(line[index - 1], "") if index else ""
    after = unicodedata.name(line[index + 1], "") if index + 1 < len(line) else ""
    near = f"{before} {after}"
    if char in _JOINERS:
        return before.startswith(_JOINING_SCRIPTS) and bool(after)
    if char in _BREAKERS:
        return any(script in near for script in _BREAKERS[char].split())
    if char in _MARKS:
        # A directional mark is legal on a line that mixes directions.
        directions = {unicodedata.bidirectional(other) for other in line}
        return bool(directions & {"R", "AL"})
    return False
