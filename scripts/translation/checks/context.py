"""What every check of a project needs, read once: languages, glossary, and the files of the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.content.languages import read_languages
from scripts.content.records import Term
from scripts.content.schema import build_all
from scripts.content.yamlfile import read_mapping
from scripts.translation.checks.side import Side, read_side
from scripts.translation.standing import file_names

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.languages import Language


@dataclass(frozen=True)
class Context:
    """A project, without its whole content: a page is checked while it is written."""

    docs: Path
    """The folder of the content."""
    source: Language
    """The language that pages are first written in."""
    languages: tuple[Language, ...]
    terms: dict[str, Term]
    """The glossary, by term id."""
    _sides: dict[str, Side] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, root: Path) -> Context:
        """The project in `root`; ContentError where mkdocs.yml has no languages.

        A term that cannot be read is left out: `python -m scripts check` names it.
        """
        languages = read_languages(root / "mkdocs.yml")
        source = next((language for language in languages if language.is_source), languages[0])
        glossary = root / "docs" / "data" / "glossary.yml"
        terms: dict[str, Term] = {}
        if glossary.exists():
            document, _ = read_mapping(glossary)
            terms, _ = build_all(Term, document, "term")
        return cls(root / "docs", source, languages, terms)

    def original(self, name: str) -> Side:
        """The source's file `name`, read once."""
        if name not in self._sides:
            self._sides[name] = read_side(self.docs / self.source.code / name, name)
        return self._sides[name]

    def names(self, language: Language) -> list[str]:
        """Files that both the source and `language` have."""
        folder = self.docs / language.code
        own = set(file_names(folder)) if folder.is_dir() else set()
        return [name for name in file_names(self.docs / self.source.code) if name in own]
