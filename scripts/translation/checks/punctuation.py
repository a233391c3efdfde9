"""``punctuation``: the habits of each language around its marks, and the same kind of end as the original.

French spaces as the Imprimerie nationale's *Lexique* has them; full-width marks as GB/T 15834 (Chinese)
and the JTF style guide (Japanese) ask; Arabic, Khmer and Spanish marks of their own; no full stop at the
end of a Thai sentence (Royal Society of Thailand).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import quoted
from scripts.translation.checks.markup import OBJECT, trimmed
from scripts.translation.writing import CJK, LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.pair import Pair

RULE = "punctuation"
NARROW, WIDE = "\u202f", "\u00a0"
_CONTEXT = 18
"""Characters shown on either side of what was found."""


@dataclass(frozen=True)
class _Habit:
    pattern: re.Pattern[str]
    message: str
    hint: str


def _habit(pattern: str, message: str, hint: str) -> _Habit:
    return _Habit(re.compile(pattern), message, hint)


_SPACE_BEFORE = _habit(
    rf"[^\s{OBJECT}]( +)[,.;:!?](?=\s|$)", "There is a space before a punctuation mark:", "Delete the space."
)
_FULL_WIDTH = _habit(
    rf"[{CJK}）」』”][,;:!?](?!\d)|[{CJK}）」』”]\.(?=\s|$|[{CJK}])",
    "A half-width mark stands after a full-width character:",
    "Write ， 、 。 ； ： ！ ？ as your language does.",
)
_SPACED_CJK = _habit(rf"[{CJK}] +[{CJK}]", "There is a space between two characters:", "Delete the space.")
_BRACKETS_CJK = _habit(
    rf"[{CJK}]\([{CJK}]",
    "Half-width brackets stand around full-width text:",
    "Write （ and ）.",
)
_THAI, _KHMER, _ARABIC = (
    LETTERS["th"] + r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e",
    LETTERS["km"] + r"\u17c6-\u17d3",
    LETTERS["ar"],
)

_HABITS: dict[str, tuple[_Habit, ...]] = {
    "fr": (
        _habit(
            rf"[^\s{NARROW}{WIDE}?!…{OBJECT}]([;!?])(?=\s|$|[»)])",
            "A no-break space is missing before the mark:",
            "Put a narrow no-break space (U+202F) before ; ! ?",
        ),
        _habit(r" [;:!?](?=\s|$)", "An ordinary space stands before the mark, where a line may break:",
               "Put a no-break space there: narrow (U+202F) before ; ! ? and U+00A0 before :"),
        _habit(rf"[^\s\d{NARROW}{WIDE}{OBJECT}:]:(?=\s|$)", "A no-break space is missing before the colon:",
               "Put a no-break space (U+00A0) before it."),
        _habit(rf"«(?![{NARROW}{WIDE}])|(?<![{NARROW}{WIDE}])»", "A no-break space is missing inside the guillemets:",
               "Write « text » with no-break spaces (U+00A0 or U+202F)."),
        _habit(r"\d(?: ?)%", "A no-break space is missing before the per cent sign:",
               "Put a narrow no-break space (U+202F) before %."),
        _habit(rf"[^\s{OBJECT}] +[,.…](?=\s|$)", _SPACE_BEFORE.message, _SPACE_BEFORE.hint),
    ),
    "zh": (_FULL_WIDTH, _SPACED_CJK, _BRACKETS_CJK),
    "ja": (_FULL_WIDTH, _SPACED_CJK, _BRACKETS_CJK),
    "th": (
        _habit(rf"(?<![.])[{_THAI}]{{4,}}\.(?=\s|$)", "A Thai sentence has no full stop:", "Delete the full stop."),
        _SPACE_BEFORE,
    ),
    "km": (
        _habit(rf"[{_KHMER}{OBJECT}]\s?\.(?=\s|$)", "A Khmer sentence ends with ។:", "Write ។ there."),
    ),
    "ar": (
        _habit(rf"[{_ARABIC}][,;?]", "A Latin mark stands after an Arabic letter:", "Write ، ؛ ؟ instead."),
        _habit(rf"[^\s{OBJECT}]( +)[،؛؟.:!](?=\s|$)", _SPACE_BEFORE.message, _SPACE_BEFORE.hint),
    ),
    "es": (
        _habit(r"^[^¿]*\?", "The question does not begin with ¿:", "Put ¿ where the question begins."),
        _habit(r"^[^¡]*!(?=\s|$|[»)])", "The exclamation does not begin with ¡:", "Put ¡ where it begins."),
        _SPACE_BEFORE,
    ),
}  # fmt: skip
_OTHERS = (_SPACE_BEFORE,)

_ENDS = {
    "a full stop": ".。．។｡…",
    "a question mark": "?？؟",
    "an exclamation mark": "!！",
    "a colon": ":：៖",
    "a semicolon": ";；؛",
    "a comma": ",，、،",
}
_CLOSERS = "\"'”’»«“)）]］」』】》*_" + "\u202f\u00a0 "
_NO_STOP = frozenset({"th", "lo"})
"""Languages whose sentences may end without a mark."""


def check(pair: Pair) -> Iterator[Finding]:
    """Habits in each passage of the translation, then the ends of those that have an original."""
    code = pair.language.code
    for passage in pair.translated:
        for habit in _HABITS.get(code, _OTHERS):
            if match := habit.pattern.search(passage.text):
                yield pair.finding(
                    RULE, "warning", passage, f"{habit.message} {_around(passage.text, match)}", habit.hint
                )
    for original, passage in pair.aligned:
        if original.segment.kind == "cell" or passage.text.endswith(OBJECT) or original.text.endswith(OBJECT):
            continue
        theirs, ours = _end(original.text), _end(passage.text)
        if theirs != ours and not (code in _NO_STOP and {theirs, ours} == {"a full stop", "no mark"}):
            yield pair.finding(
                RULE, "warning", passage, f"The original ends with {theirs}, the translation with {ours}.",
                "End it as the original does.",
            )  # fmt: skip


def _around(text: str, match: re.Match[str]) -> str:
    return quoted(text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT].replace(OBJECT, " … "))


def _end(text: str) -> str:
    last = trimmed(text).rstrip(_CLOSERS)[-1:]
    return next((name for name, marks in _ENDS.items() if last and last in marks), "no mark")
