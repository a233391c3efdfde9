"""Which file a person means."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection


def find_name(given: str, names: Collection[str], languages: Collection[str]) -> str:
    """The file's name below a language folder.

    `given` may be a path, with or without ``docs/xx/`` and its ending, in the form of any system;
    ValueError with a suggestion where nothing fits.
    """
    parts = [part for part in PurePath(given.replace("\\", "/")).parts if part not in {".", "/"}]
    if "docs" in parts:
        parts = parts[parts.index("docs") + 1 :]
        parts = parts[1:] if parts and parts[0] in languages else parts
    wanted = "/".join(parts)
    for candidate in (wanted, f"{wanted}.md", f"{wanted}/index.md", f"{wanted}.yml"):
        if candidate in names:
            return candidate
    for ending in (".md", ".yml"):
        found = [name for name in names if name.endswith(f"/{wanted}{ending}")]
        if len(found) == 1:
            return found[0]
    hint = did_you_mean(wanted, [name.removesuffix(".md") for name in names], "docs/")
    raise ValueError(f"There is no page '{given}'.\n    -> {hint}")
