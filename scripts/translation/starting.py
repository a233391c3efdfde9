"""A translation begun: the source's page with every block marked as untranslated.

Ids, references, lists and tables are there already; the translator replaces the words of a block and
deletes its mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.content.reference import PATTERN
from scripts.translation.wording import TRANSLATED_FIELDS, UNTRANSLATED, split_front

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = re.compile(r"\s*(?:>\s?)*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|\|\s*)?")
_SEPARATOR = re.compile(r"\s*\|[\s:|-]+\|?\s*")
_ADMONITION = re.compile(r'(\s*!!!\s*\w+\s*")')
_ONLY_REFERENCE = re.compile(rf"\s*{PATTERN}\s*")
_NEW_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|\||!!!)")
_FIELD = re.compile(rf"({'|'.join(TRANSLATED_FIELDS)}):\s*(.*)")
_ENTRY = re.compile(r"(\s*(?:['\"]?[\w.-]+['\"]?):)\s+(\S.*)")


def started(name: str, text: str) -> str:
    """The text of the translation of the source file `name`, whose text is `text`."""
    return _page(text) if name.endswith(".md") else _texts(text)


def _page(text: str) -> str:
    head, body = split_front(text.replace("\r\n", "\n"))
    fields = [_quoted(line) for line in head.split("\n")]
    return "\n".join(["---", *fields, "translation: draft", "---", *_body(body)])


def _quoted(line: str) -> str:
    match = _FIELD.fullmatch(line)
    return f"{match[1]}: {_scalar(match[2])}" if match else line


def _scalar(value: str) -> str:
    """A YAML value with the mark before its text."""
    if value[:1] in "\"'":
        return f"{value[0]}{UNTRANSLATED} {value[1:]}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{UNTRANSLATED} {escaped}"'


def _body(body: str) -> Iterator[str]:
    fresh, code = True, False
    for line in body.split("\n"):
        if line.lstrip().startswith("```"):
            code = not code
        blank = not line.strip(" >")
        begins = not blank and not code and (fresh or _NEW_BLOCK.match(line) is not None)
        yield _marked(line) if begins else line
        fresh = blank or line.lstrip("> ").startswith(("#", "!!!"))


def _marked(line: str) -> str:
    if _SEPARATOR.fullmatch(line) or _ONLY_REFERENCE.fullmatch(line) or line.lstrip().startswith("```"):
        return line
    if match := _ADMONITION.match(line):
        return f"{match[1]}{UNTRANSLATED} {line[match.end() :]}"
    match = _PREFIX.match(line)
    end = match.end() if match else 0
    return f"{line[:end]}{UNTRANSLATED} {line[end:]}" if line[end:].strip() else line


def _texts(text: str) -> str:
    lines: list[str] = []
    folded = False
    for line in text.replace("\r\n", "\n").split("\n"):
        match = _ENTRY.fullmatch(line)
        if folded and line.strip():
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(f"{indent}{UNTRANSLATED} {line.lstrip()}")
            folded = False
        elif match and not line.lstrip().startswith("#"):
            folded = match[2].startswith((">", "|"))
            lines.append(line if folded else f"{match[1]} {_value(match[2])}")
        else:
            lines.append(line)
    return "\n".join(lines)


def _value(value: str) -> str:
    if value.startswith("{"):  # a mapping on one line: its texts are marked one by one
        return re.sub(r"(:\s+)(\"[^\"]*\"|'[^']*'|[^,}]+)", lambda match: match[1] + _scalar(match[2].strip()), value)
    return _scalar(value)
