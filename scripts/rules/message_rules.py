"""Messages: each record has its text, each text its record, and the figures that support it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library, Topic
    from scripts.content.page import Heading, Page

_PREFIX = "msg-"


def check(library: Library) -> Iterator[Problem]:
    """Every topic's messages in every language, and ids across the site."""
    first: dict[str, Topic] = {}
    for topic in library.topics.values():
        for number, message in enumerate(topic.record.messages):
            if message.id in first:
                line = topic.file.line(("messages", number))
                text = f"the message id '{message.id}' is used twice in the site (first in {first[message.id].page})"
                yield Problem(topic.file.path, line, text, "Give this message another id.", "message-id")
            first.setdefault(message.id, topic)
        for language in library.languages:
            page = library.pages.get((language.code, topic.page))
            # A translation that lags behind its source lacks what the source got since; its readers are told.
            if page is not None and not library.is_stale(page):
                yield from _page(topic, page)
    for page in library.pages.values():
        if f"{page.edition}/{page.slug}" in library.topics:
            continue
        for heading in page.headings:
            if heading.id.startswith(_PREFIX):
                text = f"the message '{heading.id}' stands on a page that is no topic"
                yield Problem(page.path, heading.line, text, "Give the heading another id.", "message-id")


def _page(topic: Topic, page: Page) -> Iterator[Problem]:
    wanted = [message.id for message in topic.record.messages]
    section = _section(page)
    found = [heading.id for heading in section]
    for heading in section:
        if heading.level == 3 and not heading.id.startswith(_PREFIX):  # noqa: PLR2004
            text = f"a message has no message id (it has '{heading.id}')"
            yield Problem(page.path, heading.line, text, "Message ids begin with 'msg-'.", "message-id")
        elif heading.id not in wanted:
            hint = did_you_mean(heading.id, wanted, f"'messages:' in {topic.file.path.name}")
            yield Problem(page.path, heading.line, f"the message '{heading.id}' has no record", hint, "message-id")
    for missing in (one for one in wanted if one not in found):
        text = f"the message '{missing}' has no text on this page"
        hint = f"Write it under '### Title {{#{missing}}}' in the section of the messages."
        yield Problem(page.path, 0, text, hint, "message-id")
    known = [one for one in found if one in wanted]
    if known != [one for one in wanted if one in known]:
        text = "the messages are not in the order of their records"
        yield Problem(page.path, section[0].line, text, f"The order is: {', '.join(wanted)}.", "message-id")
    yield from _support(topic, page)


def _section(page: Page) -> list[Heading]:
    """The headings of the section of messages."""
    found: list[Heading] = []
    inside = False
    for heading in page.headings:
        if heading.level <= 2:  # noqa: PLR2004
            inside = heading.id == "messages"
        elif inside:
            found.append(heading)
    return found


def _support(topic: Topic, page: Page) -> Iterator[Problem]:
    lines = {heading.id: heading.line for heading in page.headings}
    for message in topic.record.messages:
        if message.id not in lines:
            continue
        used = {used.reference.target for used in page.used if used.section == message.id}
        ids = {target.partition(".")[0] for target in used}
        for ref in message.figures:
            if ref not in used and ref not in ids:
                text = f"the message '{message.id}' does not refer to '{ref}', which its record says supports it"
                hint = f"Refer to it by {{{{ {ref} }}}}, or take it out of the record."
                yield Problem(page.path, lines[message.id], text, hint, "message-figures")
