"""Every language has the same interface strings with the same places for values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale

from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library

_PLACE = re.compile(r"\{[a-z]+\}")
_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


def check(library: Library) -> Iterator[Problem]:
    """Missing, unknown and damaged strings, against the source language."""
    source = {_base(key): text for key, text in library.texts[library.source_language.code].strings.items()}
    for language in library.languages:
        texts = library.texts[language.code]
        file = texts.strings_file
        found = {_base(key) for key in texts.strings}
        for key in sorted(source.keys() - found) if not language.interface else ():
            message = f"the string '{key}' is missing or untranslated"
            hint = f"The source language has: {source[key]!r}"
            yield Problem(file.path, 0, message, hint, "string")
        for key, text in texts.strings.items():
            line = file.line(tuple(key.split(".")))
            if _base(key) not in source:
                hint = did_you_mean(_base(key), source, "the source language's strings.yml")
                yield Problem(file.path, line, f"the string '{key}' is used nowhere", hint, "string")
            elif not text.strip():
                yield Problem(file.path, line, f"the string '{key}' is empty", "Translate it.", "string")
            elif set(_PLACE.findall(text)) != set(_PLACE.findall(source[_base(key)])):
                wanted = " ".join(sorted(set(_PLACE.findall(source[_base(key)])))) or "none"
                message = f"the string '{key}' has not the places of the original (it has: {wanted})"
                yield Problem(file.path, line, message, "Keep them as they are.", "string")
        yield from _plurals(library, language.code, language.cldr)


def _plurals(library: Library, code: str, cldr: str) -> Iterator[Problem]:
    texts = library.texts[code]
    needed = set(Locale.parse(cldr).plural_form.tags) | {"other"}
    given: dict[str, set[str]] = {}
    for key in texts.strings:
        base, _, form = key.rpartition(".")
        if key.startswith("units.") and form in _FORMS:
            given.setdefault(base, set()).add(form)
    for base, forms in given.items():
        if base.removeprefix("units.").startswith(("rank", "ordinal")):
            continue
        for form in sorted(needed - forms):
            line = texts.strings_file.line(tuple(base.split(".")))
            message = f"'{base}' has no form '{form}', which this language uses"
            yield Problem(texts.strings_file.path, line, message, f"Add {form}: ...", "plural")


def _base(key: str) -> str:
    base, _, form = key.rpartition(".")
    return base if key.startswith("units.") and form in _FORMS else key
