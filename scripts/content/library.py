"""Everything under docs/, loaded once: the one object that checks, pages and outputs read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from scripts.content.figure import Figure, Reading
from scripts.content.languages import Language, read_languages
from scripts.content.page import Page, read_page
from scripts.content.problem import Problem
from scripts.content.records import (
    Approval,
    Attachment,
    ChartRecord,
    EditionRecord,
    FigureRecord,
    Publisher,
    Source,
    Term,
    TopicRecord,
)
from scripts.content.schema import build, build_all
from scripts.content.texts import Texts, read_texts
from scripts.content.yamlfile import Document, read_mapping
from scripts.translation.doubts import read_doubts
from scripts.translation.pins import PinError
from scripts.translation.standing import Standing, standings
from scripts.updates.ledger import FOLDER, Ledger, read_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scripts.content.embargo import Embargo, Withdrawal
    from scripts.translation.doubts import Doubt

R = TypeVar("R")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Topic:
    """One topic of a letter."""

    edition: str
    slug: str
    record: TopicRecord
    file: Document

    @property
    def page(self) -> str:
        """The name of its page."""
        return f"{self.edition}/{self.slug}.md"


@dataclass(frozen=True)
class Edition:
    """One monthly letter with its topics, in the letter's order."""

    id: str
    record: EditionRecord
    topics: tuple[Topic, ...]
    file: Document

    @property
    def page(self) -> str:
        """The name of its page."""
        return f"{self.id}/index.md"


