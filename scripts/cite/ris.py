"""A citation as RIS, by rispy. The format has no field for a container of these types: the site is the publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rispy  # type: ignore[import-untyped]  # has annotations, but does not say so

if TYPE_CHECKING:
    from scripts.cite.item import Item, Kind

_TYPES: dict[Kind, str] = {"report": "RPRT", "webpage": "ELEC", "dataset": "DATA"}


def ris(item: Item, joined_by: str) -> str:
    """The item as one RIS record; its notes are joined by the language's semicolon."""
    when = item.issued.start
    notes = joined_by.join(part for part in (item.part_of, *item.notes) if part)
    entry: dict[str, object] = {
        "type_of_reference": _TYPES[item.kind],
        "id": item.id,
        "title": item.title,
        "authors": [item.author] if item.author else None,
        "publisher": item.site,
        "year": str(when.day.year),
        "date": f"{when.day:%Y/%m/%d}" if item.issued.has_day else None,
        "language": item.language,
        "notes": [notes] if notes else None,
        "urls": [item.url] if item.url else None,
    }
    filled = {key: value for key, value in entry.items() if value}
    return str(rispy.dumps([filled], implementation=_Writer)).lstrip()


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy is untyped
    """Writes records without rispy's running number before each, which some readers stumble over."""

    def set_header(self, count: int) -> str:
        """What stands before the record with this number."""
        del count
        return ""
