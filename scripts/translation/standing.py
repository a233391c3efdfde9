"""How each translation stands: read from the files and their pins, without parsing a page.

``docs/`` is all that is needed, so that the answer comes in an instant for many languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from scripts.translation.changes import Change, changes
from scripts.translation.pins import Pin, pin_path, read_pin
from scripts.translation.wording import digest, is_untranslated, split_front, units, word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


_FRONT = 4096
"""Bytes at the head of a page that surely hold its front matter."""


class State(StrEnum):
    """Whether a translation says what its source says."""

    MISSING = "missing"
    """The source has no translation."""
    UNPINNED = "unpinned"
    """There is a translation, but nobody has said what it was made from."""
    IN_SYNC = "in sync"
    STALE_WORDING = "stale: wording"
    """The source was reworded since."""
    STALE_FIGURES = "stale: figures"
    """A figure, date, name or link of the source changed since."""
    ORPHAN = "orphan"
    """The translation has no source (any more)."""


class Reviewed(StrEnum):
    """Whether a person stands for the translation."""

    MACHINE_DRAFT = "machine-draft"
    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Standing:
    """One file of one language."""

    language: str
    name: str
    """Path below the language's folder, with slashes."""
    state: State
    review: Reviewed | None
    """None where there is no translation."""
    words: int
    """Words of the source."""
    todo: int
    """Words of the source still to be translated, or to be looked at again."""
    untranslated: int = 0
    """Words of blocks that are marked as still in the source language."""
    pin: Pin | None = None
    updated: str = ""
    """The source's ``updated`` day."""
    changes: tuple[Change, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is a page; else it holds strings, texts of figures or names."""
        return self.name.endswith(".md")

    @property
    def is_stale(self) -> bool:
        """Whether the source has changed since the translation was made."""
        return self.state in {State.STALE_WORDING, State.STALE_FIGURES}

    @property
    def done(self) -> int:
        """Words that need no more work."""
        return self.words - self.todo


@dataclass(frozen=True)
class _Source:
    name: str
    units: tuple[str, ...]
    digest: str
    words: int
    updated: str


def file_names(folder: Path) -> list[str]:
    """The files of a language that are translated: pages, strings, texts of figures and charts, names."""
    found = [path for path in folder.rglob("*.md") if "pins" not in path.relative_to(folder).parts]
    found += [path for name in ("strings.yml", "glossary.yml") if (path := folder / name).exists()]
    found += [path for kind in ("figures", "charts", "names") for path in folder.glob(f"{kind}/*.yml")]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def standings(docs: Path, source: str, languages: Iterable[str]) -> list[Standing]:
    """Every file of the languages against the folder of the source language; PinError for a damaged pin."""
    originals = {name: _source(docs / source, name) for name in file_names(docs / source)}
    return [
        standing
        for language in languages
        if language != source
        for standing in _language(docs / language, language, originals)
    ]


def _source(folder: Path, name: str) -> _Source:
    text = (folder / name).read_text(encoding="utf-8", errors="replace")
    found = units(name, text)
    return _Source(name, found, digest(found), sum(map(word_count, found)), _field(text, "updated"))


def _language(folder: Path, language: str, originals: dict[str, _Source]) -> Iterator[Standing]:
    own = set(file_names(folder)) if folder.is_dir() else set()
    for name, source in originals.items():
        if name in own:
            yield _standing(folder, language, source)
        else:
            yield Standing(language, name, State.MISSING, None, source.words, source.words, updated=source.updated)
    for name in sorted(own - originals.keys()):
        data = (folder / name).read_bytes()
        yield Standing(language, name, State.ORPHAN, _review(name, data, read_pin(pin_path(folder, name))), 0, 0)


def _standing(folder: Path, language: str, source: _Source) -> Standing:
    name = source.name
    data = (folder / name).read_bytes()
    pin = read_pin(pin_path(folder, name))
    untranslated = _untranslated(name, data) if b"untranslated" in data else 0
    lag = _IN_STEP
    if pin is None:
        state = State.UNPINNED
    elif pin.source == source.units:
        state = State.IN_SYNC
    else:
        lag = _lag(pin.source, source.units)
        state = State.STALE_FIGURES if lag.facts else State.STALE_WORDING
    todo = min(source.words, untranslated + lag.words)
    review = _review(name, data, pin)
    return Standing(language, name, state, review, source.words, todo, untranslated, pin, source.updated, lag.changes)


def _untranslated(name: str, data: bytes) -> int:
    return sum(word_count(unit) for unit in units(name, data.decode(errors="replace")) if is_untranslated(unit))


@dataclass(frozen=True)
class _Lag:
    """How far a translation is behind its source."""

    changes: tuple[Change, ...]
    facts: bool
    words: int


_IN_STEP = _Lag((), facts=False, words=0)


@lru_cache(maxsize=4096)
def _lag(old: tuple[str, ...], new: tuple[str, ...]) -> _Lag:
    """Worked out once: many languages were made from the same state of a source."""
    found = changes(old, new)
    words = sum(word_count(change.new or change.old) for change in found)
    return _Lag(found, any(change.touches_facts for change in found), words)


def _review(name: str, data: bytes, pin: Pin | None) -> Reviewed:
    if pin is not None and pin.review is not None:
        unchanged = digest(units(name, data.decode(errors="replace"))) == pin.review.text
        return Reviewed.REVIEWED if unchanged else Reviewed.DRAFT
    drafted = _field(data[:_FRONT].decode(errors="replace"), "translation") if name.endswith(".md") else ""
    if drafted == Reviewed.DRAFT or (not drafted and pin is not None and pin.drafted == "person"):
        return Reviewed.DRAFT
    return Reviewed.MACHINE_DRAFT


def _field(text: str, key: str) -> str:
    """A field of a page's front matter, read without parsing YAML."""
    head, _ = split_front(text.replace("\r\n", "\n"))
    for line in head.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name == key:
            return value.strip().strip("'\"")
    return ""