@dataclass(frozen=True)
class Library:
    """The content. Mappings are in the order of their files."""

    root: Path
    """The folder that holds mkdocs.yml and docs/."""
    languages: tuple[Language, ...]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    figures: Mapping[str, Figure]
    charts: Mapping[str, ChartRecord]
    attachments: Mapping[str, Attachment]
    editions: tuple[Edition, ...]
    """Newest first."""
    terms: Mapping[str, Term]
    texts: Mapping[str, Texts]
    pages: Mapping[tuple[str, str], Page]
    """By language code and name."""
    standings: Mapping[tuple[str, str], Standing]
    """How the translations stand, by language code and file name (pages and other texts)."""
    doubts: Mapping[str, tuple[Doubt, ...]]
    """Passages that a reviewer begins with, by language code."""
    files: Mapping[str, Document]
    """The file that each record stands in, by kind and id: ``source:itu-gci-2024``."""
    ledger: Ledger | None = None
    """What everything was when its date last moved; None in a project that keeps none."""
    unpublished: Mapping[str, Embargo] = field(default_factory=dict)
    """Pages that only a preview shows, by name."""
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    """Pages in whose place a notice stands, by name; they are not among `pages`."""
    withheld: frozenset[str] = frozenset()
    """Files below docs/ that belong to what is left out, with slashes."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Old and new names of pages, as in docs/data/moved.yml."""
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    """By the name of the page of the source language."""

    def __deepcopy__(self, memo: object) -> Library:
        """Itself: nothing in it changes, and the i18n plugin copies the settings for every language."""
        return self

    @property
    def docs(self) -> Path:
        """The folder of the content."""
        return self.root / "docs"

    @cached_property
    def source_language(self) -> Language:
        """The language that pages are first written in."""
        return next((language for language in self.languages if language.is_source), self.languages[0])

    @cached_property
    def shared_languages(self) -> tuple[str, ...]:
        """Codes of the languages that readers of others meet: the source, and those that stand in for missing pages."""
        codes = (self.source_language.code, *(code for one in self.languages for code in one.fallback))
        return tuple(dict.fromkeys(codes))

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by ``edition/slug``."""
        return {f"{topic.edition}/{topic.slug}": topic for edition in self.editions for topic in edition.topics}

    def language(self, code: str) -> Language:
        """The language with `code`."""
        return next(language for language in self.languages if language.code == code)

    def shown(self, code: str, name: str) -> Page:
        """The page `name` as readers of `code` get it: their own, else that of the first fallback that has it."""
        if name in self.withdrawn:
            return self.withdrawn[name].pages[code]
        for other in (code, *self.language(code).fallback):
            page = self.pages.get((other, name))
            if page is not None:
                return page
        return self.pages[self.source_language.code, name]

    def is_stale(self, page: Page) -> bool:
        """Whether the page is a translation whose source has changed since."""
        standing = self.standings.get((page.language, page.name))
        return standing is not None and standing.is_stale

    def interface(self, code: str) -> Language:
        """The language that menus and notices are in for readers of `code`."""
        return self.language(self.language(code).interface or code)

    def names(self) -> list[str]:
        """Names of all pages of the source language, which are the pages of every language."""
        return [name for code, name in self.pages if code == self.source_language.code]

    def edition(self, edition_id: str) -> Edition | None:
        """The letter with this id."""
        return next((edition for edition in self.editions if edition.id == edition_id), None)

    def reading(self, ref: str) -> Reading | None:
        """The value that `ref` (``id`` or ``id.key``) names; None where there is none."""
        figure_id, _, key = ref.partition(".")
        figure = self.figures.get(figure_id)
        return figure.reading(key) if figure else None

    def chart_figures(self, chart_id: str) -> tuple[str, ...]:
        """Ids of the figures that a chart shows; none where there is no such chart."""
        record = self.charts.get(chart_id)
        if record is None:
            return ()
        return tuple(dict.fromkeys([*record.series, *(ref.partition(".")[0] for ref in record.rows)]))

    def line(self, kind: str, record_id: str) -> tuple[Path, int]:
        """Where a record stands."""
        document = self.files[f"{kind}:{record_id}"]
        return document.path, document.line((record_id,))


def load(root: Path) -> tuple[Library, list[Problem]]:
    """Load the content of `root`, with all faults of form; rules that compare records are in scripts.rules."""
    languages = read_languages(root / "mkdocs.yml")
    data = root / "docs" / "data"
    reader = _Reader()
    publishers = reader.folder(Publisher, sorted(data.glob("publishers/*.yml")), "publisher")
    sources = reader.folder(Source, sorted(data.glob("sources/*.yml")), "source")
    records = reader.folder(FigureRecord, sorted(data.glob("figures/*.yml")), "figure")
    charts = reader.folder(ChartRecord, sorted(data.glob("charts/*.yml")), "chart")
    attachments = reader.folder(Attachment, [data / "attachments.yml"], "attachment")
    terms = reader.folder(Term, [data / "glossary.yml"], "term")
    figures = {key: Figure(key, record, *_place(reader.files[f"figure:{key}"], key)) for key, record in records.items()}
    editions = tuple(
        edition
        for folder in sorted(data.glob("editions/*/"), reverse=True)
        if (edition := _read_edition(folder, reader)) is not None
    )
    texts: dict[str, Texts] = {}
    pages: dict[tuple[str, str], Page] = {}
    doubts: dict[str, tuple[Doubt, ...]] = {}
    for language in languages:
        folder = root / "docs" / language.code
        own = read_doubts(folder)
        reader.problems += own.problems
        doubts[language.code] = own.listed
        texts[language.code], faults = read_texts(folder, language.code)
        reader.problems += faults
        for path in sorted(folder.rglob("*.md")):
            if "pins" in path.relative_to(folder).parts:
                continue
            name = path.relative_to(folder).as_posix()
            page, faults = read_page(path, language.code, name)
            reader.problems += faults
            if page is not None:
                pages[language.code, name] = page
    source = next((language.code for language in languages if language.is_source), languages[0].code)
    ledger, faults = read_ledger(data / FOLDER)
    reader.problems += faults
    approvals, faults = _read_approvals(data / "approvals.yml")
    reader.problems += faults
    moved = reader.moved(data / "moved.yml")
    # A translation whose source is gone is no page; `translate status` names it.
    pages = {(code, name): page for (code, name), page in pages.items() if (source, name) in pages}
    library = Library(
        root,
        languages,
        publishers,
        sources,
        figures,
        charts,
        attachments,
        editions,
        terms,
        texts,
        pages,
        _standings(root, source, languages, reader),
        doubts,
        reader.files,
        ledger,
        moved=moved,
        approvals=approvals,
    )
    return library, reader.problems


def _read_approvals(path: Path) -> tuple[dict[str, Approval], list[Problem]]:
    """Approvals by the name of the page; none where there is no file."""
    if not path.exists():
        return {}, []
    document, problems = read_mapping(path)
    found, faults = build_all(Approval, document, "approval of")
    return found, problems + faults


def _place(document: Document, key: str) -> tuple[Path, int]:
    return document.path, document.line((key,))


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.files: dict[str, Document] = {}

    def moved(self, path: Path) -> dict[str, str]:
        """Old and new names of pages; none where there is no file."""
        if not path.exists():
            return {}
        document, faults = read_mapping(path)
        self.problems += faults
        self.files |= {f"moved:{old}": document for old in document.data}
        return {old: str(new) for old, new in document.data.items()}

    def folder(self, kind: type[R], paths: Iterable[Path], what: str) -> dict[str, R]:
        """Records of one kind from several files; an id may stand in one only."""
        records: dict[str, R] = {}
        for path in paths:
            if not path.exists():
                continue
            document, faults = read_mapping(path)
            found, more = build_all(kind, document, what)
            self.problems += faults + more
            for key, record in found.items():
                line = document.line((key,))
                if key in records:
                    first = self.files[f"{what}:{key}"]
                    place = f"{first.path.name} line {first.line((key,))}"
                    message = f"the {what} '{key}' stands twice (first in {place})"
                    self.problems.append(Problem(path, line, message, "Keep one, or give one another id.", "duplicate"))
                    continue
                if not _ID.fullmatch(key):
                    message = f"the {what} id '{key}' is not lower-case letters and digits joined by hyphens"
                    self.problems.append(Problem(path, line, message, "", "id"))
                records[key] = record
                self.files[f"{what}:{key}"] = document
        return records


def _read_edition(folder: Path, reader: _Reader) -> Edition | None:
    document, faults = read_mapping(folder / "edition.yml")
    record, more = build(EditionRecord, document.data, document, what=f"letter '{folder.name}'")
    reader.problems += faults + more
    if record is None:
        return None
    topics: list[Topic] = []
    for slug in record.topics:
        path = folder / f"{slug}.yml"
        if not path.exists():
            message = f"the topic '{slug}' has no record"
            hint = f"Write docs/data/editions/{folder.name}/{slug}.yml."
            reader.problems.append(Problem(document.path, document.line(("topics",)), message, hint, "edition"))
            continue
        file, faults = read_mapping(path)
        topic, more = build(TopicRecord, file.data, file, what=f"topic '{slug}'")
        reader.problems += faults + more
        if topic is not None:
            topics.append(Topic(folder.name, slug, topic, file))
    return Edition(folder.name, record, tuple(topics), document)


def _standings(
    root: Path, source: str, languages: tuple[Language, ...], reader: _Reader
) -> dict[tuple[str, str], Standing]:
    try:
        found = standings(root / "docs", source, [language.code for language in languages])
    except PinError as error:
        reader.problems.append(Problem(root / "docs", 0, str(error), "", "pin"))
        return {}
    return {(standing.language, standing.name): standing for standing in found}
