"""The configurations by name, and what they need from a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.hosting import csp
from scripts.hosting.apache import apache
from scripts.hosting.caddy import caddy
from scripts.hosting.headers import Policy
from scripts.hosting.hosted import Hosted, HostingError
from scripts.hosting.nginx import nginx
from scripts.hosting.pages_headers import pages_headers, pages_redirects
from scripts.hosting.redirects import moves
from scripts.hosting.workflows import github, gitlab, netlify
from scripts.release.folder import FOLDER, ReleaseError, newest
from scripts.release.manifest import SITE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scripts.content.library import Library

CONFIGURATIONS: dict[str, tuple[Callable[[Hosted], str], str]] = {
    "nginx": (nginx, "a file for /etc/nginx/conf.d/"),
    "caddy": (caddy, "a Caddyfile"),
    "apache": (apache, "an .htaccess for the site's folder"),
    "headers": (pages_headers, "_headers of Netlify and Cloudflare Pages; every build writes it into the site"),
    "redirects": (pages_redirects, "_redirects of the same; every build writes it into the site"),
    "netlify": (netlify, "netlify.toml"),
    "github": (github, "a workflow for GitHub Pages"),
    "gitlab": (gitlab, "a pipeline for GitLab Pages"),
}
"""Function to text, and what it is."""
_HOME = "index.html"


def hosted(
    library: Library,
    in_page: str,
    site_url: str,
    *,
    domain: str = "",
    folder: str = "/srv/site",
    contact: str = "",
    certificate: str = "",
) -> Hosted:
    """The site as hosts' configurations need it; `in_page` is the policy in its pages.

    The domain, where none is given, is that of `site_url`.
    """
    address = urlsplit(site_url)
    base = f"/{address.path.strip('/')}/".replace("//", "/")
    prefixes = tuple(language.prefix for language in library.languages if not language.is_source)
    own = address.hostname or ""
    return Hosted(
        Policy(csp.header(in_page)),
        prefixes,
        moves(library),
        base,
        domain or (own if "." in own else ""),
        folder,
        contact,
        certificate,
    )


def of_site(site: Path) -> str:
    """The policy in the pages of a built site; HostingError where there is none."""
    page = site / _HOME
    found = csp.in_page(page) if page.is_file() else ""
    if not found:
        raise HostingError(
            f"{page}: no page with a Content-Security-Policy. Build the site first (python3 -m scripts build, or "
            "python3 -m scripts release), or name its folder with --site."
        )
    return found


def of_project(root: Path) -> str:
    """The policy in the pages that were made last: in ``site/``, or in the newest release.

    HostingError where there are neither, or both and they differ: the wrong one would stop scripts of the pages.
    """
    built, released = root / "site", _newest(root)
    if released is None:
        return of_site(built)
    if not (built / _HOME).is_file():
        return of_site(released)
    if (policy := of_site(released)) == of_site(built):
        return policy
    raise HostingError(
        f"The pages in {built} and in {released} have different policies. Name the folder that is online, or will be: "
        f"--site {released}"
    )


def _newest(root: Path) -> Path | None:
    try:
        return newest(root / FOLDER) / SITE
    except ReleaseError:
        return None


def write(site: Path, hosted_site: Hosted) -> None:
    """Write ``_headers`` and ``_redirects`` into the site."""
    for name, text in (("_headers", pages_headers(hosted_site)), ("_redirects", pages_redirects(hosted_site))):
        (site / name).write_text(text, encoding="utf-8", newline="\n")
