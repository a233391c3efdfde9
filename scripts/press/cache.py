"""Files of kits that were made before: an unchanged manuscript is not set again.

A key covers all that goes into the files: text, metadata, pictures, our template and code, the typefaces
and the versions of the programs. What is kept can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scripts import typefaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scripts.press.manuscript import Manuscript

_PROGRAMS = ("typst", "pypandoc-binary", "pikepdf", "lxml", "pillow")


def cache_folder(root: Path) -> Path:
    """Where kits are kept: below ``SITE_CACHE`` if the environment names a folder, else the project's ``.cache``."""
    return Path(os.environ.get("SITE_CACHE") or root / ".cache") / "press"


def kept(
    folder: Path, manuscript: Manuscript, make: Callable[[Manuscript], Iterable[tuple[str, bytes]]]
) -> Iterator[tuple[str, bytes]]:
    """The files of a manuscript, name and content: from `folder`, else made by `make` and put there."""
    file = folder / f"{_key(manuscript)}.zip"
    if file.is_file():
        with zipfile.ZipFile(file) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
        return
    made = list(make(manuscript))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in made:
            archive.writestr(name, data)
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)  # whole or not at all, whoever else is building
    with os.fdopen(handle, "wb") as scratch:
        scratch.write(packed.getvalue())
    Path(name).replace(file)
    yield from made


def _key(manuscript: Manuscript) -> str:
    parts = [
        repr(manuscript),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        *(hashlib.sha256(picture.source.read_bytes()).hexdigest() for picture in manuscript.pictures),
        *_fixed(),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _fixed() -> tuple[str, ...]:
    """What is the same for every manuscript of a build."""
    own = sorted(Path(__file__).parent.glob("*.*"))
    faces = [face for folder in typefaces.folders() for face in sorted(folder.glob("*.[ot]tf"))]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (*own, *faces) if file.suffix != ".pyc"]
    return (*digests, *(version(name) for name in _PROGRAMS))
