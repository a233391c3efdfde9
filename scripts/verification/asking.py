"""Asking a host for one file, patiently: time-outs, a few tries with pauses between them, no more bytes than expected.

Redirects within the host are followed, those that lead away are not: what another host sends is not what is published.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import httpx

from scripts.verification.difference import UnreadableError

_BUSY = frozenset({429, 502, 503, 504})
"""Answers that another try may change (RFC 9110, 15; RFC 6585)."""
_REDIRECTS = 5
_LONGEST_PAUSE = 30.0


@dataclass(frozen=True)
class Manner:
    """How to ask."""

    parallel: int = 16
    """Questions at once."""
    tries: int = 3
    pause: float = 0.5
    """Seconds before the second try; twice as many before each further one."""
    timeout: float = 30.0
    """Seconds without a byte."""


@dataclass(frozen=True)
class Answer:
    """What came."""

    status: int
    type: str
    """Media type as sent; empty where there was none."""
    coding: str
    """Content coding, lower case; empty: none."""
    size: int
    """Bytes as sent; one more than the most where there are more."""
    sha256: str
    """Of the bytes as sent."""
    body: bytes
    """As sent; empty where it was not kept."""
    away: str = ""
    """Where a redirect to another host, or one redirect too many, leads."""
    here: str = ""
    """The address that answered, after redirects within the host."""


class BrokenError(Exception):
    """The answer broke off; the message says how."""


def client(manner: Manner) -> httpx.AsyncClient:
    """What asks; it is closed by ``async with``."""
    limits = httpx.Limits(max_connections=manner.parallel, max_keepalive_connections=manner.parallel)
    headers = {"User-Agent": "site-verify", "Cache-Control": "no-cache"}
    return httpx.AsyncClient(timeout=httpx.Timeout(manner.timeout, pool=None), limits=limits, headers=headers)


async def ask(asker: httpx.AsyncClient, url: str, coding: str, most: int, manner: Manner) -> Answer:
    """The answer for `url` in a content coding, at most `most` bytes of it; the body is kept if it has a coding.

    BrokenError where the last try broke off, UnreadableError where no connection could be made.
    """
    for tried in range(1, manner.tries + 1):
        pause = manner.pause * 2 ** (tried - 1)
        try:
            answer, wait = await _followed(asker, url, coding, most)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            if tried == manner.tries:
                raise UnreadableError(f"{url}: no connection: {error or type(error).__name__}.") from error
        except httpx.TransportError as error:
            if tried == manner.tries:
                raise BrokenError(f"the answer broke off: {error or type(error).__name__}") from error
        else:
            if answer.status not in _BUSY or tried == manner.tries:
                return answer
            pause = max(pause, wait)
        await asyncio.sleep(min(pause, _LONGEST_PAUSE))
    raise AssertionError(url)


async def _followed(asker: httpx.AsyncClient, url: str, coding: str, most: int) -> tuple[Answer, float]:
    """The answer after redirects within the host, and the seconds that it asks to wait."""
    host, here = urlsplit(url).hostname, url
    for _ in range(_REDIRECTS + 1):
        async with asker.stream("GET", here, headers={"Accept-Encoding": coding}) as response:
            if not response.has_redirect_location:
                return replace(await _read(response, most), here=here), _wait(response)
            here = _joined(here, response.headers["Location"])
            if _leads_away(here, host):
                break
    return Answer(response.status_code, "", "", 0, "", b"", away=here), 0.0


def _joined(here: str, location: str) -> str:
    """Where `location` leads from `here`; itself where it is no address."""
    try:
        return urljoin(here, location)
    except ValueError:
        return location


def _leads_away(address: str, host: str | None) -> bool:
    """Whether an address is none, or of another host."""
    return not is_address(address) or urlsplit(address).hostname != host


def is_address(given: str) -> bool:
    """Whether something is a web address that can be asked."""
    try:
        parts = urlsplit(given)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and bool(httpx.URL(given).host)
    except (ValueError, httpx.InvalidURL):
        return False


async def _read(response: httpx.Response, most: int) -> Answer:
    coding = response.headers.get("Content-Encoding", "").strip().lower().removeprefix("identity")
    digest, size, kept = hashlib.sha256(), 0, []
    async for chunk in response.aiter_raw():
        size += len(chunk)
        digest.update(chunk)
        if coding:
            kept.append(chunk)
        if size > most:
            break
    media = response.headers.get("Content-Type", "")
    return Answer(response.status_code, media, coding, min(size, most + 1), digest.hexdigest(), b"".join(kept))


def _wait(response: httpx.Response) -> float:
    """Seconds of Retry-After; 0 where it is a date or missing."""
    given = response.headers.get("Retry-After", "").strip()
    return float(given) if given.isascii() and given.isdigit() else 0.0
