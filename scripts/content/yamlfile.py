"""Reading YAML with line numbers, refusing duplicate keys, keeping numbers as they were typed.

PyYAML's own loader takes the last of two equal keys, turns 99.70 into 99.7 and ``no`` into false;
here a number keeps its decimals (as a Decimal), and only ``true``, ``false`` and ``null`` are special.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import yaml

from scripts.content.filecache import kept
from scripts.content.problem import Problem
from scripts.content.textfile import read_text

if TYPE_CHECKING:
    from pathlib import Path

Value: TypeAlias = "bool | Decimal | str | list[Value] | dict[str, Value] | None"
"""What a YAML file can hold here."""

Location: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""

# libyaml reads a file ten times faster; wheels of PyYAML have it, a build from source may not.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_MOST_NESTED = 40
"""Levels: deeper ones overflow the stack of the parser, which is C. Records have six."""
_INDENT = re.compile(r"^[ ?-]*", re.MULTILINE)
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class Document:
    """A YAML file's data and where each part of it stands."""

    path: Path
    data: dict[str, Value]
    lines: dict[Location, int] = field(repr=False)

    def line(self, location: Location) -> int:
        """The line of `location`, or of the nearest thing around it; 1 for the file."""
        for end in range(len(location), 0, -1):
            if location[:end] in self.lines:
                return self.lines[location[:end]]
        return 1


@kept
def read_mapping(path: Path) -> tuple[Document, list[Problem]]:
    """The mapping in `path` with the faults found; an empty mapping where it cannot be read."""
    text, problems = read_text(path)
    if problems and not text:
        return Document(path, {}, {}), problems
    document, more = parse_mapping(path, text)
    return document, problems + more


def parse_mapping(path: Path, text: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Parse `text`, which begins at line `first_line` of `path`."""
    try:
        if line := _too_deep(text):
            message = f"values are nested more than {_MOST_NESTED} levels deep"
            return Document(path, {}, {}), [Problem(path, line - 1 + first_line, message, "Write them flat.", "yaml")]
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        message = f"this is not YAML: {error.problem or error.context}"
        hint = "Check the indentation, the colon after a key, and quotes around text with ': ' or a leading mark."
        return Document(path, {}, {}), [Problem(path, line, message, hint, "yaml")]
    except yaml.YAMLError as error:
        return Document(path, {}, {}), [Problem(path, first_line, f"this is not YAML: {error}", "", "yaml")]
    if node is None:
        return Document(path, {}, {}), []
    if not isinstance(node, yaml.MappingNode):
        message = "the file holds no 'key: value' pairs at its top level"
        return Document(path, {}, {}), [Problem(path, first_line, message, "", "yaml")]
    reader = _Reader(path, first_line)
    data = reader.mapping(node, ())
    return Document(path, data, reader.lines), reader.problems


def _too_deep(text: str) -> int:
    """The line where the nesting gets too deep; 0 where it does not. Asked of texts that could be so only."""
    flow = text.count("[") + text.count("{")
    if flow <= _MOST_NESTED and max(map(len, _INDENT.findall(text))) <= _MOST_NESTED // 2:
        return 0
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MOST_NESTED:
                return (event.start_mark.line if event.start_mark else 0) + 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


class _Reader:
    def __init__(self, path: Path, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self._visited: set[int] = set()

    def value(self, node: yaml.Node, at: Location) -> Value:
        # An alias is the same node again: it could hold itself, and hides what a reviewer should see.
        if id(node) in self._visited:
            hint = "Write the value out in each place."
            self._refuse(node.start_mark.line + self.first_line, "an alias stands for another value", hint)
            return None
        self._visited.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(child, (*at, index)) for index, child in enumerate(node.value)]
        return self._scalar(node)

    def mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.first_line
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(line, "a key is not plain text")
                continue
            key = key_node.value
            here = (*at, key)
            if key in result:
                self._refuse(
                    line,
                    f"the key '{key}' stands twice (first in line {self.lines[here]})",
                    "Keep one of the two, or give one of them another id.",
                )
                continue
            self.lines[here] = line
            result[key] = self.value(value_node, here)
        return result

    def _item(self, node: yaml.Node, at: Location) -> Value:
        self.lines[at] = node.start_mark.line + self.first_line
        return self.value(node, at)

    def _scalar(self, node: yaml.Node) -> Value:
        text = str(node.value)
        if not isinstance(node, yaml.ScalarNode) or node.style:
            return text
        if node.tag not in _PLAIN_TAGS:
            self._refuse(node.start_mark.line + self.first_line, f"the tag {node.tag} is not used here")
        if text in _WORDS:
            return _WORDS[text]
        return Decimal(text) if _NUMBER.fullmatch(text) else text

    def _refuse(self, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, line, message, hint, "yaml"))


_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "value")}
