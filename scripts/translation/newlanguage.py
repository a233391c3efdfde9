"""A language begun from nothing: its entry in the list of languages and its folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from scripts.translation.starting import started
from scripts.translation.work import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.languages import Language

_CODE = re.compile(r"[a-z]{2}")
_SYSTEM_FONTS = frozenset(
    ["Latn", "Cyrl", "Grek", "Arab", "Hebr", "Hans", "Hant", "Jpan", "Kore", "Thai", "Deva", "Beng", "Taml"]
)
"""Scripts that phones and computers in use have a font for; by experience, not by a standard."""


@dataclass(frozen=True)
class NewLanguage:
    """What CLDR says of a language."""

    code: str
    name: str
    """Its own name for itself."""
    direction: str
    script: str
    """ISO 15924, such as ``Khmr``."""

    @property
    def needs_font(self) -> bool:
        """Whether common devices lack a font for its script."""
        return self.script not in _SYSTEM_FONTS


def describe(code: str, languages: tuple[Language, ...]) -> NewLanguage:
    """The language with this code; RefusedError where the site cannot have it, with the reason."""
    if any(language.code == code for language in languages):
        raise RefusedError(f"The site has the language '{code}' already.\n    -> See 'translate status --lang {code}'.")
    if not _CODE.fullmatch(code):
        reason = (
            "The i18n plugin takes codes of two letters (ISO 639-1) only"
            if re.fullmatch(r"[a-z]{3}", code)
            else "A language code is two small letters"
        )
        raise RefusedError(
            f"'{code}' cannot be the code of a language here: {reason}, because the code is also the folder's "
            f"name and part of every address.\n"
            f"    -> Use the two-letter code, for example 'lo' for Lao; a language without one needs another plugin."
        )
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        raise RefusedError(
            f"'{code}' is not among the languages of CLDR, so numbers and dates could not be written in it.\n"
            f"    -> Look the code up at https://iso639-3.sil.org/ and use the two-letter form."
        ) from None
    likely = get_global("likely_subtags").get(code, "")
    script = next((part for part in likely.split("_") if len(part) == 4), "Latn")  # noqa: PLR2004
    name = str(locale.display_name or code)
    return NewLanguage(code, name[:1].upper() + name[1:], str(locale.text_direction), script)


def add_language(root: Path, new: NewLanguage, interface: Language) -> list[Path]:
    """Write its entry and its folder; the files written or changed.

    Menus and notices stay in the language `interface` until docs/xx/strings.yml is wholly translated.
    """
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    changed = _with_entry(text, new, interface)
    folder = root / "docs" / new.code
    strings = folder / "strings.yml"
    if strings.exists():
        raise RefusedError(f"{strings} is there already.\n    -> Remove it, or add the entry to mkdocs.yml by hand.")
    original = (root / "docs" / interface.code / "strings.yml").read_text(encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    strings.write_text(started("strings.yml", original), encoding="utf-8", newline="\n")
    config.write_text(changed, encoding="utf-8", newline="\n")
    return [config, strings]


def interface_done(root: Path, code: str) -> bool:
    """Take ``interface:`` out of the entry of `code`: its menus are in its own language from now on.

    False where the entry has none.
    """
    config = root / "mkdocs.yml"
    lines = config.read_text(encoding="utf-8").split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip() == f"- locale: {code}"), None)
    if start is None:
        return False
    for number in range(start + 1, len(lines)):
        if lines[number].strip().startswith("- locale:"):
            break
        if lines[number].strip().startswith("interface:"):
            del lines[number]
            if lines[number - 1].strip() == "extra:" and not _is_deeper(lines, number):
                del lines[number - 1]
            config.write_text("\n".join(lines), encoding="utf-8", newline="\n")
            return True
    return False


def _is_deeper(lines: list[str], number: int) -> bool:
    """Whether the line has more indentation than the one above it."""

    def indent(line: str) -> int:
        return len(line) - len(line.lstrip())

    return number < len(lines) and bool(lines[number].strip()) and indent(lines[number]) > indent(lines[number - 1])


def _with_entry(text: str, new: NewLanguage, interface: Language) -> str:
    """The settings with one more language, comments and layout as they were."""
    last = _last_entry(text)
    lines = text.split("\n")
    indent = " " * last[1]
    entry = [f"{indent}- locale: {new.code}", f"{indent}  name: {new.name}", f"{indent}  build: true"]
    entry.append(f"{indent}  extra:")
    if new.direction == "rtl":
        entry.append(f"{indent}    direction: rtl")
    entry.append(f"{indent}    interface: {interface.code}   # until docs/{new.code}/strings.yml is translated")
    lines[last[0] : last[0]] = entry
    return "\n".join(lines)


def _last_entry(text: str) -> tuple[int, int]:
    """Line after the last language (from 0) and the column of its dash."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    languages = _languages_node(node)
    if languages is None or not languages.value:
        raise RefusedError("mkdocs.yml has no list of languages.\n    -> Add 'languages:' to the i18n plugin.")
    last = languages.value[-1]
    end = last.end_mark.line
    lines = text.split("\n")
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end, languages.value[0].start_mark.column - 2


def _languages_node(node: yaml.Node | None) -> yaml.SequenceNode | None:
    """The list under plugins > i18n > languages."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "languages" and isinstance(value, yaml.SequenceNode):
                return value
            if key.value in {"plugins", "i18n"} and (found := _languages_node(value)):
                return found
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if found := _languages_node(item):
                return found
    return None
