"""MkDocs hooks: a few lines each over the library.

MkDocs loads this file as its own copy, so nothing is kept in module variables; the library travels
in the configuration. The i18n plugin builds the site once a language; these hooks run in each.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority

from scripts.cite.bibliography import CitationError
from scripts.cite.citations import Citations
from scripts.cite.onpage import page_context
from scripts.clock import last_update
from scripts.content.address import WORKER, address
from scripts.content.problem import ContentError
from scripts.hosting import configurations, csp
from scripts.hosting.hosted import HostingError
from scripts.moment import moment
from scripts.offline import writing as offline
from scripts.offline.problem import OfflineError
from scripts.offline.styles import versioned
from scripts.opendata import writing as opendata
from scripts.opendata.dataset import dataset
from scripts.opendata.problem import DataError
from scripts.outputs import movedpages, recordpages, sizes, termbase, themestyles
from scripts.outputs.aside import Aside, AsideError, Work
from scripts.outputs.comparison import write_comparisons
from scripts.outputs.recordpages import RecordPageError
from scripts.outputs.searching import Searches
from scripts.outputs.themestyles import ThemeStylesError
from scripts.press.offer import offer
from scripts.render.chrome import Chrome, content_view
from scripts.render.fallbackpages import fallback_files, shared_files, withdrawn_files
from scripts.render.pageview import SEARCH, Settings
from scripts.render.sharing import sharing
from scripts.rules import load_valid
from scripts.search.bundle import SearchError
from scripts.updates import feeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation as MkDocsNavigation
    from mkdocs.structure.pages import Page

    from scripts.content.languages import Language
    from scripts.content.library import Library

_EXTENSION = "scripts.render.markdown"
_SEARCH_FAILED = "The search could not be written."
_AFTER_I18N = -200
"""The plugin itself runs at -100, as the last of all."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the content before anything is written; stop with every problem where there is one."""
    if "library" in config.extra:  # the build of a further language, with the same configuration
        return config
    root = Path(config.config_file_path).parent
    try:
        now = config.extra.get("now") or moment()
        library = load_valid(root, now, drafting=bool(config.extra.get("preview")))
    except ValueError as error:
        raise Abort(str(error)) from error
    except ContentError as error:
        raise Abort(f"The content has problems; nothing was written.\n{error}") from error
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(last_update(library)))
    if not config.extra.get("changed_only"):
        with _aborting("The content does not fit the open data; nothing was written.", DataError):
            dataset(library, config.site_url or "")
    config.extra["library"], config.extra["now"] = library, now
    config.extra["searches"] = Searches()
    config.extra["aside"] = Aside()
    config.extra["citations"] = Citations(library, config.site_url or "", _components(config))
    config.extra_css = versioned(config.extra_css, library.docs)
    return config


@event_priority(_AFTER_I18N)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the theme's scripts and pages without a source; add those that have no translation yet."""
    library = _library(config)
    for file in list(files):
        code, _, name = file.src_uri.partition("/")
        orphan = file.is_documentation_page() and (code, name) not in library.pages
        withheld = file.src_uri in library.withheld
        if orphan or withheld or file.src_uri.startswith("assets/javascripts/") or file.src_uri.endswith(".map"):
            files.remove(file)
    language = library.language(_language(config))
    if _is_for_readers(config):
        root, site = library.root, Path(config.site_dir)
        work = Work(root, site, _components(config), _settings(config), config.extra["now"])
        config.extra["aside"].start(work, [one.code for one in library.languages])
    made = (*fallback_files(library, language, config), *withdrawn_files(library, language, config))
    for file in (*made, *shared_files(library, language, files, config)):
        files.append(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand the page's view to the Markdown extension."""
    del files
    chrome = _chrome(page.file, config)
    config.mdx_configs[_EXTENSION] = {"view": content_view(chrome) if chrome else None}
    if chrome is not None:
        page.update_date = chrome.page.front.updated.start.day.isoformat()
    return markdown


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: MkDocsNavigation) -> dict[str, Any]:
    """What the theme's templates need of the library."""
    del nav
    chrome = _chrome(page.file, config)
    if chrome is not None:
        context["view"] = chrome
        context["menu"] = chrome.menu()
    if chrome is not None and not chrome.is_withdrawn:
        with _aborting("The citations could not be written.", CitationError):
            context |= page_context(content_view(chrome), config.extra["citations"])
        context["sharing"] = sharing(chrome, config.site_url or "")
        if _is_for_readers(config):
            context |= offer(chrome)
        if config.extra.get("preview"):
            # The checks bring a language model along, which a build has no use for.
            from scripts.render.findings import findings

            context["findings"] = findings(chrome)
    return context


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Addresses for templates that belong to no page."""
    del files
    library = _library(config)
    env.globals["library"] = library
    env.globals["address"] = address
    env.globals["service_worker"] = WORKER
    env.globals["reader"] = library.interface(_language(config))
    return env


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """A 404 page for each language, in its folder; MkDocs would leave the last language's at the root."""
    language = _library(config).language(_language(config))
    if template_name != "404.html" or language.is_source:
        return output_content
    target = Path(config.site_dir) / language.prefix / template_name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(output_content, encoding="utf-8", newline="\n")
    return ""


