"""Files to take away that need no built page: made in a process beside the one that writes the pages.

Charts and pictures for shared links are drawn from the library alone, so that the second core works
while MkDocs, which knows one only, is busy.
"""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from scripts.cards import writing as cards
from scripts.cards.drawing import CardError
from scripts.content.library import load
from scripts.outputs import charting

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.render.pageview import Settings


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


class Aside:
    """Makes the files in a process of its own, from `start` to `finish`."""

    def __init__(self) -> None:
        self._executor: ProcessPoolExecutor | None = None
        self._result: Future[str] | None = None

    def __deepcopy__(self, memo: object) -> Aside:
        """Itself: the i18n plugin copies the settings for every language."""
        return self

    def start(self, work: Work) -> None:
        """Begin, unless it has begun."""
        if self._executor is None:
            # Spawned: a copy of this process by fork would take its threads' locks along.
            self._executor = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            self._result = self._executor.submit(make, work)

    def finish(self) -> None:
        """Wait for the files; AsideError where one could not be made."""
        if self._result is None:
            return
        fault = self._result.result()
        self.stop()
        if fault:
            raise AsideError(fault)

    def stop(self) -> None:
        """Give up what is not made yet."""
        executor, self._executor, self._result = self._executor, None, None
        if executor is None:
            return
        processes = list((getattr(executor, "_processes", None) or {}).values())
        executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
            process.join()


def make(work: Work) -> str:
    """Make everything, language after language; why it failed, in words, or nothing."""
    library, _ = load(work.root)
    try:
        for language in library.languages:
            charting.write(library, language, work.site, work.settings.site_url)
            cards.write(library, language, work.site, work.components)
    except charting.ChartError as error:
        return f"A chart could not be drawn.\n{error}"
    except CardError as error:
        return f"A picture for shared links could not be drawn.\n{error}"
    return ""
