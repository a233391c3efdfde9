"""The data package: each file that its descriptor names is there, byte by byte, and its tables have their columns.

Frictionless Data Package v1: ``bytes``, ``hash`` (``sha256:`` and the digest) and ``schema.fields`` of a resource.
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.audit.finding import Finding, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.audit.site import Settings, Site

NAME = "data"
_BUILD = "Build the site again; no one edits these files."
_PACKAGE = "data/datapackage.json"
_CSVW = "data/csv-metadata.json"


def run(site: Site, settings: Settings) -> Result:
    """Files of the data package that are missing, differ, or do not have the columns they are said to have."""
    del settings
    package = site.folder / _PACKAGE
    if not package.is_file():
        return Result(0, "files", (), (f"The site has no {_PACKAGE}: nothing to look at.",))
    try:
        resources = json.loads(package.read_bytes())["resources"]
    except (ValueError, KeyError, TypeError) as error:
        message = f"the descriptor cannot be read: {type(error).__name__}: {error}"
        return Result(1, "files", (Finding(NAME, _PACKAGE, message, _BUILD),))
    findings = [finding for resource in resources for finding in _faults(site, package.parent, resource)]
    findings += _named_by_csvw(site)
    return Result(len(resources), "files", tuple(findings))


def _faults(site: Site, folder: Path, resource: dict[str, Any]) -> Iterator[Finding]:
    path = folder / str(resource.get("path", ""))
    if not path.is_file():
        yield Finding(NAME, _PACKAGE, f"it names a file that is not there: {resource.get('path')}", _BUILD)
        return
    name = path.relative_to(site.folder).as_posix()
    content = path.read_bytes()
    if "bytes" in resource and len(content) != resource["bytes"]:
        yield Finding(NAME, name, f"it has {len(content)} bytes, its descriptor says {resource['bytes']}", _BUILD)
    method, _, digest = str(resource.get("hash", "")).rpartition(":")
    if digest and method in {"", "md5"}:
        yield Finding(NAME, name, "its descriptor gives no SHA-256 digest", _BUILD)
    elif digest and hashlib.new(method, content).hexdigest() != digest:
        yield Finding(NAME, name, f"its {method} digest is not that of its descriptor", _BUILD)
    fields = [str(field["name"]) for field in resource.get("schema", {}).get("fields", ())]
    if path.suffix == ".csv" and fields:
        yield from _table(name, path, fields)


def _table(name: str, path: Path, fields: list[str]) -> Iterator[Finding]:
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        yield Finding(NAME, name, f"it is no CSV in UTF-8: {error}", _BUILD)
        return
    if not rows or rows[0] != fields:
        shown = ", ".join(rows[0]) if rows else "none"
        yield Finding(NAME, name, f"its columns are {shown}; the descriptor says {', '.join(fields)}", _BUILD)
        return
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(fields):
            message = f"row {number} has {len(row)} cells, there are {len(fields)} columns"
            yield Finding(NAME, name, message, _BUILD, f"row {number}")


def _named_by_csvw(site: Site) -> Iterator[Finding]:
    path = site.folder / _CSVW
    if not path.is_file():
        return
    try:
        tables = [str(table["url"]) for table in json.loads(path.read_bytes())["tables"]]
    except (ValueError, KeyError, TypeError) as error:
        yield Finding(NAME, _CSVW, f"it cannot be read: {type(error).__name__}: {error}", _BUILD)
        return
    for table in tables:
        if not (path.parent / Path(table.removeprefix(f"{site.url}data/"))).is_file():
            yield Finding(NAME, _CSVW, f"it names a table that is not there: {table}", _BUILD)
