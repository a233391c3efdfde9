"""The kits of a language: which files there are, and how they are written."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.press.cache import cache_folder, kept
from scripts.press.images import image
from scripts.press.manuscript import WHOLE, of_letter, of_topic
from scripts.press.pandoc import convert, described_odt, parse, reference_docx, reference_odt
from scripts.press.pdf import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.languages import Language
    from scripts.content.library import Edition, Topic
    from scripts.press.manuscript import Manuscript, Workshop

KINDS = ("pdf", "docx", "odt", "epub", "txt")
"""Formats, by the endings of their files, in the order that they are offered."""
SUMS = "SHA256SUMS"
"""Digests of the files of a folder, as ``sha256sum --check`` reads them."""


@dataclass(frozen=True)
class KitFile:
    """A file of a kit."""

    kind: str
    path: str
    """From the site's root."""


def folder(edition: Edition, language: Language) -> str:
    """Where the kits of a letter stand, from the site's root."""
    return f"{language.prefix}{edition.id}/press/"


def files(edition: Edition, topic: Topic | None, language: Language) -> tuple[KitFile, ...]:
    """The files of a topic, or of the whole letter."""
    stem = f"{folder(edition, language)}{edition.id}-{topic.slug if topic else WHOLE}-{language.code}"
    return tuple(KitFile(kind, f"{stem}.{kind}") for kind in KINDS)


def write(workshop: Workshop, language: Language) -> int:
    """Write the kits of every letter in `language` into the workshop's site; the number of files.

    PressError names the document that cannot be made.
    """
    count = 0
    for edition in workshop.library.editions:
        target = workshop.site / folder(edition, language)
        target.mkdir(parents=True, exist_ok=True)
        sums: list[str] = []
        for manuscript in _manuscripts(workshop, language, edition):
            for name, data in kept(cache_folder(workshop.library.root), manuscript, make):
                (target / name).write_bytes(data)
                sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        (target / SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
        count += len(sums)
    return count


def _manuscripts(workshop: Workshop, language: Language, edition: Edition) -> Iterator[Manuscript]:
    for topic in edition.topics:
        yield of_topic(workshop, language, edition, topic)
    yield of_letter(workshop, language, edition)


def make(manuscript: Manuscript) -> Iterator[tuple[str, bytes]]:
    """Every file of a manuscript: name and content."""
    with tempfile.TemporaryDirectory(prefix="kit-") as scratch:
        place = Path(scratch)
        for picture in manuscript.pictures:
            data = picture.source.read_bytes() if picture.is_chart else image(picture.source, manuscript.stem)
            (place / picture.file).write_bytes(data)
        parse(manuscript, place)
        yield f"{manuscript.stem}.pdf", pdf(manuscript, place)
        for kind, to, options in _formats(manuscript, place):
            file = place / f"kit.{kind}"
            convert(manuscript, to, place, file, *options)
            data = file.read_bytes()
            if kind == "odt":
                data = described_odt(data, manuscript.pictures)
            yield f"{manuscript.stem}.{kind}", data


def _formats(manuscript: Manuscript, place: Path) -> Iterator[tuple[str, str, list[str]]]:
    (place / "reference.docx").write_bytes(reference_docx(manuscript.language))
    (place / "reference.odt").write_bytes(reference_odt(manuscript.language))
    yield "docx", "docx", ["--reference-doc", str(place / "reference.docx")]
    yield "odt", "odt", ["--reference-doc", str(place / "reference.odt")]
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, manuscript.address or manuscript.stem)
    options = ["--metadata", f"identifier=urn:uuid:{identifier}", "--toc", "--toc-depth=2"]
    if manuscript.language.direction == "rtl":
        options += ["--metadata", "page-progression-direction=rtl"]
    yield "epub", "epub3", options
    yield "txt", "plain", ["--reference-links", "--columns=78", "--wrap=auto"]
