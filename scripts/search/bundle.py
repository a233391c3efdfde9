"""Writes the search of a language: Pagefind's index, and the words by which a browser cuts what is typed.

Pagefind is given one small HTML document an entry. What readers see of an entry goes into its metadata, in
characters for private use: Pagefind would otherwise search the metadata too. Filters are words of the
index as well, since the order within Pagefind's own filter files changes from run to run.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.content.address import address
from scripts.search.attached import AFTER, BEFORE
from scripts.search.spelling import Table, spelt
from scripts.search.vocabulary import told
from scripts.translation.stems import has_stemmer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.content.languages import Language
    from scripts.search.documents import Document, Index
    from scripts.search.entry import Entry, Kind

FOLDER = "pagefind"
SETTINGS = "search.json"
_HIDDEN = 0.3
"""What a word that is not shown counts, beside 1 for a word of a section's text."""
_WEIGHTS: dict[Kind, tuple[float, float]] = {
    "page": (2.0, 1.0),
    "message": (2.0, 2.0),
    "figure": (2.0, 1.0),
    "source": (0.6, 0.6),
    "term": (2.0, 1.0),
}
"""What a word of the title and one of the text count."""
_PLANE, _LAST = 0xF0000, 0xFFFD
_TO_PRIVATE = Table(lambda char: chr(_PLANE + ord(char)) if ord(char) <= _LAST else "")
_SMALLEST_CHUNK, _CHUNKS = 400, 160
"""Words of the index in one piece, as Pagefind counts them (1 to 4 kB, where its own 20,000 make 40 to 60), and how
many pieces there are at most: a list of them all comes with the first query."""
_TRIES = 3
_UNUSED = (
    "pagefind-worker.js",
    "pagefind-component-ui*",
    "pagefind-highlight*",
    "pagefind-modular-ui*",
    "pagefind-ui*",
)


class SearchError(Exception):
    """The index could not be written; the message says why."""


def write_settings(index: Index, language: Language, folder: Path, panel: str) -> None:
    """Write the words and habits of `language` into `folder`, its search page's; `panel` is the HTML of its form."""
    settings = {
        "code": language.code,
        "cldr": language.cldr.replace("_", "-"),
        "inflected": has_stemmer(language.code),
        "before": BEFORE.get(language.code, ()),
        "after": AFTER.get(language.code, ()),
        "panel": panel,
        "words": " ".join(told(index.vocabulary, language.code)),
    }
    text = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS).write_text(text, encoding="utf-8", newline="\n")


class Indexing:
    """Pagefind at work on the index of a language, aside: begun at once, there after `finish`.

    It runs as a command, since its Python service waits a tenth of a second for every answer.
    """

    def __init__(self, index: Index, language: Language, folder: Path) -> None:
        """Write the documents and start; `folder` is that of the language's search page."""
        self._made = tempfile.TemporaryDirectory(prefix="search-")
        self._documents, self._written = Path(self._made.name, "documents"), Path(self._made.name, FOLDER)
        self._documents.mkdir()
        for number, document in enumerate(index.documents):
            html = _html(document, language)
            (self._documents / f"{number:06}.html").write_text(html, encoding="utf-8", newline="\n")
        self._code, self._count, self._folder = language.code, len(index.documents), folder
        total = sum(len(one.title) + len(one.text) + len(one.hidden) for one in index.documents)
        self._chunk = max(_SMALLEST_CHUNK, total // _CHUNKS)
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "pagefind", "--force-language", self._code]
        folders = ["--site", str(self._documents), "--output-path", str(self._written)]
        settings = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(self._chunk)}
        pipe = subprocess.PIPE
        return subprocess.Popen([*command, *folders], env=settings, stdout=pipe, stderr=subprocess.STDOUT, text=True)

    def finish(self) -> None:
        """Put the index into its place; SearchError where it is not whole."""
        with self._made:
            for _ in range(_TRIES):
                said, _ = self._process.communicate()
                if self._process.returncode:
                    raise SearchError(f"Pagefind failed for {self._code}:\n{said}")
                if _is_whole(self._written, self._count):
                    _drop_unused(self._written)
                    shutil.rmtree(self._folder / FOLDER, ignore_errors=True)
                    shutil.move(self._written, self._folder / FOLDER)
                    return
                shutil.rmtree(self._written, ignore_errors=True)
                self._process = self._start()
            self._process.communicate()
        raise SearchError(f"Pagefind left damaged files for {self._code}, {_TRIES} times. Is the disk full?")

    def stop(self) -> None:
        """Give up, leaving nothing behind."""
        self._process.kill()
        self._process.communicate()
        self._made.cleanup()


def _is_whole(folder: Path, count: int) -> bool:
    """Whether every file was written to its end: Pagefind ends without waiting for that."""
    try:
        json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
        for path in (*folder.glob("*.pf_meta"), *folder.glob("wasm.*"), *folder.glob("*/*")):
            gzip.decompress(path.read_bytes())
    except (OSError, EOFError, ValueError):
        return False
    return sum(1 for _ in folder.glob("fragment/*")) == count


def _drop_unused(folder: Path) -> None:
    """Leave out Pagefind's own interfaces, and the programs for other languages."""
    for pattern in _UNUSED:
        for path in folder.glob(pattern):
            path.unlink()
    entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    used = {language["wasm"] or "unknown" for language in entry["languages"].values()}
    for path in folder.glob("wasm.*.pagefind"):
        if path.name.split(".")[1] not in used:
            path.unlink()


def _html(document: Document, language: Language) -> str:
    entry, code = document.entry, language.code
    in_title, in_text = _WEIGHTS[entry.kind]
    shown = [entry.kind, _address(entry, language), entry.page_title, entry.title, entry.text]
    # docs/assets/search/engine.js weighs the two titles of each rank.
    meta = {
        "shown": _private(json.dumps(shown, ensure_ascii=False, separators=(",", ":"))),
        f"title-{entry.rank}": _spelt((*document.title, *document.title_variants), code),
        f"other-{entry.rank}": _spelt(document.other_titles, code),
    }
    names = ", ".join(f"{name}[data-{name}]" for name, value in meta.items() if value)
    values = "".join(f' data-{name}="{value}"' for name, value in meta.items())
    return (
        f'<!doctype html><html lang="{code}"><body>'
        f'<p data-pagefind-meta="{names}"{values} data-pagefind-weight="{in_title}">{_spelt(document.title, code)}</p>'
        f'<p data-pagefind-weight="{in_text}">{_spelt(document.text, code)}</p>'
        f'<p data-pagefind-weight="{_HIDDEN}">{_spelt(document.hidden, code)}</p>'
        f'<p data-pagefind-weight="0">{" ".join(_filters(entry))}</p></body></html>'
    )


def _spelt(words: Iterable[str], code: str) -> str:
    return escape(" ".join(spelt(word, code) for word in dict.fromkeys(words)))


def _address(entry: Entry, language: Language) -> str:
    at = address(language, entry.page)
    return f"{at}#{entry.anchor}" if entry.anchor else at


def _filters(entry: Entry) -> Iterator[str]:
    """Words that no reader types; docs/assets/search/query.js adds them to a query."""
    yield f"zzk{entry.kind}zz"
    for prefix, name in (("l", entry.edition), ("t", entry.topic)):
        if name:
            yield f"zz{prefix}{''.join(char for char in name if char.isalnum())}zz"


def _private(text: str) -> str:
    """`text` in characters of plane 15, which no word is made of."""
    return text.translate(_TO_PRIVATE)
