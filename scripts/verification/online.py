"""A published site against a manifest: every file is asked for plain, and in each coding that the release has."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from scripts.release.moves import page_of, whole
from scripts.verification.asking import BrokenError, Manner, ask, client
from scripts.verification.decoding import DecodingError, decoded
from scripts.verification.difference import Difference, UnreadableError
from scripts.verification.mediatype import type_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    import httpx

    from scripts.hosting.redirects import Move
    from scripts.release.manifest import Manifest, ReleasedFile
    from scripts.verification.asking import Answer

FOR_HOSTS = frozenset({"_redirects", "_headers"})
"""Files that hosts read and do not hand out."""
_INDEX = "index.html"
_PLAIN = "identity"
_FOUND, _ABSENT, _GONE = 200, 404, 410
_ROOM = 65_536
"""Bytes that a packing of a host may be longer than the file."""
_TENTHS = 10


def address_of(path: str) -> str:
    """Address of a file from the site's root, as readers ask for it: pages by their folder."""
    folder, _, name = path.rpartition("/")
    return quote(path) if name != _INDEX else quote(f"{folder}/" if folder else "")


async def online_differences(
    url: str,
    wanted: Manifest,
    told: Callable[[str], None],
    moves: Iterable[Move] = (),
    manner: Manner | None = None,
) -> tuple[list[Difference], int]:
    """Everything below `url` that differs, and how many packings came unpacked.

    Where one of `moves` is from, a host may lead on to where it goes, below `url` or the site's own address.

    UnreadableError where no connection can be made, at the beginning or later.
    """
    manner, base = manner or Manner(), url.rstrip("/") + "/"
    starts = [start for start in (base, wanted.site_url) if start]
    led = {page_of(move): frozenset(whole(start, move) for start in starts) for move in moves}
    files = [file for file in wanted.files if file.path not in FOR_HOSTS]
    found: list[Difference] = []
    unpacked = done = 0
    async with client(manner) as asker:
        found += await _nowhere(asker, base, wanted.version, manner)
        queue = iter(files)

        async def work() -> None:
            nonlocal unpacked, done
            for file in queue:
                differences, plain = await _compared(asker, base, file, led.get(file.path, frozenset()), manner)
                found.extend(differences)
                unpacked += plain
                done += 1
                if done * _TENTHS // len(files) > (done - 1) * _TENTHS // len(files):
                    told(f"  {done} of {len(files)} files compared")

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(manner.parallel):
                    group.create_task(work())
        except* UnreadableError as errors:
            raise UnreadableError(str(errors.exceptions[0])) from errors
    return sorted(found), unpacked


async def _nowhere(asker: httpx.AsyncClient, base: str, version: str, manner: Manner) -> list[Difference]:
    """A page that no release has must not be found: hosts that answer 200 to everything hide what is missing."""
    path = f"no-such-page-{version}/"
    try:
        answer = await ask(asker, base + path, _PLAIN, _ROOM, manner)
    except BrokenError as error:
        return [Difference(path, "truncated", str(error))]
    if answer.status in {_ABSENT, _GONE}:
        return []
    return [Difference(path, "status", f"status {answer.status} for a page that does not exist, expected {_ABSENT}")]


async def _compared(
    asker: httpx.AsyncClient, base: str, file: ReleasedFile, led: Collection[str], manner: Manner
) -> tuple[list[Difference], int]:
    url = base + address_of(file.path)
    try:
        answer = await ask(asker, url, _PLAIN, file.size, manner)
    except BrokenError as error:
        return [Difference(file.path, "truncated", str(error))], 0
    if (answer.away or answer.here) in led:
        return [], 0
    found = list(_plain_faults(file, answer))
    if any(one.kind != "type" for one in found):
        return found, 0
    unpacked = 0
    for one in file.packed:
        try:
            answer = await ask(asker, url, one.coding, max(file.size, one.size) + _ROOM, manner)
        except BrokenError as error:
            found.append(Difference(file.path, "packed", f"{one.coding}: {error}"))
            continue
        unpacked += not answer.coding
        found += [
            Difference(file.path, "packed", f"{one.coding}: {fault}") for fault in _faults(file, one.coding, answer)
        ]
    return found, unpacked


def _plain_faults(file: ReleasedFile, answer: Answer) -> Iterator[Difference]:
    if answer.away:
        yield Difference(file.path, "redirect", f"redirected to {answer.away}")
    elif answer.status in {_ABSENT, _GONE} and not _is_error_page(file.path):
        yield Difference(file.path, "missing", f"status {answer.status}")
    elif answer.status not in ({_FOUND, _ABSENT} if _is_error_page(file.path) else {_FOUND}):
        yield Difference(file.path, "status", f"status {answer.status}, expected {_FOUND}")
    elif answer.coding:
        yield Difference(file.path, "packed", f"came packed by {answer.coding} to who asked for it plain")
    else:
        if answer.sha256 != file.sha256 or answer.size != file.size:
            yield Difference(file.path, "changed", _sizes(answer.size, file.size))
        if fault := type_fault(file.path, answer.type):
            yield Difference(file.path, "type", fault)


def _faults(file: ReleasedFile, coding: str, answer: Answer) -> Iterator[str]:
    """What is wrong with an answer to a question for a packed file."""
    if answer.away:
        yield f"redirected to {answer.away}"
    elif answer.status not in ({_FOUND, _ABSENT} if _is_error_page(file.path) else {_FOUND}):
        yield f"status {answer.status}, expected {_FOUND}"
    elif not answer.coding:
        if answer.sha256 != file.sha256:
            yield f"came unpacked, and other than released: {_sizes(answer.size, file.size)}"
    elif answer.coding != coding:
        yield f"came packed by '{answer.coding}', which was not asked for"
    else:
        try:
            plain = decoded(coding, answer.body, file.size)
        except DecodingError as error:
            yield str(error)
        else:
            if hashlib.sha256(plain).hexdigest() != file.sha256:
                yield f"unpacks to something else: {_sizes(len(plain), file.size)}"
        if fault := type_fault(file.path, answer.type):
            yield f"type {fault}"


def _is_error_page(path: str) -> bool:
    """Whether hosts may say 404 with it even to who asks for it by name."""
    return path.rpartition("/")[2] == "404.html"


def _sizes(found: int, wanted: int) -> str:
    if found > wanted:
        return f"more than the {wanted} bytes released"
    return f"{found} bytes, released: {wanted}" if found != wanted else f"other bytes ({wanted}, as many as released)"
