"""Digests of records: the same for the same content, however it was typed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from scripts.content.partialdate import PartialDate

_LENGTH = 16
"""Hexadecimal digits: enough to tell states apart; nobody is kept from forging one."""


def plain(value: Any) -> Any:  # noqa: ANN401 (any part of a record)
    """A record as mappings, lists and scalars, without what has its default."""
    if is_dataclass(value) and not isinstance(value, type | PartialDate):
        given = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: plain(inner) for one, inner in given if inner != _usual(one)}
    match value:
        case PartialDate():
            return value.text
        case dict():
            return {key: plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case _:
            return value


def digest(value: object) -> str:
    """Digest of a plain value; the order of keys does not count."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=_number)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _usual(one: dataclasses.Field[Any]) -> object:
    return one.default if one.default_factory is dataclasses.MISSING else one.default_factory()


def _number(value: object) -> object:
    """What JSON has no form for: a number is not the text that looks like it."""
    if isinstance(value, Decimal):
        return {"number": str(value)}
    raise TypeError(type(value))
