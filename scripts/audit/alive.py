"""Whether addresses of other sites answer: politely, a few at once, and each no oftener than once a week."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_AT_ONCE = 8
_PAUSE = 1.0
"""Seconds between two questions to one host."""
_WAIT = 20.0
"""Seconds for an answer."""
_KEPT = timedelta(days=7)
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, 451})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; link check of a documentation site)", "Accept": "*/*"}


@dataclass(frozen=True)
class Answer:
    """What a site said."""

    kind: Literal["alive", "refused", "gone", "failing"]
    """``refused``: it is there, but answers no program (401, 403, 429, 451)."""
    detail: str
    asked: str
    """``YYYY-MM-DD``"""

    @property
    def is_bad(self) -> bool:
        """Whether a reader would find nothing."""
        return self.kind in {"gone", "failing"}


def ask_all(urls: Sequence[str], cache: Path, say: Callable[[str], None], pause: float = _PAUSE) -> dict[str, Answer]:
    """The answer of each address; good ones are kept in the file `cache`, bad ones are asked again next time."""
    today = datetime.now(tz=UTC).date()
    answers = {url: answer for url, answer in _kept(cache).items() if url in urls and _is_fresh(answer, today)}
    missing = [url for url in urls if url not in answers]
    say(f"    asking {len(missing)} addresses; {len(answers)} answered in the last {_KEPT.days} days")
    answers |= asyncio.run(_ask(missing, today.isoformat(), pause, say))
    cache.parent.mkdir(parents=True, exist_ok=True)
    kept = {url: asdict(answer) for url, answer in sorted(answers.items()) if not answer.is_bad}
    cache.write_text(json.dumps(kept, indent=1), encoding="utf-8", newline="\n")
    return {url: answers[url] for url in urls}


def _kept(cache: Path) -> dict[str, Answer]:
    try:
        return {url: Answer(**fields) for url, fields in json.loads(cache.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):  # a damaged cache is no answer
        return {}


def _is_fresh(answer: Answer, today: date) -> bool:
    return today - date.fromisoformat(answer.asked) < _KEPT


async def _ask(urls: Sequence[str], today: str, pause: float, say: Callable[[str], None]) -> dict[str, Answer]:
    slots = asyncio.Semaphore(_AT_ONCE)
    hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    found: dict[str, Answer] = {}

    async def one(client: httpx.AsyncClient, url: str) -> None:
        async with hosts[urlsplit(url).netloc]:
            async with slots:
                kind, detail = await _answer(client, url)
            await asyncio.sleep(pause)
        found[url] = Answer(kind, detail, today)
        if len(found) % 25 == 0:
            say(f"    {len(found)} of {len(urls)} addresses")

    async with httpx.AsyncClient(follow_redirects=True, timeout=_WAIT, headers=_HEADERS) as client:
        await asyncio.gather(*(one(client, url) for url in urls))
    return found


async def _answer(client: httpx.AsyncClient, url: str) -> tuple[Literal["alive", "refused", "gone", "failing"], str]:
    try:
        status = (await client.head(url)).status_code
        if status >= HTTPStatus.BAD_REQUEST:  # many hosts answer HEAD wrongly
            async with client.stream("GET", url) as response:
                status = response.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return "failing", f"no answer ({error or type(error).__name__})"
    if status < HTTPStatus.BAD_REQUEST:
        return "alive", str(status)
    kind: Literal["refused", "gone", "failing"] = "failing"
    if status in _REFUSED:
        kind = "refused"
    elif status in _GONE:
        kind = "gone"
    return kind, f"status {status}"
