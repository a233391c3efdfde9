"""Other ways to write what a text says, by the libraries that know them: people type these too.

They are found, but below the words that a text really has.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from scripts.search.cutting import HAN
from scripts.search.spelling import plain, settled, without_tones
from scripts.translation.termfinder import TermFinder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pykakasi

    from scripts.content.library import Library

_NAMED = re.compile(r"(?P<name>.+?)\s*[(\uff08](?P<short>[^\W\d_a-z]{2,8})[)\uff09]\s*")
"""A body's name with its abbreviation: ``International Telecommunication Union (ITU)``."""


@lru_cache(maxsize=65536)
def of_word(word: str, code: str) -> tuple[str, ...]:
    """Other spellings of a plain word of the language `code`."""
    match code:
        case "vi":
            return (without_tones(word),)
        case "en":
            return _spellings().get(word, ())
        case "zh" if HAN.search(word):
            return tuple(plain(convert(word)) for convert in _traditional())
        case "ja" if HAN.search(word):
            return (settled(plain(_reading(word))),)
    return ()


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """British words with their American spelling, and the other way round, by the list that codespell keeps."""
    found: dict[str, set[str]] = {}
    text = (files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        british, _, american = line.partition("->")
        for one in (word.strip() for word in american.split(",")):
            if one:
                found.setdefault(british, set()).add(one)
                found.setdefault(one, set()).add(british)
    return {word: tuple(sorted(others)) for word, others in found.items()}


@cache
def _traditional() -> tuple[Callable[[str], str], ...]:
    """Traditional forms as written in general, in Taiwan and in Hong Kong."""
    from opencc import OpenCC

    return tuple(OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk"))


@lru_cache(maxsize=65536)
def _reading(word: str) -> str:
    return "".join(part["hira"] for part in _kakasi().convert(word))


@cache
def _kakasi() -> pykakasi.kakasi:
    import pykakasi

    return pykakasi.kakasi()  # type: ignore[no-untyped-call]


class Synonyms:
    """The glossary's names for one thing, abbreviations of bodies with what they stand for, usual other spellings."""

    def __init__(self, library: Library, code: str) -> None:
        self._finder = TermFinder(library.terms, code)
        self._names = {
            term_id: tuple(_distinct((*_forms(library, term_id, code), *_abbreviations(library, term_id))))
            for term_id, term in library.terms.items()
            if code in term.forms
        }
        self._bodies = _bodies(library, code)
        self._spellings = library.texts[code].spellings

    def of_text(self, text: str) -> list[str]:
        """The other names of everything that `text` names by one of them."""
        found = [name for use in self._finder.uses(text, nested=True) for name in self._names.get(use.term, ())]
        for name, short in self._bodies:
            if name in text:
                found.append(short)
            if short in text and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text):
                found.append(name)
        for written, typed in self._spellings.items():
            if written in text:
                found += typed
        return list(dict.fromkeys(found))


def _forms(library: Library, term_id: str, code: str) -> Iterator[str | None]:
    form = library.terms[term_id].forms[code]
    yield form.term
    yield form.abbreviation
    yield from form.accepted


def _abbreviations(library: Library, term_id: str) -> Iterator[str | None]:
    """Abbreviations in any language: readers of all languages meet the English and the Vietnamese ones."""
    for form in library.terms[term_id].forms.values():
        yield form.abbreviation


def _bodies(library: Library, code: str) -> tuple[tuple[str, str], ...]:
    names = library.texts[code].names.publishers
    found: dict[str, str] = {}
    for publisher_id, publisher in library.publishers.items():
        match = _NAMED.fullmatch(names.get(publisher_id, publisher.name))
        if match:
            found[match["name"]] = match["short"]
    return tuple(found.items())


def _distinct(texts: Iterable[str | None]) -> Iterator[str]:
    yield from dict.fromkeys(text for text in texts if text)
