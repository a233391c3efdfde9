"""A small built site, sound in every respect, for tests that break one thing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

URL = "https://site.example/under/"

_PAGE = """\
<!doctype html>
<html lang="{lang}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{url}{own}">
<link rel="alternate" hreflang="en" href="{url}">
<link rel="alternate" hreflang="ar" href="{url}ar/">
<link rel="alternate" hreflang="x-default" href="{url}">
<link rel="stylesheet" href="/under/style.css">
</head>
<body>
<main>
<h1 id="title">{title}</h1>
<p>{text} <a href="#title">{title}</a></p>
</main>
</body>
</html>
"""


def page(lang: str = "en", text: str = "Some text.", title: str = "Title") -> str:
    """A home page in English at the root or in Arabic below ``ar/``."""
    direction, own = ("rtl", "ar/") if lang == "ar" else ("ltr", "")
    return _PAGE.format(lang=lang, direction=direction, title=title, own=own, url=URL, text=text)


_SITEMAP = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{URL}</loc><lastmod>2024-10-31</lastmod></url>
<url><loc>{URL}ar/</loc></url>
</urlset>
"""

FILES = {
    "index.html": page(),
    "ar/index.html": page("ar", "نص.", "عنوان"),
    "style.css": "body { color: #111; background: #fff; } a { color: #03c; } :focus-visible { outline: 2px solid }\n",
    "sitemap.xml": _SITEMAP,
}


def write_built(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the site below `folder` with some files changed, added or (None) left out."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    return folder
