"""The Content-Security-Policy (CSP Level 3) of the site, made from its built pages.

Nothing is allowed but what the pages have: files of the site, and the one inline script of the templates by its hash.
A page that needs more stops the build. The policy stands in each page as well, for hosts that cannot set headers and
for pages that a service worker answers with.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import html

from scripts.builtlinks import parse
from scripts.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHARSET = '<meta charset="utf-8">'
"""The very characters that our templates begin each head with; the policy comes next, before anything is loaded."""
_META = '<meta http-equiv="Content-Security-Policy" content="{}">'
_HEADER_ONLY = "frame-ancestors 'none'"
"""Ignored in a page (CSP3, 6.4.2), so it stands in the header alone."""
TRUSTED_TYPES = ("search-panel", "site-worker")
"""Names of the policies that docs/assets/search/panel.js and overrides/partials/search-loader.html make."""
FOREIGN = "assets/attachments/"
"""Files as they were received: no pages of ours; headers.py gives them a policy that lets nothing run."""

_RUNS = frozenset({"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"})
"""Types of script elements that a policy governs; of others (JSON-LD) nothing runs."""
_NESTED = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "audio", "video", "portal"})
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "{http://www.w3.org/1999/xlink}href", "data")
_CANDIDATES = " | ".join(
    (
        *(f"//{tag}" for tag in ("script", "style", *sorted(_NESTED))),
        "//*[@style or @srcdoc or @action or @formaction or @*[starts-with(name(), 'on')]]",
        "//*[@*[contains(translate(., 'SCRIPT\t\n\r ', 'script'), 'script:')]]",
    )
)
"""Elements worth a look, found faster than by going through all."""
_SCRIPT_FILE = "Put it into a file below docs/assets/ that the page loads by data-module."
_STYLE_FILE = "Use a class and docs/assets/stylesheets/, in SVG a presentation attribute such as fill."


@dataclass(frozen=True)
class Needs:
    """What the pages of a site need to be allowed."""

    hashes: tuple[str, ...]
    """Of inline scripts: ``sha256-...``, sorted."""
    wasm: bool
    """Whether there is a search, whose program is WebAssembly."""
    data_images: bool
    """Whether styles or pages have pictures in ``data:`` addresses."""


def policy(needs: Needs) -> str:
    """The policy as it stands in pages; `header` has the whole of it."""
    scripts = ["'self'", *(f"'{one}'" for one in needs.hashes), *(["'wasm-unsafe-eval'"] if needs.wasm else [])]
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": "'self'",
        "img-src": "'self' data:" if needs.data_images else "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": " ".join(TRUSTED_TYPES),
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def header(in_page: str) -> str:
    """The value of the header for a policy as it stands in pages."""
    return f"{in_page}; {_HEADER_ONLY}"


def in_page(page: Path) -> str:
    """The policy that stands in a built page; empty where there is none."""
    tree = html.parse(str(page), parser=html.HTMLParser(encoding="utf-8"))
    found = tree.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
    return str(found[0]) if found else ""


def write(site: Path, templates: Path) -> tuple[str, list[Problem]]:
    """Put the policy into every page of `site`; the policy, and what it would not allow.

    Inline scripts are allowed if they stand in a file below `templates`. Nothing is written where there are problems.
    """
    allowed = template_hashes(templates)
    hashes: set[str] = set()
    problems: list[Problem] = []
    pages = [path for path in sorted(site.rglob("*.html")) if not path.relative_to(site).as_posix().startswith(FOREIGN)]
    data_images = any("data:image" in style.read_text(encoding="utf-8") for style in sorted(site.rglob("*.css")))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        tree = parse(text.encode())
        found = [_hash(script) for script in tree.iter("script") if _runs_inline(script)]
        hashes.update(found)
        data_images = data_images or any(str(image.get("src")).startswith("data:") for image in tree.iter("img"))
        problems += _problems(page, tree, allowed)
        if CHARSET not in text:
            message = f"the page does not say {CHARSET}, after which its Content-Security-Policy belongs"
            problems.append(Problem(page, 0, message, "Begin the head of its template with it.", "csp"))
    found_policy = policy(Needs(tuple(sorted(hashes)), any(site.rglob("pagefind/wasm.*")), data_images))
    if not problems:
        for page in pages:
            text = page.read_text(encoding="utf-8")
            whole = text.replace(CHARSET, f"{CHARSET}\n  {_META.format(found_policy)}", 1)
            page.write_text(whole, encoding="utf-8", newline="\n")
    return found_policy, problems


def template_hashes(templates: Path) -> frozenset[str]:
    """Hashes of the scripts that stand in templates as they are, with nothing filled in."""
    scripts = (
        script
        for path in sorted(templates.rglob("*.html"))
        if "<script>" in (text := path.read_text(encoding="utf-8"))
        for script in html.fragment_fromstring(text, create_parent="div").iter("script")
    )
    return frozenset(
        _hash(one) for one in scripts if _runs_inline(one) and "{{" not in one.text and "{%" not in one.text
    )


def _runs_inline(script: html.HtmlElement) -> bool:
    return script.get("src") is None and script.get("type", "").strip().lower() in _RUNS


def _hash(script: html.HtmlElement) -> str:
    digest = hashlib.sha256((script.text or "").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _problems(page: Path, tree: html.HtmlElement, allowed: frozenset[str]) -> Iterator[Problem]:
    """What of a page would not run, load or show under the policy."""
    for element in tree.xpath(_CANDIDATES):
        for message, fix in _refused(element, allowed):
            yield Problem(page, 0, f"the Content-Security-Policy does not allow {message}", fix, "csp")


def _refused(element: html.HtmlElement, allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    start = " ".join((element.text or "").split())[:40]
    if element.tag == "script" and _runs_inline(element) and _hash(element) not in allowed:
        yield f"the inline script '{start}'", _SCRIPT_FILE
    if element.tag == "style":
        yield f"the style element '{start}'", _STYLE_FILE
    if element.tag in _NESTED:
        yield f"the element <{element.tag}>", "Link to what it holds."
    for name, value in element.attrib.items():
        if name == "style":
            yield f"the style attribute '{value[:40]}' of <{element.tag}>", _STYLE_FILE
        elif name.startswith("on"):
            yield f"the attribute {name} of <{element.tag}>", _SCRIPT_FILE
        elif name == "srcdoc" or (name in _ADDRESSES and _is_code(element.tag, name, value)):
            yield f'{name}="{value[:40]}" of <{element.tag}>', "Use the address of a file of the site."


def _is_code(tag: str, name: str, value: str) -> bool:
    """Whether an address runs as code or sends what readers type elsewhere."""
    bare = "".join(char for char in value if char > " ").lower()
    if bare.startswith(("javascript:", "vbscript:")):
        return True
    if tag == "script" or name in {"action", "formaction"}:
        try:
            parts = urlsplit(bare)
        except ValueError:
            return True
        return bool(parts.scheme or parts.netloc)
    return False
