"""What a page offers to take away: its own kit, and that of the whole letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.outputs.sizes import place
from scripts.press.kit import SUMS, files, folder

if TYPE_CHECKING:
    from markupsafe import Markup

    from scripts.press.kit import KitFile
    from scripts.render.chrome import Chrome


@dataclass(frozen=True)
class Offered:
    """A file with the place where its size will stand."""

    kind: str
    path: str
    size: Markup


@dataclass(frozen=True)
class Kit:
    """The files of one kit."""

    title: str
    """Empty for the page's own."""
    files: tuple[Offered, ...]


def offer(chrome: Chrome) -> dict[str, object]:
    """What the template of a page needs: ``kits`` and ``sums``; nothing for a page that has no kit."""
    edition, topic = chrome.edition, chrome.topic
    if edition is None or (topic is None and chrome.page.name != edition.page):
        return {}
    own = (Kit("", _offered(files(edition, topic, chrome.reader))),) if topic else ()
    whole = Kit(chrome.t("press.letterkit"), _offered(files(edition, None, chrome.reader)))
    return {"kits": (*own, whole), "sums": f"{folder(edition, chrome.reader)}{SUMS}"}


def _offered(found: tuple[KitFile, ...]) -> tuple[Offered, ...]:
    return tuple(Offered(file.kind, file.path, place(file.path)) for file in found)
