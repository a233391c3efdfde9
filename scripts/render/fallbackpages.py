"""Pages that a language does not have yet, made from the first of its fallbacks that has them.

The i18n plugin's own fallback knows only the default language and forgets that the page is none of
this language's; so the files are added after the plugin has done its work, with the attributes that
it gives to its own (written against mkdocs-static-i18n 1.3.1).
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, cast

from mkdocs.structure.files import File

from scripts.content.address import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from scripts.content.languages import Language
    from scripts.content.library import Library


def fallback_files(library: Library, language: Language, config: MkDocsConfig) -> Iterator[File]:
    """A file for every page that is missing in `language`."""
    for name in library.names():
        if (language.code, name) in library.pages:
            continue
        text = library.shown(language.code, name).path.read_text(encoding="utf-8")
        file = File.generated(config, f"{language.code}/{name}", content=text)
        target = address(language, name)
        file.dest_uri = posixpath.join(target, "index.html")
        file.url = target or "./"
        extra = cast("Any", file)
        extra.alternates = {language.code: file}
        extra.locale = extra.locale_alternate_of = extra.localization = language.code
        extra.norm_src_uri = name
        yield file
