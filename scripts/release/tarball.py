"""The archive of a release, the same bytes on every machine: sorted, without owner, with the content's date."""

from __future__ import annotations

import tarfile
import zlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO, Self

_LEVEL = 6
_GZIP_WITHOUT_NAME_AND_TIME = 31
_FILE, _FOLDER = 0o644, 0o755


class _Gzipped:
    """A stream that packs what is written to it."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WITHOUT_NAME_AND_TIME)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._target.write(self._packer.flush())

    def write(self, data: bytes) -> int:
        """Pack `data`; its length."""
        self._target.write(self._packer.compress(data))
        return len(data)


def write_tarball(target: Path, folder: Path, names: list[str], top: str, seconds: int) -> None:
    """Write the files `names` of `folder`, and the folders they lie in, below `top` into ``target`` (tar.gz).

    `seconds` since 1970 is the time of all of them.
    """
    folders = {parent.as_posix() for name in names for parent in (folder / name).relative_to(folder).parents}
    entries = sorted({*names, *folders} - {"."})
    with target.open("wb") as file, _Gzipped(file) as packed:
        stream = cast("BinaryIO", packed)  # a stream ("w|") is only written to
        with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT, encoding="utf-8") as archive:
            archive.addfile(_entry(top, _FOLDER, seconds, tarfile.DIRTYPE))
            for name in entries:
                if name in folders:
                    archive.addfile(_entry(f"{top}/{name}", _FOLDER, seconds, tarfile.DIRTYPE))
                    continue
                path, entry = folder / name, _entry(f"{top}/{name}", _FILE, seconds, tarfile.REGTYPE)
                entry.size = path.stat().st_size
                with path.open("rb") as content:
                    archive.addfile(entry, content)


def _entry(name: str, mode: int, seconds: int, kind: bytes) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.mode, entry.mtime, entry.type = mode, seconds, kind
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
