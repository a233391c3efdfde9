"""Links lead somewhere, and to nothing that runs."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scripts.content.page import IMAGES
from scripts.content.problem import Problem
from scripts.content.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.library import Library
    from scripts.content.page import Link, Page

_SCHEMES = frozenset({"https", "http", "mailto", "tel"})


def check(library: Library) -> Iterator[Problem]:
    """Every link and image of every page."""
    for page in library.pages.values():
        for link in page.links:
            for message, hint, rule in _faults(library, page, link):
                yield Problem(page.path, link.line, message, hint, rule)


def _faults(library: Library, page: Page, link: Link) -> Iterator[tuple[str, str, str]]:
    parts = urlsplit(link.target)
    if parts.scheme or link.target.startswith("//"):
        if link.is_image:
            hint = "Copy the image to docs/assets/, if its licence allows, and link to the copy."
            yield f"the image comes from another host: {link.target}", hint, "foreign"
        elif parts.scheme not in _SCHEMES:
            message = f"a link may not begin with '{parts.scheme or '//'}': {link.target[:60]}"
            yield (
                message,
                "Links begin with https://, http://, mailto: or tel:, or are paths to a page.",
                "markup",
            )
        return
    if parts.path.startswith("/"):
        hint = "Write the path from this file, such as ../sources.md; it then works under any address."
        yield f"the link begins with '/': {link.target}", hint, "link"
        return
    if link.is_image:
        yield from _image(library, page, link)
    else:
        yield from _internal(library, page, unquote(parts.path), unquote(parts.fragment))


def _image(library: Library, page: Page, link: Link) -> Iterator[tuple[str, str, str]]:
    """What keeps an image from being shown to everyone, also in press kits."""
    path = unquote(urlsplit(link.target).path)
    wanted = posixpath.normpath(posixpath.join(page.language, posixpath.dirname(page.name), path))
    if posixpath.splitext(path)[1].lower() not in IMAGES:
        hint = f"Images end with one of {', '.join(sorted(IMAGES))}: press kits can have these."
        yield f"this is no image that every reader can have: {link.target}", hint, "link"
    elif wanted.startswith("..") or not (library.docs / wanted).is_file():
        hint = f"Put the file into docs/assets/images/, or mend the path; it stands for docs/{wanted}."
        yield f"the image is not there: {link.target}", hint, "link"
    if not link.words.strip():
        hint = "Say between the brackets what the image shows: it is read to whoever does not see it."
        yield f"the image has no alternative text: {link.target}", hint, "link"


def _internal(library: Library, page: Page, path: str, fragment: str) -> Iterator[tuple[str, str, str]]:
    if not path:
        target: Page | None = page
    else:
        folder = posixpath.join(page.language, posixpath.dirname(page.name))
        wanted = posixpath.normpath(posixpath.join(folder, path))
        code, _, name = wanted.partition("/")
        target = library.pages.get((library.source_language.code, name)) if code in library.texts else None
        if target is not None and code != page.language:
            hint = "Link to the page in this page's own language; readers change the language by the menu."
            yield f"the link leads to another language: {path}", hint, "link"
            return
        if target is None:
            if not path.endswith(".md") and not wanted.startswith("..") and (library.docs / wanted).is_file():
                return
            names = [posixpath.relpath(f"{page.language}/{other}", folder) for other in library.names()]
            yield (
                f"the link leads to no page: {path}",
                did_you_mean(path, names, "the pages, or mend the path"),
                "link",
            )
            return
        target = library.shown(code, name)
    if fragment and target is not None:
        known = target.anchors | generated_anchors(library, target)
        if fragment not in known:
            hint = did_you_mean(fragment, known, f"a heading of {target.name} as {{#{fragment}}}")
            yield f"{target.name} has no place '#{fragment}'", hint, "anchor"


def generated_anchors(library: Library, page: Page) -> frozenset[str]:
    """Ids that the site makes on a page, besides those of its headings."""
    blocks = {used.reference.target for used in page.used if used.reference.kind == "block"}
    found: set[str] = set()
    if "all-figures" in blocks:
        found |= {f"figure-{key}" for key in library.figures}
    if "all-sources" in blocks:
        found |= {f"source-{key}" for key in library.sources}
    if "glossary" in blocks:
        found |= {f"term-{key}" for key in library.terms}
    topic = library.topics.get(f"{page.edition}/{page.slug}")
    if topic and "cards" in blocks:
        found |= {f"figure-{key}" for key in topic.record.cards}
    return frozenset(found)
