"""What a browser keeps: the list of a language's files, and the service worker's script.

The worker is scripts/offline/worker.js below what differs from build to build. Lists and builds are named by
digests of content: same content, same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.offline.problem import OfflineError
from scripts.offline.records import FOLDER as RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.offline.copyset import CopySet, Site

_SCRIPT = Path(__file__).with_name("worker.js")
NOTICE = b'<template class="saved-copy"'
"""Where a page has room for the notice that it is a saved copy: overrides/components/saved.html."""
_LETTERS = 16
TEXTS = ("title", "unread", "readable", "again")


@dataclass(frozen=True)
class Kept:
    """The list of a language's files."""

    version: str
    files: Mapping[str, str]
    """What to write, by name: ``<code>-records.json``, the records' pages in this language by address, and
    ``<code>.json``, the list ``{version, size, files: [[address, digest, bytes], ...]}``; addresses are from the
    site's root."""


@dataclass(frozen=True)
class Speech:
    """A language as the worker speaks it."""

    code: str
    prefix: str
    direction: str
    locale: str
    """For dates: ``en-GB``."""
    texts: Mapping[str, str]
    """By the names in `TEXTS`."""


def digest(content: bytes) -> str:
    """The beginning of the content's SHA-256, in hexadecimal."""
    return sha256(content).hexdigest()[:_LETTERS]


def kept(site: Site, found: CopySet, code: str, folder: str) -> Kept:
    """The list of what `found` has, for the language `code`; OfflineError where a page has no room for the notice.

    `folder` is where the files are written, from the site's root. The records' pages are one file there: on the
    site each holds all languages, many times what a reader keeps of it.
    """
    queries = dict(found.queries)
    files: list[tuple[str, str, int]] = []
    records: dict[str, str] = {}
    for name in sorted({*found.pages, *found.files, *found.search}):
        content = site.read(name)
        if name in found.pages and NOTICE not in content:
            raise OfflineError(
                f"{name}: the page has no place for the notice that it is a saved copy.\n"
                "    -> Put the component overrides/components/saved.html into its template, below the header."
            )
        if name.startswith(RECORDS):
            records[_address(name, queries)] = content.decode("utf-8")
        else:
            files.append((_address(name, queries), digest(content), len(content)))
    written = {}
    if records:
        name = f"{code}-records.json"
        written[name] = _json(records)
        content = written[name].encode()
        files.append((f"{folder}/{name}", digest(content), len(content)))
    version = digest(json.dumps(files).encode())
    listed = {"version": version, "size": sum(size for _, _, size in files), "files": files}
    return Kept(version, {**written, f"{code}.json": _json(listed)})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _address(name: str, queries: Mapping[str, str]) -> str:
    """What browsers ask for: a page by its folder, a stylesheet with its version."""
    if name == "index.html" or name.endswith("/index.html"):
        return name.removesuffix("index.html")
    return f"{name}?{queries[name]}" if name in queries else name


def worker(speeches: Iterable[Speech], styles: Iterable[str]) -> str:
    """The script at the site's root; `styles` are the addresses that every page loads."""
    settings = {
        "styles": list(styles),
        "languages": [
            {
                "code": one.code,
                "prefix": one.prefix,
                "dir": one.direction,
                # Years of the common era and Western digits, as scripts/content/formatter.py writes them.
                "locale": f"{one.locale}-u-ca-gregory-nu-latn",
                **{name: one.texts[name] for name in TEXTS},
            }
            for one in speeches
        ],
    }
    script = _SCRIPT.read_text(encoding="utf-8")
    build = digest(json.dumps([settings, script]).encode())
    text = json.dumps({"build": build, **settings}, ensure_ascii=False, indent=1)
    return f"self.site = {text};\n\n{script}"
