"""All that the search fetches, in one script that a page read from a file can load."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

from scripts.offline.pages import panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.offline.copyset import Site

NAME = "search.js"


def pack(site: Site, names: Iterable[str], home: str) -> bytes:
    """The script with the files `names`; `home` is the address of the language's first page."""
    return _call("fill", {"home": home, "files": _files(site, names)})


def hold(site: Site, names: Iterable[str]) -> bytes:
    """The line that gives the copy's own script the small modules `names`, which pages load by themselves."""
    return _call("hold", _files(site, names))


def _call(function: str, value: object) -> bytes:
    return f"siteCopy.{function}({json.dumps(value, separators=(',', ':'))});\n".encode()


def _files(site: Site, names: Iterable[str]) -> dict[str, str]:
    return {name: b64encode(_content(site, name)).decode("ascii") for name in sorted(names)}


def _content(site: Site, name: str) -> bytes:
    content = site.read(name)
    if not name.endswith("/search.json") and name != "search/search.json":
        return content
    settings = json.loads(content)
    settings["panel"] = panel(settings["panel"], site)
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":")).encode()
