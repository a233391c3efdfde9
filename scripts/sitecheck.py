"""The last check, on the pages as they were built: every link, anchor and file is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scripts.builtlinks import Target, folders, links, parse, resolve
from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class _Built:
    path: Path
    ids: frozenset[str]
    twice: tuple[str, ...]
    links: tuple[str, ...]
    loaded: tuple[str, ...]


def check_site(site: Path, base: str = "/") -> list[Problem]:
    """Every broken link, missing anchor, doubled id and foreign file of the pages below `site`.

    `base` is the path that the site is published under; links that begin with it stay in the site.
    """
    names = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    pages = {name: _read(site / name) for name in sorted(names) if name.endswith(".html")}
    inside = folders(names)
    found: list[Problem] = []
    for name, page in pages.items():
        found += _own_faults(page)
        for link in page.links:
            target = resolve(link, name, base, inside)
            if target is None and link.startswith(("#", "?")):
                target = Target(name, fragment=link.partition("#")[2])
            if target is None:
                continue
            other, place = pages.get(target.path), unquote(target.fragment)
            if target.path not in names:
                found.append(Problem(page.path, 0, f"the link leads nowhere: {link}", "", "built-link"))
            elif other and place and place not in other.ids:
                message = f"there is no such place in {target.path}: {link}"
                found.append(Problem(page.path, 0, message, "", "built-anchor"))
    return found


def _read(path: Path) -> _Built:
    tree = parse(path.read_bytes())
    ids = Counter(str(element.get("id")) for element in tree.iter() if element.get("id"))
    found = [link for link in links(tree) if link.loaded or link.element.tag != "link"]
    return _Built(
        path,
        frozenset(ids),
        tuple(sorted(one for one, times in ids.items() if times > 1)),
        tuple(dict.fromkeys(link.address for link in found)),
        tuple(link.address for link in found if link.loaded),
    )


def _own_faults(page: _Built) -> Iterator[Problem]:
    for one in page.twice:
        yield Problem(page.path, 0, f"the id '{one}' stands twice in the page", "", "built-id")
    for link in page.loaded:
        if urlsplit(link).netloc:
            yield Problem(page.path, 0, f"the page loads a file from another host: {link}", "", "foreign")
