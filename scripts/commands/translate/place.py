"""What every step needs: the project, its languages, the file that is meant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.content.languages import Language, read_languages
from scripts.content.suggestion import did_you_mean
from scripts.translation.naming import find_name
from scripts.translation.standing import file_names

if TYPE_CHECKING:
    import argparse


@dataclass(frozen=True)
class Place:
    """The project that a step works on."""

    root: Path

    @property
    def docs(self) -> Path:
        """The folder of the content."""
        return self.root / "docs"

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """In the order of mkdocs.yml."""
        return read_languages(self.root / "mkdocs.yml")

    @cached_property
    def source(self) -> Language:
        """The language that pages are first written in."""
        return next(language for language in self.languages if language.is_source)

    def translated(self, code: str | None = None) -> list[Language]:
        """The languages that are translated into; with `code` that one only."""
        if code is None:
            return [language for language in self.languages if not language.is_source]
        found = [language for language in self.languages if language.code == code]
        if not found:
            codes = [language.code for language in self.languages]
            hint = did_you_mean(code, codes, f"it with 'translate new {code}'")
            raise ValueError(f"There is no language '{code}'.\n    -> {hint}")
        if found[0].is_source:
            raise ValueError(f"'{code}' is the source language; it is not translated.")
        return found

    def language(self, code: str) -> Language:
        """The language `code`, which is translated into."""
        return self.translated(code)[0]

    def name(self, given: str) -> str:
        """The name of the source file that a person means."""
        names = file_names(self.docs / self.source.code)
        return find_name(given, names, {language.code for language in self.languages})

    def translation(self, given: str, code: str) -> str:
        """The same, and it has to be translated into `code`."""
        name = self.name(given)
        if not (self.docs / code / name).exists():
            step = f"translate start {name} --lang {code}"
            raise ValueError(f"There is no docs/{code}/{name} yet.\n    -> Begin it with '{step}'.")
        return name


def place(options: argparse.Namespace) -> Place:
    """The project that the options name."""
    return Place(options.root.resolve())


def add_root(parser: argparse.ArgumentParser) -> None:
    """The option that names another project."""
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )


def add_page(parser: argparse.ArgumentParser) -> None:
    """A page and a language."""
    parser.add_argument("page", metavar="PAGE", help="such as 2024-09/child-labour, or the path of its file")
    add_language(parser)


def add_language(parser: argparse.ArgumentParser) -> None:
    """A language, which has to be given."""
    parser.add_argument("--lang", required=True, metavar="xx", help="code of the language, such as en")
    add_root(parser)


def today() -> str:
    """The day, as records have it."""
    return dt.datetime.now(tz=dt.UTC).date().isoformat()
