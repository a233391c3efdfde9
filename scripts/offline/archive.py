"""Zip files that are the same on every machine and every day."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
"""Zip knows no earlier time."""
_READABLE = 0o644 << 16
_UNIX = 3
_PACKED = (".webp", ".woff2", ".png", ".jpg", ".pdf")
_LEVEL = 6


def archive(files: Mapping[str, bytes], seconds: int) -> bytes:
    """`files` by name as a zip file, every one of them from `seconds` since 1970."""
    when = max(datetime.fromtimestamp(seconds, UTC), _FIRST)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            packed.writestr(entry, files[name], compresslevel=_LEVEL)
    return written.getvalue()
