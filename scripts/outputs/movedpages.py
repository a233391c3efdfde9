"""A small page at each old address, which leads on: for hosts that know no redirects, such as GitHub Pages.

``<meta http-equiv="refresh">`` with 0 seconds is a redirect to browsers and to search engines (WCAG technique H76),
``rel="canonical"`` names the address that counts, and there is a link for whoever is not led on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.address import address, relative
from scripts.render.components import render

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.library import Library


def write(library: Library, site: Path, components: Path, site_url: str) -> int:
    """Write the pages of every language into `site`; how many."""
    for language in library.languages:
        shown = library.interface(language.code)
        strings = library.texts[shown.code].strings
        for old, new in library.moved.items():
            start, target = address(language, old), address(language, new)
            page = render(
                components,
                "moved",
                language=shown,
                title=strings["moved.title"],
                link=strings["moved.link"] + strings["marks.colon"],
                place=library.shown(language.code, new).front.title,
                place_language=library.language(library.shown(language.code, new).language),
                href=relative(start, target),
                canonical=site_url and f"{site_url}{target}",
            )
            path = site / start / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{page}\n", encoding="utf-8", newline="\n")
    return len(library.languages) * len(library.moved)
