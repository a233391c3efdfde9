"""The sample: one page of each kind, the languages in turn, so that CI meets every template and every language.

A *kind* is what pages share that come from one template: all pages of records, all comparisons, all topics, all
letters; every other page is a kind of its own (``about``, ``figures``). Topics and records are many and long, so
four of each are taken; of the comparisons four; of the others one. Which language stands for which kind follows
from the order of names, so the sample of a site is always the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.audit.site import BuiltPage, Site

_LETTER = re.compile(r"\d{4}-\d{2}")
_MANY = 4
_TAKEN = {"topic": _MANY, "record": _MANY, "compare": _MANY}


def kind(site: Site, page: BuiltPage) -> str:
    """The kind of a page: ``record``, ``compare``, ``topic``, ``letter``, else its address without the language."""
    folder = site.language_folder(page)
    parts = [part for part in page.address.removeprefix(f"{folder}/" if folder else "").split("/") if part]
    if parts[:1] == ["id"]:
        return "record"
    if parts[-1:] == ["compare"]:
        return "compare"
    if parts and _LETTER.fullmatch(parts[0]):
        return "letter" if len(parts) == 1 else "topic"
    return "/".join(parts)


def sample(site: Site) -> tuple[BuiltPage, ...]:
    """The pages of the sample, by name."""
    kinds: dict[str, list[BuiltPage]] = {}
    for page in site.read_pages:
        kinds.setdefault(kind(site, page), []).append(page)
    folders = list(site.languages) or [""]
    taken: list[BuiltPage] = []
    for turn, (name, pages) in enumerate(sorted(kinds.items())):
        for place in range(_TAKEN.get(name, 1)):
            folder = folders[(turn + place * 5) % len(folders)]
            own = [page for page in pages if site.language_folder(page) == folder] or pages
            taken.append(own[(place * len(own)) // _TAKEN.get(name, 1)])
    return tuple(sorted(set(taken), key=lambda page: page.name))


def chosen(site: Site, *, only_sample: bool) -> tuple[BuiltPage, ...]:
    """The pages that a slow check looks at."""
    return sample(site) if only_sample else site.read_pages
