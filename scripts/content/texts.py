"""What a language folder says: interface strings, texts of figures, names, glossary definitions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from scripts.content.problem import Problem
from scripts.content.records import ChartText, FigureText, Names
from scripts.content.schema import build, build_all
from scripts.content.yamlfile import Document, read_mapping
from scripts.translation.wording import is_untranslated

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.yamlfile import Value

R = TypeVar("R")


@dataclass(frozen=True)
class Texts:
    """All texts of one language that are not pages."""

    language: str
    strings: dict[str, str]
    """Interface strings by dotted key: ``labels.differs.name``."""
    strings_file: Document
    figures: dict[str, FigureText] = field(default_factory=dict)
    figure_files: dict[str, Document] = field(default_factory=dict)
    """The file that each figure's texts stand in."""
    charts: dict[str, ChartText] = field(default_factory=dict)
    chart_files: dict[str, Document] = field(default_factory=dict)
    """The file that each chart's texts stand in."""
    names: Names = field(default_factory=Names)
    name_files: dict[str, Document] = field(default_factory=dict)
    """The file that each name stands in, by kind and id: ``sources.itu-gci-2024``."""
    definitions: dict[str, str] = field(default_factory=dict)
    """Glossary definitions by term id."""
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What readers type, by what the texts have instead: for the search."""

    def get(self, key: str) -> str:
        """The string at `key`; KeyError names a missing one."""
        return self.strings[key]

    def under(self, prefix: str) -> dict[str, str]:
        """The strings below `prefix`, by the rest of their key."""
        start = prefix + "."
        return {key.removeprefix(start): text for key, text in self.strings.items() if key.startswith(start)}


def read_texts(folder: Path, language: str) -> tuple[Texts, list[Problem]]:
    """Read the texts of the language whose folder is `folder`."""
    strings_file, problems = read_mapping(folder / "strings.yml")
    figures, figure_files, faults = _read_records(FigureText, folder / "figures", "text of figure")
    problems += faults
    charts, chart_files, faults = _read_records(ChartText, folder / "charts", "text of chart")
    problems += faults
    names, name_files, faults = _read_names(folder)
    problems += faults
    definitions: dict[str, str] = {}
    if (folder / "glossary.yml").exists():
        document, faults = read_mapping(folder / "glossary.yml")
        problems += faults
        definitions = _without_marked(flatten(document.data))
    spellings, faults = _read_spellings(folder / "spellings.yml")
    problems += faults
    strings = _without_marked(flatten(strings_file.data))
    texts = Texts(
        language,
        strings,
        strings_file,
        figures,
        figure_files,
        charts,
        chart_files,
        names,
        name_files,
        definitions,
        spellings,
    )
    return texts, problems


def _read_records(kind: type[R], folder: Path, what: str) -> tuple[dict[str, R], dict[str, Document], list[Problem]]:
    """Texts of records by id, the file that each stands in, and the faults."""
    texts: dict[str, R] = {}
    files: dict[str, Document] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        document, faults = read_mapping(path)
        document = _translated(document)
        found, more = build_all(kind, document, what)
        problems += faults + more + _twice(document, set(texts), what)
        texts |= found
        files |= dict.fromkeys(found, document)
    return texts, files, problems


def _read_spellings(path: Path) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    if not path.exists():
        return {}, []
    document, problems = read_mapping(path)
    found: dict[str, tuple[str, ...]] = {}
    for written, typed in document.data.items():
        if isinstance(typed, list) and typed and all(isinstance(one, str) for one in typed):
            found[written] = tuple(str(one) for one in typed)
        else:
            message = f"what readers type for '{written}' is no list of words"
            problems.append(Problem(path, document.line((written,)), message, "Write [word, word].", "spelling"))
    return found, problems


def _read_names(folder: Path) -> tuple[Names, dict[str, Document], list[Problem]]:
    files: dict[str, Document] = {}
    merged: dict[str, dict[str, str]] = {"publishers": {}, "sources": {}, "attachments": {}, "addressees": {}}
    problems: list[Problem] = []
    for path in sorted(folder.glob("names/*.yml")):
        document, faults = read_mapping(path)
        record, more = build(Names, document.data, document, what="names")
        problems += faults + more
        if record is None:
            continue
        for kind, known in merged.items():
            found: dict[str, str] = getattr(record, kind)
            problems += [
                Problem(
                    path,
                    document.line((kind, key)),
                    f"'{key}' is named twice",
                    "Keep one of the two.",
                    "duplicate",
                )
                for key in found
                if key in known
            ]
            known.update(_without_marked(found))
            files |= {f"{kind}.{key}": document for key in found}
    return Names(**merged), files, problems


def _translated(document: Document) -> Document:
    """`document` without entries that hold an untranslated text: until all is done, another language's is shown."""
    done = {
        key: value for key, value in document.data.items() if not any(map(is_untranslated, flatten(value).values()))
    }
    return replace(document, data=done)


def _without_marked(texts: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if not is_untranslated(text)}


def flatten(data: Value, prefix: str = "") -> dict[str, str]:
    """Nested mappings as one, with dotted keys; numbers become text."""
    if not isinstance(data, dict):
        return {prefix: "" if data is None else str(data)}
    flat: dict[str, str] = {}
    for key, value in data.items():
        flat |= flatten(value, f"{prefix}.{key}" if prefix else key)
    return flat


def _twice(document: Document, known: set[str], what: str) -> list[Problem]:
    return [
        Problem(
            document.path,
            document.line((key,)),
            f"{what} '{key}' stands in two files",
            "Keep one.",
            "duplicate",
        )
        for key in document.data
        if key in known
    ]
