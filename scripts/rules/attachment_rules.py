"""Attached files are the files that were recorded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.records import Attachment

FOLDER = "docs/assets/attachments"


def check(library: Library) -> Iterator[Problem]:
    """Every attachment record against its file, and files without a record."""
    recorded: set[str] = set()
    for key, attachment in library.attachments.items():
        path, line = library.line("attachment", key)
        recorded.add(attachment.file or "")
        if library.edition(attachment.edition) is None:
            message = f"attachment '{key}': there is no letter '{attachment.edition}'"
            hint = did_you_mean(attachment.edition, [edition.id for edition in library.editions], "docs/data/editions/")
            yield Problem(path, line, message, hint, "unknown-edition")
        if attachment.publisher not in library.publishers:
            message = f"attachment '{key}': there is no publisher '{attachment.publisher}'"
            hint = did_you_mean(attachment.publisher, library.publishers, "docs/data/publishers/")
            yield Problem(path, line, message, hint, "unknown-publisher")
        code = library.source_language.code
        if key not in library.texts[code].names.attachments:
            hint = f"Add it under 'attachments:' in a file of docs/{code}/names/."
            yield Problem(path, line, f"attachment '{key}' has no title in '{code}'", hint, "attachment-title")
        for message, hint in _file(library, attachment):
            yield Problem(path, line, f"attachment '{key}': {message}", hint, "attachment")
    folder = library.root / FOLDER
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.relative_to(folder).as_posix() not in recorded:
            hint = "Add a record with its sha256 to docs/data/attachments.yml, or delete the file."
            yield Problem(file, 0, "the file has no record", hint, "attachment")


def _file(library: Library, attachment: Attachment) -> Iterator[tuple[str, str]]:
    if attachment.status == "not-received":
        if attachment.file:
            yield "it is 'not-received', but has a file", "Set status: received."
        return
    if not attachment.file or not attachment.sha256:
        yield (
            "it is 'received', but 'file' or 'sha256' is missing",
            "Add both; `sha256sum FILE` prints the second.",
        )
        return
    folder = (library.root / FOLDER).resolve()
    file = (folder / attachment.file).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        yield f"there is no file {FOLDER}/{attachment.file}", "Put it there, or set status: not-received."
        return
    data = file.read_bytes()
    if not data:
        yield f"the file {attachment.file} is empty", "Copy it again."
        return
    found = hashlib.sha256(data).hexdigest()
    if found != attachment.sha256:
        yield (
            f"the file {attachment.file} is not the one recorded: its SHA-256 is {found}",
            "If the new file is right, record its sum and note the change on the page.",
        )
