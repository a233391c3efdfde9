"""Where the large lines of a card may break: where an editor would break a headline.

Line breaking (Unicode Annex 14) keeps to what is allowed; a headline also keeps a number with what it
counts and, in Japanese, a word of katakana and a particle with what they belong to. A word joiner
(U+2060) says so, which no one sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

JOINER = "\u2060"
SPACELESS = frozenset({"th", "lo", "km", "zh", "ja"})
"""Languages that do not put spaces between words; where there is one, a phrase ends."""

_HAN = "\u3400-\u9fff"
_KEPT = {
    # A number with its counter; katakana in one word; hiragana with what stands before it.
    "zh": re.compile(rf"(?<=[0-9])(?=[{_HAN}])"),
    "ja": re.compile(
        rf"(?<=[0-9])(?=[{_HAN}])|(?<=[\u30a1-\u30fa\u30fc])(?=[\u30a1-\u30fa\u30fc])|(?<=[^\s、。：])(?=[\u3041-\u309f])"  # noqa: RUF001
    ),
    # What makes a noun of a verb, with the verb.
    "th": re.compile("(?:(?<=การ)|(?<=ความ))(?=[\u0e00-\u0e7f])"),
    "lo": re.compile("(?:(?<=ການ)|(?<=ຄວາມ))(?=[\u0e80-\u0eff])"),
    "km": re.compile("(?<=ការ)(?=[\u1780-\u17a2])"),
}
_PHRASE = re.compile(r"(?<=[:;,،؛])\s+|(?<=[：，、；៖])\s*")  # noqa: RUF001 (marks of many scripts)
_PHRASE_OR_SPACE = re.compile(rf"{_PHRASE.pattern}|\ +")
_RUN = re.compile(rf"[!-~]+|(?:.{JOINER})+.")
_SPACE = re.compile(r"(?<=\ )")
_VALUE_PHRASE = {
    "zh": re.compile(r"(?<=[^\s(（])(?=（)"),  # noqa: RUF001
    "ja": re.compile(rf"(?<=[{_HAN}])(?=[0-9])"),
}


@dataclass(frozen=True)
class Line:
    """A text that is set large."""

    text: str
    """With word joiners."""
    phrases: tuple[str, ...]
    """Its parts that should not be broken if that can be helped, with the spaces after them."""
    pieces: tuple[str, ...]
    """What cannot be broken: a line has room for the widest."""


def line(text: str, code: str) -> Line:
    """`text` in language `code`, ready to be broken into lines."""
    joined = _KEPT[code].sub(JOINER, text) if code in _KEPT else text
    cut = _PHRASE_OR_SPACE if code in SPACELESS else _PHRASE
    phrases, end = [], 0
    for match in cut.finditer(joined):
        if 0 < match.end() < len(joined):
            phrases.append(joined[end : match.end()])
            end = match.end()
    phrases.append(joined[end:])
    pieces = _RUN.findall(joined) if code in SPACELESS else joined.split(" ")
    return Line(joined, tuple(phrases), tuple(piece for piece in pieces if piece))


def value_line(text: str, code: str) -> Line:
    """A value with its unit: it breaks at spaces, in Chinese before a bracket, in Japanese before a number."""
    made = line(text, code)
    cut = _VALUE_PHRASE.get(code, _SPACE)
    return Line(made.text, tuple(cut.split(made.text)), made.pieces)
