"""Packed copies of text files beside the plain ones: brotli (RFC 7932), zstandard (RFC 8878) and gzip (RFC 1952).

The same bytes for the same file: no name and no time is stored. A packing that saves less than 5 per cent is not
kept, since a host then does more work than a reader gains.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import zlib
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]  # it has no types
import zstandard

from scripts.hosting.headers import content_type
from scripts.release.folder import ReleaseError
from scripts.release.manifest import CODINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BROTLI = 10
"""Quality, of 11: 11 takes nearly three times as long for a hundredth less."""
ZSTANDARD = 15
"""Level, of 22: 19 takes four times as long for a hundredth less; browsers need not read above 19 (RFC 9659)."""
GZIP = 9
"""Level, of 9."""

_TYPES = frozenset(
    {"application/json", "application/feed+json", "application/xml", "application/atom+xml", "application/x-tbx+xml"}
    | {"image/svg+xml", "application/wasm"}
)
_GZIP_WITHOUT_NAME_AND_TIME = 31
"""Window bits of zlib: 15, and 16 for the gzip format. Its header then has neither name nor time."""
_WORTH = 0.95
_TENTHS = 10


@dataclass(frozen=True)
class PackedSum:
    """What one coding came to."""

    coding: str
    files: int
    plain: int
    """Bytes of these files before."""
    packed: int
    """Bytes of their packed copies."""


def is_worth_packing(path: str) -> bool:
    """Whether a file of this name is text, by its media type; pictures, fonts and archives are packed already."""
    media = content_type(path).partition(";")[0]
    return media.startswith("text/") or media in _TYPES


def pack(site: Path, told: Callable[[str], None]) -> list[PackedSum]:
    """Write the packed copies below `site`; `told` gets a line for each tenth of the files.

    ReleaseError where a process that packs was ended.
    """
    paths = [path for path in site.rglob("*") if path.is_file() and is_worth_packing(path.name)]
    paths.sort(key=lambda path: (-path.stat().st_size, path.as_posix()))  # the long ones first: no core waits for one
    found: list[tuple[str, int, int]] = []
    workers = max(1, min(os.cpu_count() or 1, len(paths)))
    # Not by fork: this process may have threads. Not by the standard server: it would live on.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _leave_stopping) as pool:
        try:
            work = [pool.submit(pack_file, path) for path in paths]
            for number, done in enumerate(as_completed(work), start=1):
                found += done.result()
                if number * _TENTHS // len(work) > (number - 1) * _TENTHS // len(work):
                    told(f"  {number} of {len(work)} files packed")
        except BrokenProcessPool as error:
            message = (
                "A process that packs files was ended from outside, perhaps for want of memory. Release once more."
            )
            raise ReleaseError(message) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [_sum(coding, found) for coding in CODINGS]


def _leave_stopping() -> None:
    """Ctrl+C goes to all processes of a terminal; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def pack_file(path: Path) -> list[tuple[str, int, int]]:
    """Write the copies of one file that are worth it: coding, bytes before and after of each."""
    plain = path.read_bytes()
    kept: list[tuple[str, int, int]] = []
    for coding, ending in CODINGS.items():
        packed, beside = packed_bytes(coding, plain), path.with_name(path.name + ending)
        if len(packed) <= len(plain) * _WORTH:
            beside.write_bytes(packed)
            kept.append((coding, len(plain), len(packed)))
        else:
            beside.unlink(missing_ok=True)  # the site generator packs its site map
    return kept


def packed_bytes(coding: str, plain: bytes) -> bytes:
    """`plain` in a content coding, a key of `CODINGS`."""
    match coding:
        case "br":
            packed: bytes = brotli.compress(plain, quality=BROTLI)
            return packed
        case "zstd":
            return zstandard.ZstdCompressor(level=ZSTANDARD).compress(plain)
        case "gzip":
            made = zlib.compressobj(GZIP, zlib.DEFLATED, _GZIP_WITHOUT_NAME_AND_TIME)
            return made.compress(plain) + made.flush()
        case _:
            raise ValueError(coding)


def _sum(coding: str, found: list[tuple[str, int, int]]) -> PackedSum:
    of_it = [(plain, packed) for one, plain, packed in found if one == coding]
    return PackedSum(coding, len(of_it), sum(plain for plain, _ in of_it), sum(packed for _, packed in of_it))
