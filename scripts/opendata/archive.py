"""Files in one zip, the same bytes for the same content."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST = 315_532_800
"""1980-01-01: a zip knows no earlier time."""
_MODE = 0o644 << 16


def zipped(files: Mapping[str, bytes], moment: int, stored: tuple[str, ...] = ()) -> bytes:
    """A zip of `files` in the order of their names; every one has the time `moment`, in seconds since 1970.

    Files with the endings `stored` are packed already and go in as they are.
    """
    made = io.BytesIO()
    at = time.gmtime(max(moment, _FIRST))[:6]
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(stored) else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = _MODE
            archive.writestr(entry, files[name])
    return made.getvalue()
