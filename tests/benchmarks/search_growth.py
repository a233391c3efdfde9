"""How the first query grows with the site: the same entries once, ten and a hundred times, with new words among them.

    python -m tests.benchmarks.search_growth SITE [--language CODE]

Each copy of a letter keeps nine words of ten and replaces the tenth by a word of its own, more than real letters do
after the first few. Printed: bytes of the words and of Pagefind's list, which every first query fetches, bytes of the
pieces that one query needs, and seconds to make the index.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from scripts.content.library import load
from scripts.search.bundle import SETTINGS, Indexing, write_settings
from scripts.search.documents import Document, Index, build_index
from scripts.search.extraction import entries
from tests.site import ROOT


def grown(index: Index, times: int) -> Index:
    """The index with its entries `times` over."""
    documents = [_copy(document, number) for number in range(times) for document in index.documents]
    counts = Counter(word for document in documents for word in document.words)
    vocabulary = sorted(counts, key=lambda word: (-counts[word].bit_length(), word))
    return Index(index.code, tuple(documents), tuple(vocabulary))


def _copy(document: Document, number: int) -> Document:
    if number == 0:
        return document
    entry = replace(document.entry, anchor=f"{document.entry.anchor}-{number}")
    return replace(document, entry=entry, text=tuple(_word(word, number) for word in document.text))


def _word(word: str, number: int) -> str:
    """One word of ten is another in each copy."""
    digest = hashlib.sha256(f"{word}{number}".encode()).digest()
    return f"{word}{digest[1:3].hex()}" if digest[0] % 10 == 0 and word.isalpha() else word


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    library, _ = load(ROOT)
    language = library.language(options.language)
    index = build_index(library, language.code, entries(library, language, options.site))
    print("entries      words    list   pieces of a query   made in")
    for times in (1, 10, 100):
        more = grown(index, times)
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            start = time.monotonic()
            write_settings(more, language, folder, "")
            Indexing(more, language, folder).finish()
            seconds = time.monotonic() - start
            words = len(gzip.compress((folder / SETTINGS).read_bytes(), 6)) / 1000
            listed = sum(path.stat().st_size for path in folder.glob("pagefind/*.pf_meta")) / 1000
            sizes = sorted(path.stat().st_size / 1000 for path in folder.glob("pagefind/index/*"))
        typical, largest = sizes[len(sizes) // 2], sizes[-1]
        pieces = f"{typical:.1f} kB, at most {largest:.1f}"
        print(f"{len(more.documents):7} {words:7.1f} kB {listed:6.1f} kB   {pieces}   {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
