"""Where each segment stands in its file, to the character, so that it can be replaced and nothing else.

What is found is verified: the words at that place must be those of the segment. A file that cannot be
cut in this way is refused rather than guessed at.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from scripts.content.yamlfile import parse_mapping
from scripts.translation.segments import Segment, segments
from scripts.translation.wording import split_front, without_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PREFIX = re.compile(r"\s*(?:(?:>|[-*+]\s|\d+[.)]\s)\s*)*")
_NEXT_PREFIX = re.compile(r"[\s>]*")
_HEADING = re.compile(r"[\s>]*#{1,6}\s+(?P<text>.*?)(?:\s*\{#[^{}\s]*\})?\s*$")
_ADMONITION = re.compile(r'[\s>]*!!!\s*[\w-]+\s+"(?P<text>.*)"\s*$')
_BAR = re.compile(r"(?<!\\)\|")


class CutError(ValueError):
    """A segment whose place in the file cannot be told."""


@dataclass(frozen=True)
class Piece:
    """A segment and its place."""

    segment: Segment
    start: int
    end: int
    """Of the text of the file, end not included."""
    style: str = ""
    """Of a YAML value: ``>`` or ``|`` where it is a block."""
    flow: bool = False
    """Whether a YAML value stands in a mapping on one line."""

    @property
    def key(self) -> str:
        """The segment's key."""
        return self.segment.key


def cut(path: Path, name: str, text: str) -> list[Piece]:
    """The pieces of `text` in its order; `path` is for messages only."""
    found = segments(path, name, text)
    if not name.endswith(".md"):
        return _values(found, text, 0)
    head, _ = split_front(text)
    fields = [segment for segment in found if segment.kind == "field"]
    pieces = _values(fields, head, 4) if fields else []
    lines = _starts(text)
    pieces += [_piece(segment, text, lines) for segment in found if segment.kind != "field"]
    _verify(pieces, text)
    return pieces


def replaced(name: str, text: str, pieces: list[Piece], changes: Mapping[str, str]) -> str:
    """`text` with the pieces whose keys are in `changes` replaced by these words, on one line each."""
    parts, end = [], 0
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if piece.key not in changes:
            continue
        words = changes[piece.key]
        is_value = piece.segment.kind in {"text", "field"} or not name.endswith(".md")
        parts += [text[end : piece.start], _scalar(words, piece) if is_value else _typed(words, piece)]
        end = piece.end
    return "".join([*parts, text[end:]])


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _piece(segment: Segment, text: str, starts: list[int]) -> Piece:
    first = starts[segment.line - 1]
    line = text[first : starts[segment.line] - 1]
    if segment.kind == "cell":
        start, end = _cell(line, segment.column)
        return Piece(segment, first + start, first + end)
    if segment.kind in {"heading", "title", "admonition"}:
        match = (_ADMONITION if segment.kind == "admonition" else _HEADING).match(line)
        if match is None:
            raise CutError(f"line {segment.line} holds a heading that is not written as # or !!!")
        return Piece(segment, first + match.start("text"), first + match.end("text"))
    match = _PREFIX.match(line)
    start = first + (match.end() if match else 0)
    last = segment.end
    while last > segment.line and not text[starts[last - 1] : starts[last] - 1].strip(" \t>"):
        last -= 1
    end = starts[last] - 1
    return Piece(segment, start, start + len(text[start:end].rstrip()))


def _cell(line: str, column: int) -> tuple[int, int]:
    bars = [match.start() for match in _BAR.finditer(line)]
    edges = ([] if line.lstrip(" >").startswith("|") else [-1]) + bars + [len(line)]
    if column + 1 >= len(edges):
        raise CutError("a row of a table has fewer cells than its head")
    start, end = edges[column] + 1, edges[column + 1]
    inner = line[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _words(piece: Piece, text: str) -> str:
    lines = text[piece.start : piece.end].split("\n")
    joined = " ".join([lines[0], *(line[_end(_NEXT_PREFIX, line) :] for line in lines[1:])])
    if piece.segment.kind == "cell":
        joined = joined.replace("\\|", "|")
    return " ".join(without_mark(joined).split())


def _end(pattern: re.Pattern[str], line: str) -> int:
    match = pattern.match(line)
    return match.end() if match else 0


def _verify(pieces: list[Piece], text: str) -> None:
    for piece in pieces:
        if piece.segment.kind != "field" and _words(piece, text) != " ".join(piece.segment.text.split()):
            raise CutError(f"line {piece.segment.line} is written in a way that cannot be taken apart")


def _values(found: list[Segment], text: str, offset: int) -> list[Piece]:
    wanted = {segment.key: segment for segment in found}
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise CutError(f"it is not YAML: {error}") from error
    pieces = []
    for key, node, flow in _leaves(root, (), flow=False):
        if key in wanted:
            style = node.style if node.style in {">", "|"} else ""
            start, end = node.start_mark.index + offset, node.end_mark.index + offset
            pieces.append(Piece(wanted[key], start, end, style, flow))
    if len(pieces) != len(found):
        raise CutError("the file has values that are not text")
    return pieces


def _leaves(
    node: yaml.Node | None, location: tuple[str, ...], *, flow: bool
) -> Iterator[tuple[str, yaml.ScalarNode, bool]]:
    if isinstance(node, yaml.MappingNode):
        inside = flow or bool(node.flow_style)
        for key, value in node.value:
            yield from _leaves(value, (*location, str(key.value)), flow=inside)
    elif isinstance(node, yaml.SequenceNode):
        inside = flow or bool(node.flow_style)
        for index, value in enumerate(node.value):
            yield from _leaves(value, (*location, str(index)), flow=inside)
    elif isinstance(node, yaml.ScalarNode):
        yield ".".join(location), node, flow


def _typed(words: str, piece: Piece) -> str:
    if piece.segment.kind == "cell":
        return _BAR.sub(r"\\|", words)
    return words


def _scalar(words: str, piece: Piece) -> str:
    """`words` as a YAML value: plain where that reads back as the same text, else in double quotes."""
    shown = words if _is_plain(words, flow=piece.flow) else json.dumps(words, ensure_ascii=False)
    return f"{shown}\n" if piece.style else shown


def _is_plain(words: str, *, flow: bool) -> bool:
    document, problems = parse_mapping(Path(), f"key: {{in: {words}}}" if flow else f"key: {words}")
    return not problems and document.data == {"key": {"in": words} if flow else words}
