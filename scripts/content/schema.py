"""From the data of a YAML file to frozen records, with problems that name the line."""

from __future__ import annotations

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


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def build(
    kind: type[R], data: Value, document: Document, at: Location = (), what: str = ""
) -> tuple[R | None, list[Problem]]:
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
    """What is wrong with the field `name` at `path`, and what to do."""
    context: Mapping[str, Any] = detail.get("ctx", {})
    wanted = f"Add {_WANTED.get(name, name + ': ...')}."
    message, hint = _MESSAGES.get(detail["type"], ("{reason} (found: {found!r})", ""))
    reason = detail["msg"][:1].lower() + detail["msg"][1:]
    values = {"found": detail["input"], "reason": reason, **context}
    return f"'{path or name}' {message.format(**values)}", hint.format(wanted=wanted)


_MESSAGES: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "{wanted}"),
    "missing_argument": ("is missing", "{wanted}"),
    "extra_forbidden": ("is not a field here", "Check its spelling and indentation against the README."),
    "unexpected_keyword_argument": ("is not a field here", "Check its spelling and indentation against the README."),
    "literal_error": ("is '{found}'; it can be {expected}", ""),
    "string_pattern_mismatch": (
        "is '{found}', which has not the form {pattern}",
        "Ids are lower-case letters and digits joined by hyphens.",
    ),
    "too_short": ("needs at least {min_length} entries; it has {actual_length}", ""),
    "too_long": ("can have {max_length} entries at most; it has {actual_length}", ""),
    "string_too_long": ("is longer than {max_length} characters", "Shorten it."),
    "string_too_short": ("is empty", "{wanted}"),
    "value_error": ("cannot be used: {error}", ""),
}
"""Message and hint by pydantic's type of error."""
