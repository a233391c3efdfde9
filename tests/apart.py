"""Calls in a thread of their own, for what runs an event loop: in this one Playwright's may be running already."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from scripts import cli

if TYPE_CHECKING:
    from collections.abc import Callable

Given = ParamSpec("Given")
Back = TypeVar("Back")


def apart(function: Callable[Given, Back]) -> Callable[Given, Back]:
    """The same function, called in a new thread and waited for."""

    @wraps(function)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> Back:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(function, *args, **kwargs).result()

    return call


run = apart(cli.run)
