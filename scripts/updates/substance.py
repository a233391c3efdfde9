"""What counts as a change of substance, and its digest.

A date tells a reader "nothing that you rely on has changed since". So what moves it is what a reader
could quote, and nothing else:

- of a **figure**: value, unit, qualifier, date, points of a series, sources with the places in them and
  how close the page that was read is to them, label, verification, conflicts, formula; and what the
  source language says of it (name, definition, population, method, note), since a number means what
  its definition says. Not the address of the copy that was read: copies move, what they say does not.
- of a **message**: its text in the source language, its label, the figures said to support it, and
  the digest of each figure that it shows: a message with another number is another message.
- of a **page**: title, description and text in the source language without its log of changes; the
  record of its topic or letter and of the attachments listed; the digest of each figure that its text
  or its record names. Lists that the site builds of other pages' records (home page, all figures, all
  sources) are not part: each thing in them has a date of its own.

Translations do not count: whether they are up to date is said by their pins. Nor do ``updated``, layout,
comments, the order of keys in a file, or the order of sources.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scripts.content.changelog import log_heading
from scripts.content.reference import PATTERN, parse_reference
from scripts.translation.wording import units
from scripts.updates.digests import digest, plain
from scripts.updates.ledger import GENERAL, Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from scripts.content.figure import Figure
    from scripts.content.library import Library, Topic
    from scripts.content.page import Page
    from scripts.content.records import Citation, FigureRecord, Message

TEXTS = ("name", "definition", "population", "method", "note", "points")
"""Parts of a figure that are texts: changing them may be a matter of wording."""

_REFERENCE = re.compile(PATTERN)


@dataclass(frozen=True)
class Substance:
    """What something says now."""

    home: str
    """The letter that it belongs to, or ``general``."""
    parts: Mapping[str, str]
    """Digest of each part: ``text``, ``record``, ``shows``, ``figures``; of a figure ``record`` and its `TEXTS`."""
    path: Path
    line: int
    record: FigureRecord | None = None
    """Of a figure."""


def substances(library: Library) -> dict[Key, Substance]:
    """Everything that has a date, in the source language."""
    found: dict[Key, Substance] = {}
    digests: dict[str, str] = {}
    for figure in library.figures.values():
        found["figure", figure.id] = one = _of_figure(library, figure)
        digests[figure.id] = digest(one.parts)
    for page in library.pages.values():
        if page.language != library.source_language.code:
            continue
        lines = page.path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")
        found["page", page.name] = _of_page(library, page, lines, digests)
        topic = library.topics.get(f"{page.edition}/{page.slug}")
        for position, message in enumerate(topic.record.messages if topic else ()):
            line = topic.file.line(("messages", position)) if topic else 0
            found["message", message.id] = _of_message(page, message, lines, digests, line)
    return found


def substantial(record: FigureRecord) -> FigureRecord:
    """`record` without what does not count, its sources in a fixed order."""
    return replace(
        record,
        sources=_cited(record.sources),
        series=tuple(replace(point, sources=_cited(point.sources)) for point in record.series),
    )


def figures_shown(library: Library, page: Page) -> list[str]:
    """Ids of the figures that a page's text or record names, sorted."""
    ids = _named(page)
    topic = library.topics.get(f"{page.edition}/{page.slug}")
    if topic is not None:
        ids |= set(_of_topic(topic))
    return sorted(ids & library.figures.keys())


def _of_figure(library: Library, figure: Figure) -> Substance:
    record = substantial(figure.record)
    text = library.texts[library.source_language.code].figures.get(figure.id)
    parts = {"record": digest(plain(record))}
    for part in TEXTS if text else ():
        if said := getattr(text, part):
            parts[part] = digest(_folded(said))
    return Substance(figure.edition, parts, figure.path, figure.line, record)


def _of_page(library: Library, page: Page, lines: list[str], digests: Mapping[str, str]) -> Substance:
    log = log_heading(page.headings)
    parts = {"text": digest(_words(page.name, lines[: log.line - 1] if log else lines))}
    topic = library.topics.get(f"{page.edition}/{page.slug}")
    edition = library.edition(page.edition) if not page.slug else None
    record = topic.record if topic else edition.record if edition else None
    if record is not None:
        attached = {one: plain(library.attachments[one]) for one in record.attachments if one in library.attachments}
        parts["record"] = digest([plain(record), attached])
    parts |= _shown(figures_shown(library, page), digests)
    return Substance(page.edition or GENERAL, parts, page.path, page.front_lines.line(("updated",)))


def _of_message(page: Page, message: Message, lines: list[str], digests: Mapping[str, str], line: int) -> Substance:
    start, end = _section(page, message.id, len(lines))
    ids = _named(page, message.id) | {ref.partition(".")[0] for ref in message.figures}
    parts = {"text": digest(_words(page.name, lines[start:end])), "record": digest(plain(message))}
    parts |= _shown(sorted(ids & digests.keys()), digests)
    return Substance(page.edition, parts, page.path, start + 1 if start else line)


def _shown(ids: list[str], digests: Mapping[str, str]) -> dict[str, str]:
    """Which figures are shown, and what each of them says."""
    return {"shows": digest(ids), "figures": digest({one: digests[one] for one in ids})} if ids else {}


def _section(page: Page, anchor: str, length: int) -> tuple[int, int]:
    """First and last line (from 0, the last one excluded) of the section whose heading has the id."""
    heading = next((one for one in page.headings if one.id == anchor), None)
    if heading is None:
        return 0, 0
    after = (one.line - 1 for one in page.headings if one.line > heading.line and one.level <= heading.level)
    return heading.line - 1, next(after, length)


def _words(name: str, lines: Iterable[str]) -> list[str]:
    """The words of Markdown without its layout; references are written one way."""
    return [_REFERENCE.sub(_normal, unit) for unit in units(name, "\n".join(lines))]


def _normal(match: re.Match[str]) -> str:
    try:
        return str(parse_reference(match[1].replace("\\|", "|")))
    except ValueError:  # refused by the checks
        return match[0]


def _named(page: Page, section: str | None = None) -> set[str]:
    """Figures that the text of a page, or of one section of it, refers to."""
    references = (used.reference for used in page.used if section is None or used.section == section)
    found: set[str] = set()
    for reference in references:
        if reference.kind == "figure":
            found.add(reference.figure_id)
        elif reference.kind == "series":
            found.update(reference.ids)
    return found


def _of_topic(topic: Topic) -> Iterator[str]:
    yield from topic.record.cards
    yield from (ref.partition(".")[0] for ref in topic.record.headline)
    yield from (ref.partition(".")[0] for message in topic.record.messages for ref in message.figures)


def _cited(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(sorted((replace(one, seen=None) for one in citations), key=lambda one: (one.source, str(one.at))))


def _folded(said: str | dict[str, str]) -> object:
    if isinstance(said, dict):
        return {key: _folded(text) for key, text in said.items()}
    return " ".join(unicodedata.normalize("NFC", said).split())
