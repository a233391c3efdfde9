"""The same content as a stock mkdocs-material site.

Stock is what `pip install mkdocs-material mkdocs-static-i18n` gives with a short mkdocs.yml: theme ``material`` with
no option, its features, palette and font as they come; the plugins ``search`` and ``i18n`` (one folder a language,
search and theme set up by it). No hook, stylesheet, script or minifier. For languages that the theme has no words
for (Lao, Khmer) its English ones are copied, as the build fails without.

The pages are those of docs/, one file a page of each language with the same name, so that addresses are the same.
What a page says is the article of the built page, as it is, without scripts: so both sites show the same text,
tables and pictures; what the article carries of this project's own markup is stock's weight too. Left out are the
search page, in whose place the theme has its own search, and everything that no source page stands for: record
pages, press kits, downloads. That makes stock's navigation and search index smaller than they would be with them.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from lxml import html

from tests.benchmarks.readiness import NotReadyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.content.languages import Language
    from scripts.content.library import Library

_OWN_SEARCH = "search.md"
_ARTICLE = "//article[contains(concat(' ', @class, ' '), ' md-content__inner ')]"
_PICTURES = ".//img/@src | .//source/@srcset"
_ADDRESS = "https://stock.example.org/"


def address(language: Language, name: str) -> str:
    """Address of the page `name` (``about.md``) from the site's root: ``en/about/``."""
    path = PurePosixPath(name).with_suffix("")
    folder = path.parent if path.name == "index" else path
    return language.prefix if folder == PurePosixPath() else f"{language.prefix}{folder}/"


def write_source(site: Path, languages: tuple[Language, ...], pages: Iterable[tuple[str, str]], root: Path) -> None:
    """Write a stock project into `root` from the built site. `pages`: language code and name (``about.md``)."""
    known = {language.code: language for language in languages}
    for code, name in pages:
        if name == _OWN_SEARCH:
            continue
        own = address(known[code], name)
        page = site / own / "index.html"
        if not page.is_file():
            raise NotReadyError(f"{page} is missing: make the release anew from the content of this project.")
        article, title = _article(page)
        target = root / "docs" / code / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page_source(title, article), encoding="utf-8")
        _copy(site, root / "docs", (urljoin(f"/{own}", one) for one in _pictures(article)))
    (root / "mkdocs.yml").write_text(settings(languages), encoding="utf-8")
    _copy_missing_words(languages, root / "theme/partials/languages")


def settings(languages: Iterable[Language]) -> str:
    """The mkdocs.yml of the stock site."""
    listed = [
        {"locale": one.code, "name": one.name, "build": True, **({"default": True} if one.is_source else {})}
        for one in languages
    ]
    plugins = ["search", {"i18n": {"docs_structure": "folder", "fallback_to_default": False, "languages": listed}}]
    theme = {"name": "material", "custom_dir": "theme"}
    made = {"site_name": "Stock", "site_url": _ADDRESS, "theme": theme, "plugins": plugins}
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False)


def page_source(title: str, article: html.HtmlElement) -> str:
    """A page in Markdown that is one block of HTML."""
    body = html.tostring(article, encoding="unicode", with_tail=False)
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{body}\n"


def built(site: Path, library: Library, work: Path) -> Path:
    """The stock site of the built `site` below `work`: the one that is there, else a new one."""
    target = work / "site"
    if not (target / "index.html").is_file():
        write_source(site, library.languages, sorted(library.pages), work)
        build(work, target)
    return target


def build(root: Path, target: Path) -> None:
    """Build the stock project at `root` into `target`."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotReadyError(f"The stock site cannot be built:\n{done.stderr[-2000:]}")


def _article(file: Path) -> tuple[html.HtmlElement, str]:
    page = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
    found = page.xpath(_ARTICLE)
    if not found:
        raise NotReadyError(f"{file} has no <article>: it is no page of this project.")
    article = found[0]
    for script in article.xpath(".//script"):
        script.drop_tree()
    article.tag = "div"
    article.attrib.clear()
    return article, " ".join(page.xpath("string(//meta[@property='og:title']/@content | //title)").split())


def _pictures(article: html.HtmlElement) -> Iterator[str]:
    for value in article.xpath(_PICTURES):
        yield from (part.split()[0] for part in str(value).split(",") if part.split())


def _copy(site: Path, docs: Path, addresses: Iterable[str]) -> None:
    for one in addresses:
        parts = urlsplit(one)
        path = unquote(parts.path).lstrip("/")
        if not parts.scheme and not parts.netloc and (site / path).is_file():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / path, docs / path)


def _copy_missing_words(languages: Iterable[Language], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    found = importlib.util.find_spec("material")
    if found is None or found.origin is None:
        raise NotReadyError("mkdocs-material is missing: install what pyproject.toml lists.")
    words = Path(found.origin).parent / "templates/partials/languages"
    for language in languages:
        if not (words / f"{language.code}.html").is_file():
            shutil.copyfile(words / "en.html", target / f"{language.code}.html")
