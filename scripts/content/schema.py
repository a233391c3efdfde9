"""From the data of a YAML file to frozen records, with problems that name the line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from scripts.content.yamlfile import Document, Location, Value

R = TypeVar("R")

_WANTED: dict[str, str] = {
    "label": "label: official-figure | third-party | derived | differs | superseded",
    "as_of": "as_of: when the value was true or published, such as 2024-09-12",
    "sources": "sources: at least one '- source: <id>' from docs/data/sources/",
    "unit": "unit: one of the keys under 'units' in docs/vi/strings.yml",
    "definition": "definition: what exactly is measured, in one or two sentences",
    "title": "title: the page's title",
    "description": "description: one sentence, shown by search engines",
    "updated": "updated: the day of the last change of substance, such as 2026-11-24",
}


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def build(kind: type[R], data: Value, document: Document, at: Location = (), what: str = "") -> tuple[R | None, list[Problem]]:
    """Make a `kind` of `data`, which stands at `at` in `document`.

    `what` names the thing for the reader of a problem, such as "figure 'gci-2024'".
    """
    try:
        return _adapter(kind).validate_python(data), []
    except ValidationError as error:
        return None, [_problem(document, at, what, detail) for detail in error.errors(include_url=False)]


def build_all(kind: type[R], document: Document, what: str) -> tuple[dict[str, R], list[Problem]]:
    """Make a `kind` of every entry of `document`, by id."""
    records: dict[str, R] = {}
    problems: list[Problem] = []
    for key, value in document.data.items():
        record, faults = build(kind, value, document, (key,), f"{what} '{key}'")
        problems += faults
        if record is not None:
            records[key] = record
    return records, problems


def _problem(document: Document, at: Location, what: str, detail: ErrorDetails) -> Problem:
    where = tuple(part for part in detail["loc"] if not _is_tag(part))
    line = document.line((*at, *where))
    name = str(where[-1]) if where else ""
    path = ".".join(str(part) for part in where)
    subject = f"{what}: " if what else ""
    message, hint = _explain(name, path, detail)
    return Problem(document.path, line, f"{subject}{message}", hint, "record")


def _is_tag(part: str | int) -> bool:
    return isinstance(part, str) and (part in {"decimal", "str"} or part.startswith(("function-", "constrained-")))


def _explain(name: str, path: str, detail: ErrorDetails) -> tuple[str, str]:
    kind = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    found = detail["input"]
    if kind in {"missing", "missing_argument"}:
        return f"'{path}' is missing", f"Add {_WANTED.get(name, name + ': ...')}."
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f"'{path}' is not a field here", "Check its spelling and indentation against the README."
    if kind == "literal_error":
        return f"'{path}' is '{found}'; it can be {context.get('expected')}", ""
    if kind == "string_pattern_mismatch":
        return f"'{path}' is '{found}', which has not the form {context.get('pattern')}", (
            "Ids are lower-case letters and digits joined by hyphens."
        )
    if kind == "too_short":
        return f"'{path}' needs at least {context.get('min_length')} entries; it has {context.get('actual_length')}", ""
    if kind == "too_long":
        return f"'{path}' can have {context.get('max_length')} entries at most", ""
    if kind == "string_too_long":
        return f"'{path}' is longer than {context.get('max_length')} characters", "Shorten it."
    if kind == "string_too_short":
        return f"'{path}' is empty", f"Add {_WANTED.get(name, name + ': ...')}."
    if kind == "value_error":
        return f"'{path}': {context.get('error')}", ""
    reason = detail["msg"][:1].lower() + detail["msg"][1:]
    return f"'{path or name}': {reason} (found: {found!r})", ""
