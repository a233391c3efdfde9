"""Translations as files for CAT tools, and back: nothing is lost, and a broken file changes nothing.

A file taken in is untrusted: every placeholder has to be one of the source's, the page made from it has
to fall into the same segments as before, and only then is there a text to be written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.translation.exchange import po, xliff
from scripts.translation.exchange.catalog import Catalog, ExchangeError, Message
from scripts.translation.exchange.codes import CodeError, coded, coded_like, has_words, known, same_codes, written
from scripts.translation.exchange.cutting import CutError, cut, replaced
from scripts.translation.standing import file_names
from scripts.translation.starting import started
from scripts.translation.wording import digest, units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.translation.exchange.codes import Part
    from scripts.translation.exchange.cutting import Piece

__all__ = ["ExchangeError", "Imported", "export_file", "import_file"]

_WRITERS = {"xliff": xliff.write, "po": po.write}
_LARGEST = 20_000_000
"""Bytes of a file that is taken in, at most: the largest page is a hundredth of it."""

_KINDS = {
    "field": "Shown by search engines and in the tab of the browser.",
    "title": "Title of the page.",
    "heading": "Heading.",
    "item": "Item of a list.",
    "quote": "Quotation.",
    "cell": "Cell of a table.",
    "admonition": "Title of a note.",
}


@dataclass(frozen=True)
class Imported:
    """What a file that was taken in makes of a translation."""

    name: str
    text: str
    """The whole file of the translation."""
    changed: tuple[str, ...]
    """Keys of the segments that are new or different."""
    untouched: int
    """Segments that stayed as they were."""


@dataclass(frozen=True)
class _File:
    """A file of the source or of a translation."""

    name: str
    text: str
    pieces: tuple[Piece, ...]

    @property
    def by_key(self) -> dict[str, Piece]:
        """The pieces by their keys."""
        return {piece.key: piece for piece in self.pieces}


def export_file(docs: Path, source: Language, target: Language, name: str, form: str) -> bytes:
    """The file `name` with its translation into `target`, in `form` (``xliff`` or ``po``)."""
    return _WRITERS[form](_catalog(docs, source, target, name))


def import_file(docs: Path, source: Language, target: Language, data: bytes, *, stale_ok: bool = False) -> Imported:
    """What the exported file `data`, filled in, makes of a translation into `target`; nothing is written.

    ExchangeError where the file is broken, is another language's or another project's, or is older than the
    source; with `stale_ok` what still fits is taken from such a file.
    """
    given = _read(data)
    if given.name not in file_names(docs / source.code):
        raise ExchangeError(f"It is for '{given.name}', and docs/{source.code}/ has no such file.")
    if given.target != target.code:
        raise ExchangeError(f"It is a translation into '{given.target}', not into '{target.code}'.")
    if not (docs / target.code / given.name).resolve().is_relative_to(docs.resolve()):
        raise ExchangeError(f"docs/{target.code}/{given.name} is a link that leads out of docs/.")
    current = _catalog(docs, source, target, given.name)
    if given.digest != current.digest and not stale_ok:
        raise ExchangeError(
            "The source has changed since the file was exported. Export it again; or take what still fits with "
            "--stale-ok."
        )
    return _merged(docs, source, target, current, given)


def _read(data: bytes) -> Catalog:
    if len(data) > _LARGEST:
        raise ExchangeError(f"The file is larger than {_LARGEST // 1_000_000} MB.")
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return xliff.read(data) if is_xml else po.read(data)


def _catalog(docs: Path, source: Language, target: Language, name: str) -> Catalog:
    original = _file(docs, source, name)
    own = _file(docs, target, name).by_key if (docs / target.code / name).exists() else {}
    messages = tuple(
        Message(
            piece.key,
            coded(piece.segment.text),
            _target(piece, own.get(piece.key)),
            _KINDS.get(piece.segment.kind, "Text."),
            piece.segment.line,
        )
        for piece in original.pieces
        if has_words(coded(piece.segment.text))
    )
    return Catalog(name, source.code, target.code, digest(units(name, original.text)), messages)


def _file(docs: Path, language: Language, name: str, text: str | None = None) -> _File:
    path = docs / language.code / name
    if text is None:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    try:
        return _File(name, text, tuple(cut(path, name, text)))
    except CutError as error:
        raise ExchangeError(f"docs/{language.code}/{name} cannot be exchanged: {error}.") from error


def _target(original: Piece, own: Piece | None) -> tuple[Part, ...]:
    if own is None or own.segment.untranslated:
        return ()
    return coded_like(own.segment.text, coded(original.segment.text))


def _merged(docs: Path, source: Language, target: Language, current: Catalog, given: Catalog) -> Imported:
    wanted = {message.key: message for message in current.messages}
    changes: dict[str, str] = {}
    for message in given.messages:
        now = wanted.get(message.key)
        if now is None or _words(message.source) != _words(now.source):
            if given.digest == current.digest:
                raise ExchangeError(f"'{message.key}' is no text of {given.name}, or its source text was changed.")
            continue
        text = _text_of(message, now)
        if text and text != _own_text(now):
            changes[message.key] = text
    base = _base(docs, source, target, current, changes)
    text = replaced(given.name, base.text, list(base.pieces), changes)
    _verify(docs / target.code / given.name, text, base, changes)
    return Imported(given.name, text, tuple(changes), len(current.messages) - len(changes))


def _words(parts: tuple[Part, ...]) -> list[str | int]:
    return [" ".join(part.split()) if isinstance(part, str) else part.number for part in parts]


def _own_text(message: Message) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in message.target)


def _text_of(given: Message, now: Message) -> str:
    """The translation as typed in the file; empty where there is none."""
    if not has_words(given.target):
        return ""
    try:
        text = written(given.target, known(now.source, now.target) | known(now.target))
    except CodeError as error:
        raise ExchangeError(f"In '{given.key}' {error}.") from error
    if text != _own_text(now):
        missing, doubled = same_codes(given.target, now.source)
        if missing:
            raise ExchangeError(f"In '{given.key}' the placeholder for {missing[0]} is missing; put it back.")
        if doubled:
            raise ExchangeError(f"In '{given.key}' the placeholder for {doubled[0]} stands twice; delete one.")
    return text


def _base(docs: Path, source: Language, target: Language, current: Catalog, changes: dict[str, str]) -> _File:
    """The file to write into: the translation, or a begun one where it is not there or lacks segments."""
    name = current.name
    if (docs / target.code / name).exists():
        own = _file(docs, target, name)
        if set(changes) <= set(own.by_key):
            return own
    base = _file(docs, target, name, started(name, _file(docs, source, name).text))
    kept = {message.key: _own_text(message) for message in current.messages if message.target}
    text = replaced(name, base.text, list(base.pieces), {key: text for key, text in kept.items() if text})
    return _file(docs, target, name, text)


def _verify(path: Path, text: str, base: _File, changes: Mapping[str, str]) -> None:
    """The new text has to fall into the same segments, with just those words."""
    try:
        made = {piece.key: piece.segment.text for piece in cut(path, base.name, text)}
    except CutError:
        made = {}
    if list(made) != [piece.key for piece in base.pieces]:
        raise ExchangeError(
            "The translation would change the structure of the page: a text begins with a sign such as #, - or >, or "
            "is a line such as ---."
        )
    for key, words in changes.items():
        if made[key] != words:
            raise ExchangeError(f"In '{key}' the text cannot be written as it is: {words}")
