"""``term``: the glossary's forms are used, and the forbidden ones are not.

In languages with a stemmer inflected forms count, elsewhere the words as they are; where words have no
spaces between them a form is found inside the text. Where forms overlap the longest counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import quoted
from scripts.translation.checks.stems import stem
from scripts.translation.checks.writing import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.content.records import Term, TermForm
    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.pair import Pair
    from scripts.translation.checks.side import Passage

RULE = "term"
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Use:
    """A form found in a text."""

    term: str
    typed: str
    forbidden: bool


def check(pair: Pair) -> Iterator[Finding]:
    """Names of documents and bodies are left out: they have words of their own."""
    if pair.name.startswith("names/") or not pair.context.terms:
        return
    source, code = pair.context.source.code, pair.language.code
    terms = _Terms(pair.context.terms, code)
    for passage in pair.translated:
        for use in terms.uses(passage.text):
            if use.forbidden:
                form = pair.context.terms[use.term].forms[code]
                yield pair.finding(
                    RULE, "error", passage,
                    f"{quoted(use.typed)} is not to be used; the glossary has {_forms(form)}.",
                    "Use the glossary's form.",
                )  # fmt: skip
    originals = _Terms(pair.context.terms, source)
    said: dict[str, set[str]] = {}
    for passage in pair.translated:
        said.setdefault(passage.section, set()).update(use.term for use in terms.uses(passage.text, nested=True))
    for original, passage in pair.aligned:
        if pair.name == "strings.yml" and passage.key.startswith("units."):
            continue  # after a number stands a classifier where a language has them, not the noun
        yield from _missing(pair, original, passage, originals, said[passage.section])


def _missing(pair: Pair, original: Passage, passage: Passage, originals: _Terms, said: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for use in originals.uses(original.text):
        form = pair.context.terms[use.term].forms.get(pair.language.code)
        if form is None or use.term in said or use.term in seen or use.forbidden:
            continue
        seen.add(use.term)
        yield pair.finding(
            RULE, "warning", passage,
            f"The original has {quoted(use.typed)}; the glossary's form for it, {_forms(form)}, is not used here.",
            "Use that form. If another one is right too, ask for it to be added under 'accepted' in "
            "docs/data/glossary.yml.",
        )  # fmt: skip


def _forms(form: TermForm) -> str:
    return " or ".join(quoted(text) for text in (form.term, form.abbreviation, *form.accepted) if text)


class _Terms:
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

    def uses(self, text: str, *, nested: bool = False) -> list[_Use]:
        """The forms in `text`; none inside another, except with `nested`."""
        found: list[_Use] = []
        covered: list[tuple[int, int]] = []
        views = {exact: _view(self.code, text, exact=exact) for exact in (True, False)}
        for key, term, exact, forbidden in self.forms:
            view, places = views[exact]
            start = view.find(key)
            while start >= 0:
                first, last = places[start + self.edge], places[start + len(key) - self.edge]
                if nested or all(last <= begin or first >= end for begin, end in covered):
                    covered.append((first, last))
                    found.append(_Use(term, text[first:last], forbidden))
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
