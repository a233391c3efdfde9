"""Glossary terms have their form and definition in every language, and each form its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Every term."""
    codes = [language.code for language in library.languages]
    source = library.source_language.code
    for key, term in library.terms.items():
        path, line = library.line("term", key)
        if source not in term.forms:
            message = f"term '{key}' has no form in '{source}'"
            yield Problem(path, line, message, f"Add '{source}:' with term and source.", "term")
        if not library.texts[source].definitions.get(key):
            message = f"term '{key}' has no definition in '{source}'"
            yield Problem(path, line, message, f"Add it to docs/{source}/glossary.yml.", "term")
        for code, form in term.forms.items():
            if form.source not in library.sources:
                message = f"term '{key}' ({code}): there is no source '{form.source}'"
                hint = did_you_mean(form.source, library.sources, "docs/data/sources/")
                yield Problem(path, line, message, hint, "unknown-source")
    for code in codes:
        for key in library.texts[code].definitions:
            if key not in library.terms:
                path = library.docs / code / "glossary.yml"
                hint = did_you_mean(key, library.terms, "docs/data/glossary.yml")
                yield Problem(path, 0, f"this defines no term of the glossary: '{key}'", hint, "orphan-text")
