"""``brackets``: every bracket and quotation mark that opens is closed, by the marks of the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.pair import Pair

RULE = "brackets"
_PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "［": "］",
    "【": "】",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
}
_QUOTES = {"“": "”", "«": "»"}
_GERMAN = {"„": "“", "«": "»", "‚": "‘"}
_LOW_FIRST = frozenset({"de", "cs", "sk", "bg", "sl", "sr", "hr", "et", "lt", "is"})
"""Languages whose quotations begin with „ and end with “."""
_HIGH_LAST = frozenset({"pl", "ro", "hu"})
"""Languages whose quotations begin with „ and end with ”."""
_OUTER = {
    "fr": "« »",
    "es": "« »",
    "ru": "« »",
    "ja": "「 」",
    "zh": "“ ”",
}
"""Marks that quotations in the language begin and end with."""
_FOREIGN = {"fr": "„", "es": "„", "ru": "", "ja": "„«", "zh": "„«"}
"""Marks that open a quotation in other languages only."""
_ENUMERATOR = re.compile(r"(?:^|[\s;,:])\w{1,4}$")
"""What stands before the bracket of ``a)`` and ``1)``, which opens nowhere."""


def check(pair: Pair) -> Iterator[Finding]:
    """Passage by passage."""
    code = pair.language.code
    pairs = _PAIRS | (_GERMAN if code in _LOW_FIRST else _QUOTES | ({"„": "”"} if code in _HIGH_LAST else {}))
    if code == "ru":
        pairs |= {"„": "“"}
        del pairs["“"]
    for passage in pair.translated:
        if pair.name == "strings.yml" and passage.key.startswith("marks."):
            continue  # halves of brackets, which the site puts together
        for message in _faults(passage.text, pairs):
            yield pair.finding(
                RULE, "warning", passage, f"{message} {quoted(passage.text)}", "Close what is open, or delete the mark."
            )  # fmt: skip
        for mark in _FOREIGN.get(code, ""):
            if mark in passage.text:
                yield pair.finding(
                    RULE, "warning", passage, f"The mark {mark} does not open a quotation in this language.",
                    f"Write {_OUTER[code]}.",
                )  # fmt: skip


def _faults(text: str, pairs: dict[str, str]) -> Iterator[str]:
    closing = {end: start for start, end in pairs.items()}
    opened: list[str] = []
    for index, char in enumerate(text):
        if char in closing and opened and opened[-1] == closing[char]:
            opened.pop()
        elif char in pairs:
            opened.append(char)
        elif char == ")" and not opened and _ENUMERATOR.search(text[:index]):
            continue
        elif char in closing:
            yield f"{char} closes what was not opened with {closing[char]}:"
            return
    if opened:
        yield f"{opened[-1]} is not closed with {pairs[opened[-1]]}:"
    if text.count('"') % 2:
        yield 'A quotation mark " has no second one:'
