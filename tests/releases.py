"""Small releases to deploy: a page, its style sheet, and what a real site has beside them."""

from __future__ import annotations

import gzip
import shutil
from typing import TYPE_CHECKING

from scripts.release.manifest import NAME, of_folder, written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ODD = 'en/it\'s a "name" with $HOME; `id` & ไทย #1.txt'
"""A path that a careless shell would break."""


def site(mark: str) -> dict[str, bytes]:
    """The files of a small site; `mark` is in all that differ between two releases."""
    return {
        "index.html": f"<link rel=stylesheet href=style.css><p>{mark}</p>".encode() + b" " * 2000,
        "en/index.html": f"<p>{mark}</p>".encode() + b" " * 2000,
        "style.css": f"/* {mark} */".encode() + b" " * 2000,
        "assets/same.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 50,
        f"search/pagefind/fragment/{mark}.pf_fragment": mark.encode(),
        "search/pagefind/fragment/same.pf_fragment": b"same",
        "feed.xml": f"<feed>{mark}</feed>".encode(),
        "sw.js": f"// {mark}".encode(),
        ODD: b"a name",
    }


def write_release(
    releases: Path,
    mark: str,
    changes: Mapping[str, bytes | None] | None = None,
    *,
    packed: bool = False,
    site_url: str = "https://example.org/",
) -> Path:
    """Write ``releases/<version>/`` and ``releases/latest``; the release's folder."""
    building = releases / f"building-{mark}"
    for name, text in {**site(mark), **(changes or {})}.items():
        if text is None:
            continue
        path = building / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        if packed and name.endswith((".html", ".css")):
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(text, mtime=0))
            path.with_name(f"{path.name}.br").write_bytes(b"packed, as far as a host can tell: " + text)
    manifest = of_folder(building / "site", "2026-11-25", site_url)
    (building / NAME).write_text(written(manifest), encoding="utf-8")
    (releases / "latest").write_text(f"{manifest.version}\n", encoding="utf-8")
    folder = releases / manifest.version
    if folder.exists():
        shutil.rmtree(folder)
    return building.rename(folder)


def many(count: int, size: int, mark: str = "") -> dict[str, bytes]:
    """That many more files, each of about `size` bytes, none like another."""
    return {f"assets/many/{number}.txt": f"{mark}{number:09}".encode() * (size // 9) for number in range(count)}
