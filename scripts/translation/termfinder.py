"""Where the glossary's forms stand in a text.

In languages with a stemmer inflected forms count, elsewhere the words as they are; where words have no
spaces between them a form is found inside the text. Where forms overlap the longest counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scripts.translation.stems import stem
from scripts.translation.writing import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.content.records import Term, TermForm

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Use:
    """A form found in a text."""

    term: str
    typed: str
    forbidden: bool


class TermFinder:
    """The glossary in one language, ready to be looked for."""

    def __init__(self, terms: Mapping[str, Term], code: str) -> None:
        self.code = code
        self.edge = 0 if code in UNSPACED else 1
        forms = [
            (_key(code, text, exact=exact), term_id, exact, forbidden)
            for term_id, term in terms.items()
            if code in term.forms
            for text, exact, forbidden in _texts(term.forms[code])
        ]
        # Longest first; of two alike the one that may be used.
        self.forms = sorted(forms, key=lambda form: (-len(form[0]), form[3]))

    def uses(self, text: str, *, nested: bool = False) -> list[Use]:
        """The forms in `text`; none inside another, except with `nested`."""
        found: list[Use] = []
        covered: list[tuple[int, int]] = []
        views = {exact: _view(self.code, text, exact=exact) for exact in (True, False)}
        for key, term, exact, forbidden in self.forms:
            view, places = views[exact]
            start = view.find(key)
            while start >= 0:
                first, last = places[start + self.edge], places[start + len(key) - self.edge]
                if nested or all(last <= begin or first >= end for begin, end in covered):
                    covered.append((first, last))
                    found.append(Use(term, text[first:last], forbidden))
                start = view.find(key, start + 1)
        return found


def _texts(form: TermForm) -> Iterator[tuple[str, bool, bool]]:
    """Each form: its text, whether capitals count in it, whether it is forbidden."""
    yield form.term, False, False
    if form.abbreviation:
        yield form.abbreviation, True, False
    for text in form.accepted:
        yield text, _is_abbreviation(text), False
    for text in form.forbidden:
        yield text, _is_abbreviation(text), True


def _is_abbreviation(text: str) -> bool:
    return text.isupper() and " " not in text


def _key(code: str, text: str, *, exact: bool) -> str:
    return _view(code, text, exact=exact)[0]


@lru_cache(maxsize=4096)
def _view(code: str, text: str, *, exact: bool) -> tuple[str, tuple[int, ...]]:
    """`text` as it is compared, and where in `text` each of its characters came from.

    With spaces between words: the stems, each between spaces, so that only whole words are found.
    """
    view, places = " ", [0]
    if code in UNSPACED:
        view, places = "", []
        for place, char in enumerate(text):
            folded = char if exact else char.casefold()
            view += folded
            places += [place] * len(folded)
        return view, (*places, len(text))
    for match in _TOKEN.finditer(text):
        word = match[0] if exact else stem(code, match[0])
        view += f"{word} "
        places += [match.start()] * len(word) + [match.end()]
    return view, tuple(places)
