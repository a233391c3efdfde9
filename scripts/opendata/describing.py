"""The words of descriptions, from strings.yml: the same in files and on the page about the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.opendata.problem import DataError

if TYPE_CHECKING:
    from scripts.content.library import Library
    from scripts.opendata.description import Column, Table

BETWEEN = " / "
"""Between languages, where a format has room for one text only."""


def word(library: Library, code: str, key: str) -> str:
    """The string at `key` for readers of the language `code`; DataError where there is none."""
    texts = library.texts[library.interface(code).code]
    text = texts.strings.get(key)
    if not text:
        message = f"docs/{texts.language}/strings.yml: the string '{key}' is missing"
        raise DataError(f"{message}.\n    -> Describe it there, in every language.")
    return text


def of_column(library: Library, code: str, column: Column) -> str:
    """What a column means."""
    return word(library, code, f"data.columns.{column.name}")


def of_table(library: Library, code: str, table: Table) -> str:
    """What a table holds."""
    return word(library, code, f"data.tables.{table.name}")


def shared(library: Library, key: str) -> str:
    """The string at `key` in the languages that readers of all others meet: Vietnamese / English."""
    return BETWEEN.join(word(library, code, key) for code in library.shared_languages)


def own_languages(library: Library) -> list[str]:
    """The languages that have descriptions of their own."""
    return [language.code for language in library.languages if library.interface(language.code) == language]
