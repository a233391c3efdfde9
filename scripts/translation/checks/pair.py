"""A translated file beside its original: what every check is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import Finding
from scripts.translation.checks.side import read_side
from scripts.translation.checks.structure import differing

if TYPE_CHECKING:
    from scripts.content.languages import Language
    from scripts.translation.checks.context import Context
    from scripts.translation.checks.finding import Severity
    from scripts.translation.checks.side import Passage, Side


@dataclass(frozen=True)
class Pair:
    """The two files, and which passages belong together."""

    context: Context
    language: Language
    source: Side
    target: Side

    @classmethod
    def read(cls, context: Context, language: Language, name: str) -> Pair:
        """The file `name` of `language` beside its original."""
        return cls(context, language, context.original(name), read_side(context.docs / language.code / name, name))

    @property
    def name(self) -> str:
        """The file below the language's folder."""
        return self.target.name

    @cached_property
    def differing(self) -> frozenset[str]:
        """Sections whose blocks are not the same in both: there passages cannot be told to belong together."""
        return differing(self.source, self.target)

    @cached_property
    def aligned(self) -> tuple[tuple[Passage, Passage], ...]:
        """Original and translation, where both are there and the translation is not marked as untranslated."""
        originals = {passage.key: passage for passage in self.source.passages}
        return tuple(
            (originals[passage.key], passage)
            for passage in self.translated
            if passage.key in originals and passage.section not in self.differing
        )

    @cached_property
    def translated(self) -> tuple[Passage, ...]:
        """The translation without what is marked as untranslated."""
        return tuple(passage for passage in self.target.passages if not passage.segment.untranslated)

    def finding(self, rule: str, severity: Severity, passage: Passage, message: str, hint: str) -> Finding:
        """What `rule` has to say of one passage of the translation."""
        segment = passage.segment
        return Finding(
            self.target.path, segment.line, message, hint, rule, severity, segment.key, self.language.code
        )  # fmt: skip

    def place(self, rule: str, severity: Severity, line: int, section: str, message: str, hint: str) -> Finding:
        """What `rule` has to say of a section, or of a line."""
        return Finding(self.target.path, line, message, hint, rule, severity, section, self.language.code)
