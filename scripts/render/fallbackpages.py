"""What a language does not have of its own: pages, from the first of its fallbacks that has them, and pictures.

The i18n plugin's own fallback knows only the default language and forgets that the page is none of
this language's; so the files are added after the plugin has done its work, with the attributes that
it gives to its own (written against mkdocs-static-i18n 1.3.1).
"""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING, Any, cast

from mkdocs.structure.files import File

from scripts.content.address import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from scripts.content.languages import Language
    from scripts.content.library import Library


_MARKS = re.compile(r"[\\`*_{}\[\]<>#]")
"""Signs that mean something in Markdown."""


def fallback_files(library: Library, language: Language, config: MkDocsConfig) -> Iterator[File]:
    """A file for every page that is missing in `language`."""
    for name in library.names():
        if (language.code, name) in library.pages:
            continue
        text = library.shown(language.code, name).path.read_text(encoding="utf-8")
        yield _generated(config, language, name, text)


def withdrawn_files(library: Library, language: Language, config: MkDocsConfig) -> Iterator[File]:
    """A file for the notice in the place of every page that was withdrawn."""
    for name, taken in library.withdrawn.items():
        heading = _MARKS.sub(r"\\\g<0>", taken.pages[language.code].front.title)
        front = json.dumps(taken.pages[language.code].front.title, ensure_ascii=False)
        description = json.dumps(taken.pages[language.code].front.description, ensure_ascii=False)
        text = f"---\ntitle: {front}\ndescription: {description}\n---\n\n# {heading}\n\n{{{{ block: withdrawn }}}}\n"
        yield _generated(config, language, name, text)


def shared_files(library: Library, language: Language, files: Files, config: MkDocsConfig) -> Iterator[File]:
    """A file for everything below docs/assets that the plugin gave to the source language only.

    Without one MkDocs holds a link to a picture to be broken.
    """
    for path in sorted((library.docs / "assets").rglob("*")):
        name = path.relative_to(library.docs).as_posix()
        if path.is_file() and name not in library.withheld and files.get_file_from_path(name) is None:
            file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
            yield _known(file, language, name)


def _generated(config: MkDocsConfig, language: Language, name: str, text: str) -> File:
    file = File.generated(config, f"{language.code}/{name}", content=text)
    target = address(language, name)
    file.dest_uri = posixpath.join(target, "index.html")
    file.url = target or "./"
    return _known(file, language, name)


def _known(file: File, language: Language, name: str) -> File:
    extra = cast("Any", file)
    extra.alternates = {language.code: file}
    extra.locale = extra.locale_alternate_of = extra.localization = language.code
    extra.norm_src_uri = name
    return file
