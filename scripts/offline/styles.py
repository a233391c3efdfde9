"""Addresses of stylesheets that change with their content, so that no browser joins an old style to a new page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.offline.keeping import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def versioned(styles: Iterable[str], docs: Path) -> list[str]:
    """`styles`, paths below `docs`, each with ``?v=`` and its digest; others stay as they are."""
    return [f"{name}?v={digest((docs / name).read_bytes())}" if (docs / name).is_file() else name for name in styles]
