"""Rows of messages, and of their texts in every language that has them.

A message is its issuer's position: every row of a text names issuer and letter, so that it can be
copied alone. A text of which any part is still in the source language is left out of a translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.address import record_address
from scripts.content.partialdate import parse_date
from scripts.content.textfile import read_text
from scripts.opendata.plaintext import formatter_of, plain_text
from scripts.opendata.problem import DataError
from scripts.opendata.recordrows import observed
from scripts.opendata.states import state_of
from scripts.translation.wording import is_untranslated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Edition, Library
    from scripts.content.page import Page
    from scripts.content.records import Message
    from scripts.opendata.description import Row

_SECTION = 3
"""Headings down to this level end a message."""


def messages(library: Library, site_url: str) -> Iterator[Row]:
    """One row a message, in the order of the letter."""
    for edition in library.editions:
        for topic in edition.topics:
            for position, message in enumerate(topic.record.messages, start=1):
                yield {
                    "id": message.id,
                    "edition": edition.id,
                    "topic": f"{topic.edition}/{topic.slug}",
                    "position": position,
                    "label": message.label,
                    "issuer": edition.record.issuer,
                    "letter": edition.record.letter,
                    "observations": observed(library, message.figures),
                    "permalink": site_url + record_address(message.id),
                }


def message_texts(library: Library, site_url: str) -> Iterator[Row]:
    """One row a message and language."""
    for edition in library.editions:
        for topic in edition.topics:
            pages = [(code.code, library.pages.get((code.code, topic.page))) for code in library.languages]
            texts = {code: (page, read_text(page.path)[0].split("\n")) for code, page in pages if page}
            for message in topic.record.messages:
                for page, lines in texts.values():
                    yield from _text(library, edition, page, lines, message, site_url)


def _text(
    library: Library, edition: Edition, page: Page, lines: list[str], message: Message, site_url: str
) -> Iterator[Row]:
    position = next((at for at, heading in enumerate(page.headings) if heading.id == message.id), None)
    if position is None:
        return
    heading = page.headings[position]
    end = next((one.line for one in page.headings[position + 1 :] if one.level <= _SECTION), len(lines) + 1)
    section = "\n".join(lines[heading.line - 1 : end - 1])
    if is_untranslated(section):
        return
    formatter = formatter_of(library, page.language)
    body = plain_text("\n".join(lines[heading.line : end - 1]), library, formatter)
    if not body:
        where = page.path.relative_to(library.root).as_posix()
        raise DataError(f"{where}:{heading.line}: the message '{message.id}' has no text.\n    -> Write it.")
    letter = formatter.strings["letter.title"].replace("{date}", formatter.date(parse_date(edition.id)))
    issuer = _publisher(library, page.language, edition.record.issuer)
    yield {
        "message": message.id,
        "language": page.language,
        "heading": heading.text,
        "body": body,
        "attribution": formatter.strings["topic.attributed"].replace("{issuer}", issuer).replace("{letter}", letter),
        **state_of(library, page.language, page.name),
        "updated": page.front.updated.text,
        "permalink": f"{site_url}{record_address(message.id)}#{page.language}",
    }


def _publisher(library: Library, code: str, publisher: str) -> str:
    return library.texts[code].names.publishers.get(publisher) or library.publishers[publisher].name
