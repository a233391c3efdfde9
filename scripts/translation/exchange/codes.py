"""What must not be translated inside a segment, taken out of a translator's reach.

References, places for values, the marks of emphasis, code, links and pictures are codes: each has a
number, and the words between them are the translator's. A translation gets the numbers of its source,
so that a tool can show that one is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_CODE = re.compile(
    r"\{\{[^{}]*\}\}"  # a reference
    r"|\\[\\`*_{}\[\]()#+\-.!|<>\"]"  # an escaped sign
    r"|(?P<tick>`+)(?:.(?!(?P=tick)))*.(?P=tick)"  # code
    r"|!?\[(?=[^\[\]]*\]\()"  # a link or picture begins
    r"|\]\([^()]*\)"  # and ends
    r"|<[a-z]+:[^<>\s]*>"  # an address
    r"|\*\*|\*|(?<![^\W_])_|_(?![^\W_])"  # emphasis
    r"|&(?:#\d+|#x[\da-fA-F]+|\w+);"  # a character by its name
    r"|\{[a-z]+\}"  # a place for a value
)


@dataclass(frozen=True)
class Code:
    """One code of a segment."""

    number: int
    """From 1, the same in source and translation."""
    text: str
    """As typed in the file."""


Part: TypeAlias = "str | Code"
"""Words, or a code between them."""


class CodeError(ValueError):
    """A translation whose codes are not those of its source."""


def coded(text: str) -> tuple[Part, ...]:
    """The parts of a source text, its codes numbered in order."""
    return tuple(_parts(text, lambda number, _: number))


def coded_like(text: str, source: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of a translation: a code of the source has its number, another one a number after those."""
    free: dict[str, list[int]] = {}
    codes = [part for part in source if isinstance(part, Code)]
    for code in codes:
        free.setdefault(_normal(code.text), []).append(code.number)
    count = len(codes)

    def number(_: int, typed: str) -> int:
        nonlocal count
        own = free.get(_normal(typed))
        if own:
            return own.pop(0)
        count += 1
        return count

    return tuple(_parts(text, number))


def has_words(parts: Iterable[Part]) -> bool:
    """Whether there is anything to translate."""
    return any(isinstance(part, str) and part.strip() for part in parts)


def known(*texts: Iterable[Part]) -> dict[int, str]:
    """The codes that a translation may use, by number; the first of `texts` to have a number gives its form."""
    found: dict[int, str] = {}
    for parts in texts:
        for part in parts:
            if isinstance(part, Code):
                found.setdefault(part.number, part.text)
    return found


def written(parts: Iterable[Part], codes: Mapping[int, str]) -> str:
    """The text of a translation as typed in a file, on one line.

    CodeError for a number that is none of `codes`, and for markup typed as words.
    """
    pieces = []
    for part in parts:
        if isinstance(part, Code):
            if part.number not in codes:
                raise CodeError(f"the placeholder {part.number} is not one of this text")
            pieces.append(codes[part.number])
        elif match := _CODE.search(part):
            raise CodeError(f"'{match[0]}' is typed as text; markup can only be moved as a placeholder")
        else:
            pieces.append(part)
    return " ".join(re.split(r"[ \t\r\n]+", "".join(pieces))).strip(" ")


def same_codes(parts: Iterable[Part], source: Iterable[Part]) -> tuple[list[str], list[str]]:
    """Codes of the source that a translation lacks, and those that it has too often, as typed."""
    wanted = {part.number: part.text for part in source if isinstance(part, Code)}
    used: dict[int, int] = {}
    for part in parts:
        if isinstance(part, Code):
            used[part.number] = used.get(part.number, 0) + 1
    missing = [text for number, text in wanted.items() if number not in used]
    doubled = [wanted[number] for number, times in used.items() if times > 1 and number in wanted]
    return missing, doubled


def _normal(code: str) -> str:
    """References are the same whatever spaces they hold."""
    return re.sub(r"\s+", "", code) if code.startswith("{{") else code


def _parts(text: str, number: Callable[[int, str], int]) -> Iterator[Part]:
    end = 0
    for count, match in enumerate(_CODE.finditer(text), start=1):
        if match.start() > end:
            yield text[end : match.start()]
        yield Code(number(count, match[0]), match[0])
        end = match.end()
    if end < len(text):
        yield text[end:]
