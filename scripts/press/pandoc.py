"""Pandoc: one manuscript, many formats. The program comes with the package pypandoc-binary."""

from __future__ import annotations

import io
import json
import os
import subprocess
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pypandoc
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from scripts.content.languages import Language
    from scripts.press.manuscript import Manuscript, Picture

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
READER = "html+epub_html_exts"
"""HTML with the notes of EPUB, which pandoc makes footnotes of."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FRAME = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame"
_TITLE = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title"
_PARSED = "manuscript.json"
_COMPLEX = {"ar": "Arial", "km": "Khmer UI", "lo": "Lao UI", "th": "Leelawadee UI"}
_EAST_ASIAN = {"zh": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic"}


class PressError(Exception):
    """A file of a kit cannot be made; the message names the document, says why and what to do."""


def parse(manuscript: Manuscript, folder: Path) -> None:
    """Read the manuscript once, for every format, into the scratch folder `folder`; PressError when it fails."""
    metadata = {
        "title": manuscript.title,
        "author": manuscript.author,
        "publisher": manuscript.publisher,
        "date": manuscript.updated,
        "lang": tag(manuscript.language),
        "dir": manuscript.language.direction,
        "toc-title": manuscript.contents,
    }
    described = folder / "metadata.json"
    described.write_text(json.dumps(metadata, ensure_ascii=False), encoding="utf-8")
    options = ["--from", READER, "--to", "json", "--metadata-file", str(described), "--output", str(folder / _PARSED)]
    _run(manuscript, folder, options, f"<html><body>{manuscript.body}</body></html>")


def convert(manuscript: Manuscript, to: str, folder: Path, target: Path | None = None, *options: str) -> str:
    """What `parse` read, in pandoc's format `to`, written to `target` or given back as text; PressError."""
    command = ["--from", "json", "--to", to, "--wrap=none", *options]
    if target is not None:
        command += ["--standalone", "--output", str(target)]
    return _run(manuscript, folder, [*command, str(folder / _PARSED)], "")


def _run(manuscript: Manuscript, folder: Path, options: list[str], text: str) -> str:
    command = [pypandoc.get_pandoc_path(), *options]
    try:
        done = subprocess.run(
            command,
            input=text,
            cwd=folder,
            env={**os.environ, "TZ": "UTC"},  # times in zip files are local ones
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
    except OSError as error:
        advice = "Install the packages of the lock file again."
        raise PressError(f"{manuscript.stem}: pandoc cannot be run: {error}. {advice}") from error
    if done.returncode:
        raise PressError(f"{manuscript.stem}: pandoc says: {done.stderr.strip()}")
    return done.stdout


def tag(language: Language) -> str:
    """A language as BCP 47 has it: ``zh-Hans``."""
    return language.cldr.replace("_", "-")


@cache
def _default(name: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", name]
    return subprocess.run(command, check=True, capture_output=True).stdout


def reference_docx(language: Language) -> bytes:
    """Pandoc's styles for Word with faces that have the language's letters on the systems that Word runs on."""

    def change(root: etree._Element) -> None:
        for fonts in root.iter(f"{_W}rFonts"):
            fonts.attrib.clear()
            fonts.set(f"{_W}ascii", "Arial")
            fonts.set(f"{_W}hAnsi", "Arial")
            fonts.set(f"{_W}cs", _COMPLEX.get(language.code, "Arial"))
            fonts.set(f"{_W}eastAsia", _EAST_ASIAN.get(language.code, "Arial"))

    def size(root: etree._Element) -> None:
        for section in root.iter(f"{_W}sectPr"):
            for sheet in section.findall(f"{_W}pgSz"):
                section.remove(sheet)
            a4 = {f"{_W}w": "11906", f"{_W}h": "16838"}  # in twentieths of a point
            etree.SubElement(section, f"{_W}pgSz", a4)

    styled = _changed(_default("reference.docx"), "word/styles.xml", change)
    return _changed(styled, "word/document.xml", size)


def reference_odt(language: Language) -> bytes:
    """Pandoc's styles for OpenDocument; those of a language written from right to left run that way."""

    def change(root: etree._Element) -> None:
        for sheet in root.iter(f"{_STYLE}page-layout-properties"):
            sheet.set(f"{_FO}page-width", "210mm")
            sheet.set(f"{_FO}page-height", "297mm")
        if language.direction != "rtl":
            return
        for name in ("paragraph-properties", "page-layout-properties", "table-properties"):
            for properties in root.iter(f"{_STYLE}{name}"):
                properties.set(f"{_STYLE}writing-mode", "rl-tb")

    return _changed(_default("reference.odt"), "styles.xml", change)


def described_odt(package: bytes, pictures: Sequence[Picture]) -> bytes:
    """An OpenDocument text with the alternative text of its pictures, which pandoc leaves out."""

    def change(root: etree._Element) -> None:
        for frame, picture in zip(root.iter(_FRAME), pictures, strict=True):
            etree.SubElement(frame, _TITLE).text = picture.alternative

    return _changed(package, "content.xml", change) if pictures else package


def _changed(package: bytes, part: str, change: Callable[[etree._Element], None]) -> bytes:
    """A zip package with one XML part changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(info, data)
    return written.getvalue()
