"""The JSON files: rows inside one another, with the texts of every language and the sources they name."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from scripts.opendata.cells import json_value
from scripts.opendata.dataset import references
from scripts.opendata.licence import LICENCE, LICENCE_TITLE, LICENCE_URL
from scripts.opendata.nesting import label_columns
from scripts.opendata.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.opendata.dataset import Dataset
    from scripts.opendata.description import Row
    from scripts.opendata.nesting import Child, JsonFile, Node

Object = dict[str, Any]


def document(data: Dataset, file: JsonFile, day: str) -> Object:
    """What a JSON file holds; `day` is that of the content's last change."""
    objects = Objects(data)
    found = envelope(data, file, day)
    for key, node in file.lists:
        found[key] = [objects.made(node, row) for row in data.rows[node.table.name]]
    for key, node in file.looked_up:
        named = objects.named[node.table.name]
        rows = [row for row in data.rows[node.table.name] if row["id"] in named]
        found[key] = {str(row["id"]): objects.made(node, row) for row in rows}
    return found


def envelope(data: Dataset, file: JsonFile, day: str) -> Object:
    """What every file says of itself."""
    return {
        "$schema": file.schema_file,
        "version": VERSION,
        "licence": {"id": LICENCE, "title": LICENCE_TITLE, "url": LICENCE_URL},
        "site": data.site_url or None,
        "generated_from": day,
        "languages": [language.code for language in data.library.languages],
        "source_language": data.library.source_language.code,
    }


def text_of(value: Object) -> bytes:
    """A JSON file: UTF-8, keys in the order of the descriptions."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


class Objects:
    """Makes objects from rows, and remembers which records of other tables they name."""

    def __init__(self, data: Dataset) -> None:
        self._rows = data.rows
        self._grouped: dict[tuple[str, str], dict[object, list[Row]]] = {}
        self._labels: dict[tuple[object, object], list[Row]] = defaultdict(list)
        for row in data.rows["labels"]:
            self._labels[row["subject"], row["id"]].append(row)
        self.named: dict[str, set[str]] = defaultdict(set)

    def made(self, node: Node, row: Row) -> Object:
        """The object of a row, with all that belongs to it."""
        for key in node.table.foreign_keys:
            self.named[key.table].update(references(row[key.column]))
        found: Object = {column.name: json_value(row[column.name]) for column in node.columns}
        if node.subject:
            found["texts"] = self._texts(node, row)
        for child in node.children:
            objects = [(one, self.made(child.node, one)) for one in self._belonging(child, row)]
            if child.by_language:
                found[child.key] = {str(one["language"]): made for one, made in objects}
            else:
                found[child.key] = [made for _, made in objects]
        return found

    def _belonging(self, child: Child, row: Row) -> Iterable[Row]:
        place = child.node.table.name, child.by
        if place not in self._grouped:
            grouped: dict[object, list[Row]] = defaultdict(list)
            for one in self._rows[child.node.table.name]:
                grouped[one[child.by]].append(one)
            self._grouped[place] = grouped
        return self._grouped[place].get(row["id"], ())

    def _texts(self, node: Node, row: Row) -> Object:
        subject = row["subject"] if node.subject == "*" else node.subject
        found: dict[str, Object] = {}
        for label in self._labels.get((subject, row["id"]), ()):
            own = found.setdefault(str(label["language"]), {})
            own[str(label["field"])] = label["text"]
            # Labels of one language may stand in several files: what is said of them is what holds for the worst.
            own["translation"] = _worse(_QUALITY, own.get("translation"), label["translation"])
            own["in_step"] = _worse(_STEPS, own.get("in_step"), label["in_step"])
        order = [column.name for column in label_columns(node)]
        return {code: {key: own[key] for key in order if key in own} for code, own in found.items()}


_QUALITY = ("machine-draft", "draft", "reviewed", "source")
_STEPS = ("unpinned", "stale-figures", "stale-wording", "in-sync")


def _worse(order: tuple[str, ...], one: object, other: object) -> object:
    return min((state for state in (one, other) if state is not None), key=lambda state: order.index(str(state)))