def _write_outputs(config: MkDocsConfig) -> None:
    """What is made from the built pages of a language."""
    library = _library(config)
    language = library.language(_language(config))
    if SEARCH in library.names() and not config.extra.get("changed_only"):
        view = _view(config, language, SEARCH)
        with _aborting(_SEARCH_FAILED, SearchError):
            config.extra["searches"].write(library, language, Path(config.site_dir), view, config.site_url or "")
    if config.site_url:
        feeds.write(library, language, Path(config.site_dir), _components(config), config.site_url)
    if language.is_source:
        termbase.write(library, Path(config.site_dir))
        if not config.extra.get("changed_only"):
            with _aborting("The open data could not be written.", DataError):
                opendata.write(library, Path(config.site_dir), config.site_url or "")
    elif _builds_all(config):
        write_comparisons(library, language, Path(config.site_dir), _components(config))


@event_priority(_AFTER_I18N)
def _finish(config: MkDocsConfig) -> None:
    """What is made once, when the last language is built."""
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]  # one of the further languages
        return
    library, site = _library(config), Path(config.site_dir)
    if _is_for_readers(config):
        with _aborting("A file to take away could not be made.", AsideError):
            config.extra["aside"].finish()
        with _aborting("The pages of figures and messages could not be written.", RecordPageError):
            recordpages.write(library, config.extra["citations"], site, _components(config), _settings(config))
    if _builds_all(config):
        movedpages.write(library, site, _components(config), config.site_url or "")
    with _aborting(_SEARCH_FAILED, SearchError):
        config.extra["searches"].finish()
    if config.extra.get("preview"):
        return
    if _builds_all(config):
        with _aborting("The theme's stylesheet could not be shortened.", ThemeStylesError):
            themestyles.shorten(site)
    policy = _secure(config)
    if _builds_all(config):
        _fill_sizes(library, site, f"{offline.FOLDER}/")
        with _aborting("What is read offline could not be written.", OfflineError):
            views = {one.code: _view(config, one, "index.md") for one in library.languages}
            collected = offline.collect_all(library, site, config.site_url or "", views)
            offline.write_copies(library, site, collected)
            _fill_sizes(library, site)  # those of the copies
            offline.write_worker(site, collected)
    with _aborting("Hosts' files could not be written.", HostingError):
        configurations.write(site, configurations.hosted(library, policy, config.site_url or ""))


def _secure(config: MkDocsConfig) -> str:
    """Put the Content-Security-Policy into every page: when all pages are there, before copies are made of them."""
    site = Path(config.site_dir)
    policy, problems = csp.write(site, _components(config).parent)
    if problems:
        raise Abort(f"Browsers would refuse parts of the pages; nothing was written.\n{ContentError(problems, site)}")
    return policy


on_post_build = CombinedEvent(_write_outputs, _finish)


def _fill_sizes(library: Library, site: Path, later: str = "") -> None:
    """Put the sizes of files into pages; files below the folder `later` may come later."""
    problems = sizes.fill(library, site, later)
    if problems:
        raise Abort(f"Files that pages offer are missing.\n{ContentError(problems, site)}")


@contextmanager
def _aborting(what: str, kind: type[Exception]) -> Iterator[None]:
    """Stop the build with a message instead of a traceback where an error of this kind comes up."""
    try:
        yield
    except kind as error:
        raise Abort(f"{what}\n{error}") from error


def _view(config: MkDocsConfig, language: Language, name: str) -> Chrome:
    """The view of a page in `language`, for texts that stand beside the pages."""
    library = _library(config)
    return Chrome(library, language, language, library.shown(language.code, name), _components(config), Settings())


def _components(config: MkDocsConfig) -> Path:
    """The folder of the components' templates."""
    return (Path(config.theme.custom_dir or "overrides") / "components").resolve()


def _builds_all(config: MkDocsConfig) -> bool:
    """Whether every language is built, not one for a preview."""
    return not config.plugins["i18n"].config["build_only_locale"]


def _is_for_readers(config: MkDocsConfig) -> bool:
    """Whether the whole site is built, with all that readers take away."""
    return _builds_all(config) and not config.extra.get("preview")


def _library(config: MkDocsConfig) -> Library:
    library: Library = config.extra["library"]
    return library


def _language(config: MkDocsConfig) -> str:
    """The language that is being built."""
    return str(config.plugins["i18n"].current_language)  # type: ignore[attr-defined]


def _chrome(file: File, config: MkDocsConfig) -> Chrome | None:
    library = _library(config)
    code, _, name = Path(file.src_uri).as_posix().partition("/")
    if (library.source_language.code, name) not in library.pages and name not in library.withdrawn:
        return None
    language = library.language(code)
    return Chrome(library, language, language, library.shown(code, name), _components(config), _settings(config))


def _settings(config: MkDocsConfig) -> Settings:
    """What whoever publishes the site sets."""
    return Settings(
        contact=str(config.extra.get("contact") or ""),
        comparisons=_builds_all(config),
        edit=str(config.extra.get("edit") or ""),
        site_url=config.site_url or "",
    )
