"""NOTES.md: what changed since the release before, in the source language and in English.

What changed in substance is told by the pages' own logs and the ledger, with their dates; both know days, so
what changed on the day of the release before is told once more rather than not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from scripts.render.pageview import PageView
from scripts.updates.events import days
from scripts.updates.notes import Place, note_html, words
from scripts.updates.telling import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.content.library import Library
    from scripts.release.manifest import Manifest
    from scripts.updates.events import Day, FigureEvent, PageEvent

NAME = "NOTES.md"
DAY = len("2026-11-25")
"""Letters of a version that are its day."""
_ENGLISH = "en"
_ANY = "index.md"
"""The page that texts of no page are told from."""
_TEXTS = {
    "vi": {
        "since": "Những thay đổi so với bản {previous}",
        "first": "Bản phát hành đầu tiên",
        "dated": "Nội dung thay đổi từ ngày {day}",
        "all": "Nội dung thay đổi, theo ngày",
        "none": "Không có thay đổi nào về nội dung được ghi nhận.",
        "files": "Tệp: thêm {added}, thay đổi {changed}, bỏ {removed}.",
    },
    "en": {
        "since": "Changes since release {previous}",
        "first": "First release",
        "dated": "What changed in substance, from {day} on",
        "all": "What changed in substance, by day",
        "none": "No change of substance is on record.",
        "files": "Files: {added} added, {changed} changed, {removed} removed.",
    },
}
"""For whoever publishes, not for readers: these stand in no page, so they are no strings of the interface."""
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>&#|"})


@dataclass(frozen=True)
class Counts:
    """Files of a release by how they stand to the release before."""

    added: int
    changed: int
    removed: int


def counts(previous: Manifest | None, now: Manifest) -> Counts:
    """How many files were added, changed and removed."""
    old = {file.path: file.sha256 for file in previous.files} if previous else {}
    new = {file.path: file.sha256 for file in now.files}
    changed = sum(1 for path, digest in new.items() if path in old and old[path] != digest)
    return Counts(len(new.keys() - old.keys()), changed, len(old.keys() - new.keys()))


def notes(library: Library, components: Path, previous: Manifest | None, now: Manifest) -> str:
    """The notes of the release `now`, as Markdown."""
    codes = [one.code for one in library.languages if one.code in {library.source_language.code, _ENGLISH}]
    parts = [f"# {now.version}\n", *(_told(library, components, code, previous, now) for code in codes)]
    return "\n".join(parts)


def _told(library: Library, components: Path, code: str, previous: Manifest | None, now: Manifest) -> str:
    text = _TEXTS.get(code, _TEXTS[_ENGLISH])
    since = previous.version[:DAY] if previous else ""
    count = counts(previous, now)
    head = text["since"].format(previous=previous.version) if previous else text["first"]
    files = text["files"].format(added=count.added, changed=count.changed, removed=count.removed)
    lines = [f"## {head} ({code})\n", f"{files}\n", f"### {text['dated' if since else 'all'].format(day=since)}\n"]
    told = [line for day in days(library, code) if day.date >= since for line in _day(library, components, code, day)]
    return "\n".join([*lines, *(told or [text["none"]])]) + "\n"


def _day(library: Library, components: Path, code: str, day: Day) -> Iterator[str]:
    for event in day.pages:
        yield f"- {day.date}: {_page(library, components, code, event)}"
    for one in day.figures:
        yield f"- {day.date}: {_figure(_view(library, components, code, code, _ANY), one)}"


def _page(library: Library, components: Path, code: str, event: PageEvent) -> str:
    view = _view(library, components, code, event.page.language, event.name)
    title = library.shown(code, event.name).front.title
    note = event.entry.note if event.entry else ""
    said = words(note_html(note, event.name, Place(view.inline, view.link, view.file))) if note else ""
    return plain(f"{title}{view.t('marks.colon')}{said or view.t('updates.revised')}")


def _figure(view: PageView, event: FigureEvent) -> str:
    figure = view.library.figures.get(event.id)
    said = words(escape(view.t("marks.semicolon")).join(sentences(view, event.change)))
    return f"`{event.id}` {plain((view.text(figure).name + view.t('marks.colon') if figure else '') + said)}"


def _view(library: Library, components: Path, reader: str, code: str, name: str) -> PageView:
    page = library.shown(code, name)
    return PageView(library, library.language(code), library.language(reader), page, components)


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return text.translate(_MARKS)
