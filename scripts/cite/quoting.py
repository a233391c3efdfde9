"""Texts that a reporter can paste: a message or a figure with its attribution, sources and permanent address.

No value stands without its unit, date and sources; where sources differ, all values are there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.cite.passage import passage
from scripts.translation.standing import Reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.content.figure import Figure, Reading
    from scripts.content.library import Edition, Topic
    from scripts.content.records import Message
    from scripts.render.pageview import PageView

_NOTES = {Reviewed.MACHINE_DRAFT: "cite.machine-draft", Reviewed.DRAFT: "cite.draft"}
"""Strings that say of a translation that nobody, or no second person, has reviewed it."""


def message_text(view: PageView, topic: Topic, edition: Edition, message: Message, permalink: str) -> str:
    """A message, its attribution, the sources it rests on and its address; `view` is that of the topic's page."""
    found = passage(view, message.id)
    others = [source for source in found.sources if source[0] != edition.record.letter]
    lines = [
        found.heading,
        "",
        *found.paragraphs,
        "",
        f"— {origin(view, topic, edition)} ({view.t(f'labels.{message.label}.name')})",
        *(_differing(view, reading) for reading in found.readings if reading.conflicts),
        *_sources(view, others),
        *_closing(view, topic.page, permalink),
    ]
    return "\n".join(lines)


def figure_text(view: PageView, figure: Figure, permalink: str) -> str:
    """A figure with value, date, label, other sources' values, sources and its address."""
    reading = view.reading(figure.id)
    label = view.t(f"labels.{reading.label}.name")
    lines = [
        f"{figure_title(view, figure)} [{label}]",
        *([view.t("figure.after-letter")] if figure.record.after_letter else []),
        *([_differing(view, reading, named=False)] if reading.conflicts else []),
        *(_points(view, figure) if figure.is_series else []),
        *_sources(view, _cited(figure.readings() if figure.is_series else [reading])),
        *_closing(view, figure_file(view, figure), permalink),
    ]
    return "\n".join(lines)


def figure_title(view: PageView, figure: Figure) -> str:
    """Name, value with unit, and date: ``Score: 99.74 points out of 100 (as of 12 September 2024)``."""
    reading = view.reading(figure.id)
    name = view.library.texts[view.language.code].figures[figure.id].name
    return f"{name}{view.t('marks.colon')}{view.formatter.quantity(reading)}{_in_brackets(view, _as_of(view, reading))}"


def origin(view: PageView, topic: Topic, edition: Edition) -> str:
    """Where a message comes from: ``Authority of Foreign Information, Letter of September 2024, point 4``."""
    return view.t(
        "topic.issuer",
        issuer=view.publisher(edition.record.issuer),
        letter=view.letter_name(edition),
        point=topic.record.letter_point,
    )


def standing_note(view: PageView, name: str) -> str:
    """That a translation was not reviewed, and by whom it was made; empty for reviewed texts and the source's."""
    standing = view.library.standings.get((view.language.code, name))
    note = _NOTES.get(standing.review) if standing and standing.review else None
    return view.t(note) if note else ""


def source_line(view: PageView, source_id: str, place: str = "") -> str:
    """A source in one line: publisher, title, symbol, place, date; a title that this site supplied is in brackets."""
    source = view.library.sources[source_id]
    title = view.translated_title(source_id) or source.title
    kind, _, value = place.partition(" ")
    parts = [
        f"[{title}]" if source.supplied_title else title,
        source.symbol or "",
        view.t(f"places.{kind}", x=value) if kind else "",
        view.date(source.date) if source.date else view.t("notes.undated"),
    ]
    comma = view.t("marks.comma")
    return f"{view.publisher(source.publisher)}{view.t('marks.colon')}{comma.join(part for part in parts if part)}"


def figure_sources(view: PageView, reading: Reading) -> list[str]:
    """The sources of a value, each in one line."""
    return [source_line(view, *one) for one in _cited([reading])]


def figure_file(view: PageView, figure: Figure) -> str:
    """The file that holds the figure's texts, as `Library.standings` names it."""
    path = view.library.texts[view.language.code].figure_files[figure.id].path
    return path.relative_to(view.library.docs / view.language.code).as_posix()


def _cited(readings: Iterable[Reading]) -> list[tuple[str, str]]:
    """Sources of values and of the values that differ from them, with places, each once."""
    found: dict[tuple[str, str], None] = {}
    for reading in readings:
        for citation in reading.sources:
            place = next((f"{kind} {value}" for kind, value in citation.at.items()), "")
            found[citation.source, place] = None
        known = {source for source, _ in found}
        found |= {(one.source, ""): None for one in reading.conflicts if one.source not in known}
    return list(found)


def _sources(view: PageView, sources: list[tuple[str, str]]) -> Iterator[str]:
    if sources:
        yield f"{view.t('figure.sources')}{view.t('marks.colon')}".rstrip()
        yield from (f"– {source_line(view, *one)}" for one in sources)


def _points(view: PageView, figure: Figure) -> Iterator[str]:
    yield f"{view.t('figure.series')}{view.t('marks.colon')}".rstrip()
    for reading in figure.readings():
        value = f"{view.date(reading.as_of)}{view.t('marks.colon')}{view.formatter.quantity(reading)}"
        yield f"– {value}{view.t('marks.semicolon') + others_give(view, reading) if reading.conflicts else ''}"
    if not figure.record.comparable:
        yield view.t("figure.not-comparable")


def _differing(view: PageView, reading: Reading, *, named: bool = True) -> str:
    if not named:
        return others_give(view, reading)
    name = view.text(reading.figure).name.striptags()
    value = f"{view.t('marks.colon')}{view.formatter.quantity(reading)}{view.t('marks.semicolon')}"
    return name + value + others_give(view, reading)


def others_give(view: PageView, reading: Reading) -> str:
    """``Other sources give: 5.3% (Test Union, October 2024)``."""
    values = []
    for one in reading.conflicts:
        who = view.publisher(view.library.sources[one.source].publisher)
        when = view.t("marks.comma") + view.date(one.as_of) if one.as_of else ""
        values.append(view.formatter.conflicting(one, reading) + _in_brackets(view, who + when))
    return f"{view.t('figure.conflicts')}{view.t('marks.colon')}{view.t('marks.semicolon').join(values)}"


def _closing(view: PageView, name: str, permalink: str) -> Iterator[str]:
    """The site, what kind of text it is, and where it stands."""
    note = standing_note(view, name)
    yield view.t("site.name") + (_in_brackets(view, note) if note else "")
    if permalink:
        yield permalink


def _as_of(view: PageView, reading: Reading) -> str:
    text = view.t("figure.as-of", date=view.date(reading.as_of))
    return text[:1].lower() + text[1:]


def _in_brackets(view: PageView, text: str) -> str:
    return f"{view.t('marks.open')}{text}{view.t('marks.close')}"
