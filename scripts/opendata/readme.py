"""The texts that go with the files: what they are, in the languages that readers share, and the licence.

What people have to know stands on the page about the data; ``README.txt`` has the same words without markup.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from scripts.content.textfile import read_text
from scripts.opendata.describing import of_column, of_table, word
from scripts.opendata.licence import LICENCE_TITLE, LICENCE_URL
from scripts.opendata.plaintext import formatter_of, plain_text
from scripts.opendata.version import VERSION
from scripts.translation.wording import split_front

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scripts.content.library import Library
    from scripts.opendata.description import Row, Table

PAGE = "data.md"
"""The page about the data; a site may have none."""
README, LICENCE_FILE = "README.txt", "LICENSE.txt"
_LISTED = "{{ block: data-files }}"
_WIDTH = 100


def readme(
    library: Library, site_url: str, day: str, tables: tuple[Table, ...], rows: Mapping[str, tuple[Row, ...]]
) -> bytes:
    """``README.txt``: the same in each shared language, one after the other."""
    parts = [
        "\n\n".join(_part(library, code, site_url, day, _tables(library, code, tables, rows)))
        for code in library.shared_languages
    ]
    return f"\n\n{'=' * _WIDTH}\n\n".join(parts).encode() + b"\n"


def _part(library: Library, code: str, site_url: str, day: str, listed: Iterable[str]) -> Iterator[str]:
    """How the data is cited, then what the page says of it, with the tables where the page lists the files."""
    name = library.texts[library.interface(code).code].get("site.name")
    address = f" {site_url}data/." if site_url else ""
    yield f"{name}: {word(library, code, 'data.title')}, {VERSION}, {day}.{address} CC BY 4.0."
    page = library.pages.get((code, PAGE))
    body = split_front(read_text(page.path)[0])[1] if page else word(library, code, "data.about")
    before, _, after = body.partition(_LISTED)
    yield from _paragraphs(library, code, before)
    yield from listed
    yield from _paragraphs(library, code, after)


def _paragraphs(library: Library, code: str, markdown: str) -> Iterator[str]:
    text = plain_text(markdown, library, formatter_of(library, code))
    return map(_filled, text.split("\n\n") if text else ())


def _tables(
    library: Library, code: str, tables: tuple[Table, ...], rows: Mapping[str, tuple[Row, ...]]
) -> Iterator[str]:
    for table in tables:
        count = word(library, code, "data.rows").replace("{n}", str(len(rows[table.name])))
        lines = [f"{table.file} ({count}): {of_table(library, code, table)}"]
        lines += [f"  {column.name} ({column.type}): {of_column(library, code, column)}" for column in table.columns]
        yield "\n".join(lines)


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def licence(library: Library) -> bytes:
    """``LICENSE.txt``: the licence's name and address, and what it does not cover."""
    head = f"{LICENCE_TITLE} (CC BY 4.0)\n{LICENCE_URL}"
    parts = [head, *(_filled(word(library, code, "data.licence")) for code in library.shared_languages)]
    return "\n\n".join(parts).encode() + b"\n"
