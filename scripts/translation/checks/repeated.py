"""``repeated``: a word typed twice in a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import quoted
from scripts.translation.writing import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.pair import Pair

RULE = "repeated"
_LEFT_OUT = UNSPACED | {"vi", "id", "ms", "tl"}
"""Languages that double words to form others (Vietnamese "luôn luôn", Indonesian "anak anak"), or do not space them."""
_RIGHT = {
    "en": {"that", "had"},
    "fr": {"nous", "vous"},
    "de": {"die", "der", "das", "sie"},
}
"""Words that may follow themselves."""
_TWICE = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[ \u00a0\u202f]+\1(?![^\W_]|[’'-])", re.IGNORECASE)


def check(pair: Pair) -> Iterator[Finding]:
    """Passage by passage."""
    code = pair.language.code
    if code in _LEFT_OUT:
        return
    for passage in pair.translated:
        for match in _TWICE.finditer(passage.text):
            if match[1].casefold() not in _RIGHT.get(code, ()):
                message = f"The word stands twice in a row: {quoted(match[0])}"
                yield pair.finding(RULE, "warning", passage, message, "Delete one of the two.")
