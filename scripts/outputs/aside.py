"""Files to take away that need no built page: made in a process beside the one that writes the pages.

Charts, pictures for shared links and press kits are made from the library alone, so that the second core works
while MkDocs, which knows one only, is busy.
"""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

from scripts.cards import writing as cards
from scripts.cards.drawing import CardError
from scripts.content.library import load
from scripts.content.published import published
from scripts.outputs import charting
from scripts.press import kit as press
from scripts.press.manuscript import Workshop
from scripts.press.pandoc import PressError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from scripts.content.library import Library
    from scripts.render.pageview import Settings


PROCESSES = 2


class AsideError(Exception):
    """A file could not be made; the message says which, why and what to do."""


@dataclass(frozen=True)
class Work:
    """What is to be made."""

    root: Path
    """The folder with mkdocs.yml and docs/; its content is known to be valid."""
    site: Path
    components: Path
    """The folder of the components' templates."""
    settings: Settings
    now: datetime
    """What is published then is made."""


class Aside:
    """Makes the files in processes of their own, from `start` to `finish`, one language after another."""

    def __init__(self) -> None:
        self._executor: ProcessPoolExecutor | None = None
        self._results: list[Future[str]] = []

    def __deepcopy__(self, memo: object) -> Aside:
        """Itself: the i18n plugin copies the settings for every language."""
        return self

    def start(self, work: Work, codes: Sequence[str]) -> None:
        """Begin with the files of the languages `codes`, unless it has begun."""
        if self._executor is None:
            # Spawned: a copy of this process by fork would take its threads' locks along.
            processes = PROCESSES if len(codes) > PROCESSES else 1  # a process takes seconds to begin
            self._executor = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
            self._results = [self._executor.submit(make, work, code) for code in codes]

    def finish(self) -> None:
        """Wait for the files; AsideError where one could not be made."""
        try:
            for result in self._results:
                if fault := result.result():
                    raise AsideError(fault)
        finally:
            self.stop()

    def stop(self) -> None:
        """Give up what is not made yet."""
        executor, self._executor, self._results = self._executor, None, []
        if executor is None:
            return
        processes = list((getattr(executor, "_processes", None) or {}).values())
        executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
            process.join()


def make(work: Work, code: str) -> str:
    """Make the files of a language; why it failed, in words, or nothing."""
    library = _library(work.root, work.now)
    language = library.language(code)
    try:
        charting.write(library, language, work.site, work.settings.site_url)
        cards.write(library, language, work.site, work.components)
        press.write(Workshop(library, work.components, work.settings, work.site), language)
    except charting.ChartError as error:
        return f"A chart could not be drawn.\n{error}"
    except CardError as error:
        return f"A picture for shared links could not be drawn.\n{error}"
    except PressError as error:
        return f"A press kit could not be made.\n{error}"
    return ""


@cache
def _library(root: Path, now: datetime) -> Library:
    """What is published of the content, read once by each process."""
    return published(load(root)[0], now)
