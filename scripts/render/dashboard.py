"""How the translations stand, for the page that says so: the same data as ``translate status``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.translation.reports import next_step
from scripts.translation.standing import Reviewed

if TYPE_CHECKING:
    from scripts.content.languages import Language
    from scripts.content.library import Library
    from scripts.translation.doubts import Doubt
    from scripts.translation.standing import Standing


@dataclass(frozen=True)
class Work:
    """One file of a language and what comes next."""

    standing: Standing
    command: str
    """What to type; empty where there is nothing to do or no command does it."""

    @property
    def state(self) -> str:
        """Last part of the key of the state's name among the strings."""
        return str(self.standing.state).replace(": ", "-").replace(" ", "-")


@dataclass(frozen=True)
class LanguageWork:
    """A language with all its files and their sums."""

    language: Language
    works: tuple[Work, ...]
    doubts: tuple[Doubt, ...] = ()
    """Passages that a reviewer begins with."""

    @property
    def words(self) -> int:
        """Words of the source."""
        return sum(work.standing.words for work in self.works)

    @property
    def done(self) -> int:
        """Words that need no more work."""
        return sum(work.standing.done for work in self.works)

    @property
    def reviewed(self) -> int:
        """Files that a person stands for."""
        return sum(work.standing.review is Reviewed.REVIEWED for work in self.works)


def dashboard(library: Library) -> list[LanguageWork]:
    """Every language that is translated into, in the order of the list of languages."""
    return [
        LanguageWork(
            language,
            tuple(
                Work(standing, _command(standing))
                for (code, _), standing in library.standings.items()
                if code == language.code
            ),
            library.doubts[language.code],
        )
        for language in library.languages
        if not language.is_source
    ]


def _command(standing: Standing) -> str:
    step = next_step(standing)
    return (
        f"{step} {standing.name} --lang {standing.language}"
        if step.startswith("translate ") and not step.endswith("blocks")
        else ""
    )
