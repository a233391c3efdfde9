"""MkDocs hooks: a few lines each over the library.

MkDocs loads this file as its own copy, so nothing is kept in module variables; the library travels
in the configuration.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort

from scripts.clock import last_update
from scripts.content.address import address
from scripts.content.problem import ContentError
from scripts.render.navigation import Navigation
from scripts.render.pageview import PageView
from scripts.rules import load_valid

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation as MkDocsNavigation
    from mkdocs.structure.pages import Page

    from scripts.content.library import Library

_EXTENSION = "scripts.render.markdown"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the content before anything is written; stop with every problem where there is one."""
    root = Path(config.config_file_path).parent
    try:
        library = load_valid(root)
    except ContentError as error:
        raise Abort(f"The content has problems; nothing was written.\n{error}") from error
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(last_update(library)))
    config.extra["library"] = library
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the theme's scripts and source maps, which no page loads."""
    del config
    for file in list(files):
        if file.src_uri.startswith("assets/javascripts/") or file.src_uri.endswith(".map"):
            files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand the page's view to the Markdown extension."""
    del files
    view = _view(page.file, config)
    config.mdx_configs[_EXTENSION] = {"view": view}
    if view is not None:
        page.update_date = view.page.front.updated.start.day.isoformat()
    return markdown


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: MkDocsNavigation) -> dict[str, Any]:
    """What the theme's templates need of the library."""
    del nav
    view = _view(page.file, config)
    if view is not None:
        context["view"] = view
        context["menu"] = Navigation(view).sections()
    return context


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Addresses for templates that belong to no page."""
    del files
    env.globals["library"] = _library(config)
    env.globals["address"] = address
    return env


def _library(config: MkDocsConfig) -> Library:
    library: Library = config.extra["library"]
    return library


def _view(file: File, config: MkDocsConfig) -> PageView | None:
    library = _library(config)
    code, _, name = Path(file.src_uri).as_posix().partition("/")
    page = library.pages.get((code, name))
    if page is None:
        return None
    components = Path(config.theme.custom_dir or "overrides") / "components"
    return PageView(library, library.language(code), page, components.resolve(), str(config.extra.get("contact") or ""))
