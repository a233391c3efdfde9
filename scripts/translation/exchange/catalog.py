"""A file to be translated as a list of messages, whatever format they are exchanged in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.translation.exchange.codes import Part


class ExchangeError(ValueError):
    """A file that cannot be taken in; its text says why and what to do."""


@dataclass(frozen=True)
class Message:
    """One segment in both languages."""

    key: str
    """As in `scripts.translation.segments`."""
    source: tuple[Part, ...]
    target: tuple[Part, ...] = ()
    """Empty where there is no translation yet."""
    note: str = ""
    """What kind of text it is, for the translator."""
    line: int = 0
    """Of the source file."""


@dataclass(frozen=True)
class Catalog:
    """The messages of one file."""

    name: str
    """Of the file below a language's folder, such as ``verify.md``."""
    source: str
    """Code of the source language."""
    target: str
    """Code of the language translated into."""
    digest: str
    """Of the source's words; tells whether the source has changed since."""
    messages: tuple[Message, ...]
