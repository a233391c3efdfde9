"""The data as a Dataset of schema.org, for catalogues and search engines: JSON-LD on the page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.content.address import address
from scripts.opendata.describing import of_table, word
from scripts.opendata.licence import LICENCE_URL
from scripts.opendata.nesting import JSON_FILES
from scripts.opendata.readme import PAGE
from scripts.opendata.tables import TABLES
from scripts.opendata.version import VERSION
from scripts.opendata.writing import ARCHIVE, FOLDER, day_of

if TYPE_CHECKING:
    from scripts.opendata.dataset import Dataset


def catalogue(code: str, data: Dataset) -> dict[str, Any] | None:
    """The dataset in the words of the language `code`; None where the site does not know its address."""
    if not data.site_url:
        return None
    library, root = data.library, f"{data.site_url}{FOLDER}/"
    files = [
        (ARCHIVE, "application/zip", word(library, code, "data.about")),
        *((table.file, "text/csv", of_table(library, code, table)) for table in TABLES),
        *((file.file, "application/json", of_table(library, code, file.lists[0][1].table)) for file in JSON_FILES),
    ]
    name = library.texts[library.interface(code).code].get("site.name")
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{root}#dataset",
        "name": f"{name}: {word(library, code, 'data.title')}",
        "description": word(library, code, "data.about"),
        "url": data.site_url + address(library.language(code), PAGE),
        "version": VERSION,
        "dateModified": day_of(library),
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "inLanguage": [language.code for language in library.languages],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file,
                "description": text,
                "encodingFormat": kind,
                "contentUrl": root + file,
            }
            for file, kind, text in files
        ],
    }
