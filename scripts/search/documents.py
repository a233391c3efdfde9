"""What the index knows of each entry: words of its title, of its text, and words that only people type."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from scripts.search.cutting import Inner, borrowed_words, words
from scripts.search.spelling import folded
from scripts.search.titles import titles_elsewhere
from scripts.search.variants import Synonyms, of_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.content.library import Library
    from scripts.search.entry import Entry


@dataclass(frozen=True)
class Document:
    """An entry with its words, plain."""

    entry: Entry
    title: tuple[str, ...]
    text: tuple[str, ...]
    title_variants: tuple[str, ...]
    """A figure's value; other spellings and abbreviations of what the title says."""
    other_titles: tuple[str, ...]
    """Its titles in languages that readers of all languages meet."""
    hidden: tuple[str, ...]
    """Other spellings and synonyms of what the text says."""

    @property
    def words(self) -> frozenset[str]:
        """All its words."""
        return frozenset((*self.title, *self.text, *self.title_variants, *self.other_titles, *self.hidden))


@dataclass(frozen=True)
class Index:
    """All of a language."""

    code: str
    documents: tuple[Document, ...]
    vocabulary: tuple[str, ...]
    """Every plain word, those that most entries show first."""


def build_index(library: Library, code: str, entries: Iterable[Entry]) -> Index:
    """The index of the language `code`."""
    synonyms = Synonyms(library, code)
    drafts = [_draft(library, entry, code, synonyms) for entry in entries]
    inner = Inner(word for draft in drafts for word in draft.words)
    compounds = Compounds(drafts)
    documents = tuple(_complete(draft, inner, compounds, code) for draft in drafts)
    counts = Counter(word for document in documents for word in document.words)
    # Titles of sources are in many languages; they say least of what is common in this one.
    own = Counter(word for one in documents if one.entry.kind != "source" for word in {*one.title, *one.text})
    # By powers of two: within one the alphabet's order makes the list smaller by a third.
    return Index(code, documents, tuple(sorted(counts, key=lambda word: (-own[word].bit_length(), word))))


def _draft(library: Library, entry: Entry, code: str, synonyms: Synonyms) -> Document:
    """The words that stand somewhere, before those that follow from all of them are added."""
    return Document(
        entry,
        tuple(words(entry.title, code)),
        tuple(words(entry.text, code)),
        _once(
            (
                *words(entry.value, code),
                *borrowed_words(entry.title),
                *words(_joined(synonyms.of_text(entry.title)), code),
            )
        ),
        _once(words(_joined(titles_elsewhere(library, code, entry)), code)),
        _once(
            (
                *words(entry.anchor, code),
                *borrowed_words(entry.text),
                *words(_joined(synonyms.of_text(f"{entry.title} . {entry.text}")), code),
            )
        ),
    )


def _complete(draft: Document, inner: Inner, compounds: Compounds, code: str) -> Document:
    title = _with_variants((*draft.title, *draft.title_variants, *inner.find(draft.entry.title)), code)
    title |= compounds.of(draft.title)
    text = _with_variants((*draft.text, *draft.hidden, *inner.find(draft.entry.text)), code)
    text |= compounds.of(draft.text)
    return replace(
        draft,
        title_variants=tuple(sorted(title.difference(draft.title))),
        hidden=tuple(sorted(text.difference(draft.text, title))),
    )


class Compounds:
    """Words that some texts write as one and others as two: Vietnam and Viet Nam, accents aside."""

    def __init__(self, drafts: Iterable[Document]) -> None:
        parts = [part for draft in drafts for part in (draft.title, draft.text, draft.other_titles)]
        whole: dict[str, str] = {}
        for word in sorted({word for part in parts for word in part if word.isalpha()}):
            whole.setdefault(folded(word), word)
        self._whole: dict[tuple[str, str], str] = {}
        self._pairs: dict[str, tuple[str, str]] = {}
        for part in parts:
            for pair in pairwise(part):
                one = whole.get(folded("".join(pair)))
                if one and min(map(len, pair)) > 1:
                    self._whole[pair] = one
                    self._pairs.setdefault(one, pair)

    def of(self, found: tuple[str, ...]) -> set[str]:
        """What `found` would be written otherwise."""
        others = {self._whole[pair] for pair in pairwise(found) if pair in self._whole}
        return others.union(*(self._pairs[word] for word in found if word in self._pairs))


def _with_variants(found: Iterable[str], code: str) -> set[str]:
    return {one for word in found for one in (word, *of_word(word, code))}


def _joined(texts: Iterable[str]) -> str:
    return " . ".join(texts)


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
