"""What a release came to, for people and for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.release.assembly import Released

_MEGA = 1_000_000


def as_json(made: Released) -> str:
    """The report for machines."""
    whole = {
        "version": made.manifest.version,
        "folder": made.folder.as_posix(),
        "files": len(made.manifest.files),
        "bytes": sum(file.size for file in made.manifest.files),
        "previous": made.previous,
        "archive": made.archive.name,
        "signed": made.signed,
        "packed": [
            {"coding": one.coding, "files": one.files, "plain": one.plain, "packed": one.packed} for one in made.packed
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def as_text(made: Released, seconds: float) -> str:
    """The report for a terminal; `seconds` is how long it took."""
    size = sum(file.size for file in made.manifest.files) / _MEGA
    lines = [f"{made.folder} is ready: {len(made.manifest.files)} files, {size:.1f} MB, {seconds:.1f} s."]
    lines += [
        f"  {one.coding:5} {one.files} files, {one.plain / _MEGA:.1f} MB -> {one.packed / _MEGA:.1f} MB"
        for one in made.packed
    ]
    lines.append(f"  archive {made.archive.name}, {made.archive.stat().st_size / _MEGA:.1f} MB")
    lines.append("  signed" if made.signed else "  not signed (--sign KEYFILE)")
    if not made.manifest.site_url:
        lines.append("  no address: SITE_URL was not set, so there are no feeds, and pages do not say where they are")
    return "\n".join(lines)
