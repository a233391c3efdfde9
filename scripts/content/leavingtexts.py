"""The texts of a library that lost pages and records: names, definitions, standings and doubts of what is left."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit

from scripts.content.texts import flatten
from scripts.translation.termfinder import TermFinder

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping

    from scripts.content.library import Library
    from scripts.content.page import Page
    from scripts.content.records import Term
    from scripts.content.texts import Texts
    from scripts.content.yamlfile import Document

V = TypeVar("V")
ATTACHMENTS = "assets/attachments"
"""Below docs/."""


def without_texts(before: Library, smaller: Library) -> Library:
    """`smaller` without the texts of what it has lost since `before`."""
    names = {
        "sources": before.sources.keys() - smaller.sources.keys(),
        "publishers": before.publishers.keys() - smaller.publishers.keys(),
        "attachments": before.attachments.keys() - smaller.attachments.keys(),
        "addressees": {one.id for one in before.editions} - {one.id for one in smaller.editions},
    }
    figures = before.figures.keys() - smaller.figures.keys()
    charts = before.charts.keys() - smaller.charts.keys()
    terms = before.terms.keys() - smaller.terms.keys()
    gone = {
        *(f"figure:{one}" for one in figures),
        *(f"chart:{one}" for one in charts),
        *(f"term:{one}" for one in terms),
        *(f"{kind.removesuffix('s')}:{one}" for kind, ids in names.items() for one in ids),
    }
    pages = {name for _, name in before.pages} - {name for _, name in smaller.pages}
    emptied = _emptied(before, figures | charts) | pages
    ids = figures | charts | terms | set().union(*names.values())
    return replace(
        smaller,
        texts={code: _texts(one, figures, charts, terms, names) for code, one in smaller.texts.items()},
        standings={key: one for key, one in smaller.standings.items() if key[1] not in emptied},
        doubts={
            code: tuple(one for one in listed if one.page not in emptied and not ids & set(one.at.split(".")))
            for code, listed in smaller.doubts.items()
        },
        files={key: one for key, one in smaller.files.items() if key not in gone},
    )


def _texts(
    texts: Texts,
    figures: Container[str],
    charts: Container[str],
    terms: Container[str],
    names: Mapping[str, Container[str]],
) -> Texts:
    return replace(
        texts,
        figures=_less(texts.figures, figures),
        figure_files=_less(texts.figure_files, figures),
        charts=_less(texts.charts, charts),
        chart_files=_less(texts.chart_files, charts),
        names=replace(texts.names, **{kind: _less(getattr(texts.names, kind), ids) for kind, ids in names.items()}),
        name_files={
            key: one
            for key, one in texts.name_files.items()
            if key.partition(".")[2] not in names[key.partition(".")[0]]
        },
        definitions=_less(texts.definitions, terms),
    )


def _less(records: Mapping[str, V], gone: Container[str]) -> dict[str, V]:
    return {key: one for key, one in records.items() if key not in gone}


def _emptied(library: Library, ids: Collection[str]) -> set[str]:
    """Files of texts, by their name below the language's folder, all of whose records go."""
    held: dict[str, set[str]] = {}
    for texts in library.texts.values():
        folder = library.docs / texts.language
        for files in (texts.figure_files, texts.chart_files):
            for key, document in files.items():
                held.setdefault(_name(document, folder.as_posix()), set()).add(key)
    return {name for name, keys in held.items() if keys <= set(ids)}


def _name(document: Document, folder: str) -> str:
    return posixpath.relpath(document.path.as_posix(), folder)


def terms_in(
    library: Library, pages: Iterable[Page], figures: Collection[str], terms: Mapping[str, Term]
) -> frozenset[str]:
    """Ids of those `terms` that stand in the texts of these pages and figures, each in its own language."""
    texts: dict[str, list[str]] = {}
    for page in pages:
        found = texts.setdefault(page.language, [page.front.title, page.front.description])
        found += [one.text for one in page.prose] + [one.text for one in page.headings]
    for code, own in library.texts.items():
        texts.setdefault(code, []).extend(_said(own, figures))
    finders = {code: TermFinder(terms, code) for code in texts}
    return frozenset(
        use.term for code, listed in texts.items() for use in finders[code].uses("\n".join(listed), nested=True)
    )


def _said(texts: Texts, figures: Collection[str]) -> Iterator[str]:
    for key in figures:
        if key in texts.figures:
            one = texts.figures[key]
            yield from (one.name, one.definition, one.population or "", one.note or "", one.method or "")
            yield from flatten(dict(one.points)).values()


def assets_of(library: Library, pages: Iterable[Page], attachments: Collection[str]) -> frozenset[str]:
    """Files below docs/ that pages link to or show, and those of attachments, with slashes."""
    found = {f"{ATTACHMENTS}/{file}" for one in attachments if (file := library.attachments[one].file)}
    for page in pages:
        folder = posixpath.join(page.language, posixpath.dirname(page.name))
        for link in page.links:
            parts = urlsplit(link.target)
            if not parts.scheme and not parts.netloc and parts.path and not parts.path.endswith(".md"):
                found.add(posixpath.normpath(posixpath.join(folder, unquote(parts.path))))
    return frozenset(found)
