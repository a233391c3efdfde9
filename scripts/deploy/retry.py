"""Trying again after errors of the network, with growing pauses."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from scripts.deploy.problem import DeployError
from scripts.deploy.progress import say

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
_LONGEST = 60
"""Seconds."""


class NetworkError(DeployError):
    """The connection was not there or was lost: the same may go well a little later."""


def pause(attempt: int) -> int:
    """Seconds before trying again after the given attempt, counted from 0: 1, 2, 4 ... at most a minute."""
    return min(_LONGEST, 1 << min(attempt, 16))


def retrying(action: Callable[[], Result], retries: int) -> Result:
    """Do it; after a `NetworkError` again, up to `retries` times. The last error is raised."""
    for attempt in range(retries):
        try:
            return action()
        except NetworkError as error:
            seconds = pause(attempt)
            say(f"{error}\nTrying again in {seconds} s ({attempt + 1} of {retries}) ...")
            time.sleep(seconds)
    return action()
