"""Writes the files of the open data into the site: once, at the root, for all languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scripts.clock import last_update
from scripts.opendata import csvfiles, csvwmeta, jsonschemas, tableschema
from scripts.opendata.archive import zipped
from scripts.opendata.dataset import dataset
from scripts.opendata.jsonfiles import document, text_of
from scripts.opendata.nesting import JSON_FILES
from scripts.opendata.problem import DataError
from scripts.opendata.readme import LICENCE_FILE, README, licence, readme
from scripts.opendata.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scripts.content.library import Library

FOLDER = "data"
"""Below the site's root; the page about the data stands there too, in the source language."""
ARCHIVE = "data.zip"


def write(library: Library, site: Path, site_url: str = "") -> dict[str, int]:
    """Write every file below ``data/`` of `site`; their sizes in bytes, by name.

    DataError where the content does not fit the tables.
    """
    folder = site / FOLDER
    found = files(library, site_url)
    found[ARCHIVE] = zipped(found, last_update(library))
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in found.items():
        (folder / name).write_bytes(data)
    return {name: len(data) for name, data in found.items()}


def files(library: Library, site_url: str = "") -> dict[str, bytes]:
    """Every file but the archive, by its name: the package's descriptor first."""
    data, day = dataset(library, site_url), day_of(library)
    named = [
        (README, readme(library, site_url, day, TABLES, data.rows)),
        (LICENCE_FILE, licence(library)),
        *((table.file, csvfiles.written(table, data.rows[table.name])) for table in TABLES),
        *((file.file, text_of(document(data, file, day))) for file in JSON_FILES),
        *((file.schema_file, text_of(jsonschemas.schema(library, file))) for file in JSON_FILES),
        (csvwmeta.METADATA, text_of(csvwmeta.metadata(library, day, TABLES))),
    ]
    made = unique(named)
    package = tableschema.data_package(library, site_url, day, TABLES, made)
    return unique([(tableschema.PACKAGE, text_of(package)), *made.items()])


def unique(named: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Files by their names; DataError where two have the same, letters' case aside, as on many disks."""
    found: dict[str, bytes] = {}
    taken: set[str] = {ARCHIVE, "index.html"}
    for name, data in named:
        if name.casefold() in taken:
            raise DataError(
                f"two files of the open data are called '{name}'.\n"
                "    -> Rename a table in scripts/opendata/tables.py or a file in scripts/opendata/nesting.py."
            )
        taken.add(name.casefold())
        found[name] = data
    return found


def day_of(library: Library) -> str:
    """The day of the content's last change: what the data was made from, not when."""
    return datetime.fromtimestamp(last_update(library), UTC).date().isoformat()
