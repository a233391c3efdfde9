"""Gettext PO, which Poedit, OmegaT, Lokalize and Weblate read, by translate-toolkit.

A code is written ``{1}``, and the unit has the flag ``python-brace-format``: so Poedit and ``msgfmt
--check`` say by themselves when one is lost. The comment above lists what stands behind each number.
Braces that are words are doubled, as that format has them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from translate.storage.base import ParseError
from translate.storage.pypo import pofile

from scripts.translation.exchange.catalog import Catalog, ExchangeError, Message
from scripts.translation.exchange.codes import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.translation.exchange.codes import Part

_PLACE = re.compile(r"\{\{|\}\}|\{(\d+)\}")
_TOOLKIT: Any = pofile
"""The reader and writer; it has no types."""
_FLAG = "python-brace-format"


def write(catalog: Catalog) -> bytes:
    """`catalog` as a file."""
    store = _TOOLKIT(noheader=True)
    head = store.UnitClass("")
    head.target = "".join(
        f"{name}: {value}\n"
        for name, value in (
            ("Project-Id-Version", catalog.name),
            ("Language", catalog.target),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("X-Source-Language", catalog.source),
            ("X-Source-File", catalog.name),
            ("X-Source-Digest", catalog.digest),
        )
    )
    store.addunit(head)
    for message in catalog.messages:
        unit = store.UnitClass(_text(message.source))
        unit.target = _text(message.target)
        unit.setcontext(message.key)
        codes = [f"{{{part.number}}} = {part.text}" for part in message.source if isinstance(part, Code)]
        unit.addnote("\n".join([message.note, *codes]), origin="developer")
        unit.addlocation(f"docs/{catalog.source}/{catalog.name}:{message.line}")
        if codes:
            unit.settypecomment(_FLAG)
        store.addunit(unit)
    return bytes(store)


def read(data: bytes) -> Catalog:
    """The catalog in `data`; ExchangeError where it is none."""
    try:
        data.decode("utf-8-sig")
        store = _TOOLKIT.parsestring(data)
        header = {str(name).casefold(): str(value) for name, value in store.parseheader().items()}
        units = [unit for unit in store.units if not unit.isheader() and not unit.isobsolete()]
        messages = tuple(_message(unit) for unit in units)
    except ExchangeError:
        raise
    except UnicodeDecodeError as error:
        raise ExchangeError("The file is not UTF-8. Save it as UTF-8 in your tool.") from error
    except (ParseError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise ExchangeError(f"This is no PO file that can be read: {error}") from error
    if "x-source-file" not in header:
        raise ExchangeError("The header X-Source-File is missing: this is not a file that was exported here.")
    return Catalog(
        header["x-source-file"], header.get("x-source-language", ""), header.get("language", ""),
        header.get("x-source-digest", ""), messages,
    )  # fmt: skip


def _message(unit: Any) -> Message:  # noqa: ANN401 (translate-toolkit has no types)
    key = str(unit.getcontext())
    if not key:
        raise ExchangeError("An entry has no msgctxt: it was not exported here.")
    # A fuzzy entry is a tool's guess: it counts as not translated.
    target = "" if unit.isfuzzy() else str(unit.target)
    return Message(key, tuple(_parts(key, str(unit.source))), tuple(_parts(key, target)))


def _text(parts: Iterable[Part]) -> str:
    return "".join(
        f"{{{part.number}}}" if isinstance(part, Code) else part.replace("{", "{{").replace("}", "}}")
        for part in parts
    )  # fmt: skip


def _parts(key: str, text: str) -> Iterator[Part]:
    if re.search(r"[{}]", _PLACE.sub("", text)):
        raise ExchangeError(f"In '{key}' a brace stands alone: a placeholder is written {{1}}.")
    words, end = "", 0
    for match in _PLACE.finditer(text):
        words += text[end : match.start()]
        end = match.end()
        if match[1] is None:
            words += match[0][0]
            continue
        if words:
            yield words
        words = ""
        yield Code(int(match[1]), "")
    if words + text[end:]:
        yield words + text[end:]
