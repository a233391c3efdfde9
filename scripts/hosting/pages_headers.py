"""``_headers`` and ``_redirects``, which Netlify and Cloudflare Pages read from the site itself.

Where two rules give one header, Cloudflare Pages joins their values and Netlify takes one, so here no file gets a
header from two rules. What that rules out: pictures and attachments have the policy of pages, and only folders that
hold no open data say Cross-Origin-Resource-Policy. Without Cache-Control both hosts let browsers ask each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.hosting import headers
from scripts.hosting.hosted import HostingError
from scripts.hosting.redirects import Move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.hosting.hosted import Hosted

MOST_RULES = 100
LONGEST_RULE = 2000
"""Of ``_headers``, Cloudflare Pages."""
MOST_MOVES = 2000
LONGEST_MOVE = 1000
"""Of ``_redirects``, Cloudflare Pages."""
_DAILY = ("assets/stylesheets", "assets/fonts", "assets/images", "assets/attachments", "cards")
_OPEN = ("data", "charts")
_OWN = ("assets", "id", "offline", "search")


def pages_headers(site: Hosted) -> str:
    """The file ``_headers``; HostingError where the hosts would not take it."""
    rules = list(_rules(site))
    text = "".join(f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in found) for path, found in rules)
    longest = max(text.splitlines(), key=len)
    if len(rules) > MOST_RULES or len(longest) > LONGEST_RULE:
        raise HostingError(
            f"_headers has {len(rules)} rules and a line of {len(longest)} characters; Cloudflare Pages reads "
            f"{MOST_RULES} rules and {LONGEST_RULE} characters. Take inline scripts or languages out."
        )
    return text


def pages_redirects(site: Hosted) -> str:
    """The file ``_redirects``: what moved, then the 404 page of each language, which only Netlify needs told."""
    lines = [f"{old}  {new}  301\n" for old, new in site.led]
    lines += [f"{site.base}{prefix}*  {site.base}{prefix}404.html  404\n" for prefix in site.prefixes]
    if len(lines) > MOST_MOVES or any(len(line) > LONGEST_MOVE for line in lines):
        raise HostingError(
            f"_redirects has {len(lines)} lines; Cloudflare Pages reads {MOST_MOVES}, of {LONGEST_MOVE} characters. "
            "Drop the oldest moves."
        )
    return "".join(lines)


def moves_in(redirects: str, base: str) -> tuple[Move, ...]:
    """The moves that `pages_redirects` wrote, for a site whose address has the path `base`."""
    lines = (line.split() for line in redirects.splitlines() if line.endswith("/  301"))
    found = ((old.removeprefix(base), new.removeprefix(base)) for old, new, _ in lines if old.endswith("/"))
    return tuple(Move(old, new) for old, new in found)


def _rules(site: Hosted) -> Iterator[tuple[str, tuple[headers.Header, ...]]]:
    """A path with ``*`` or ``:placeholder``, and its headers."""
    base = site.base
    yield f"{base}*", (("Content-Security-Policy", site.policy.csp), *headers.always(site.policy))
    shared = ("Cross-Origin-Resource-Policy", "cross-origin")
    for folder in _DAILY:
        yield f"{base}{folder}/*", (("Cache-Control", headers.SHORT), *((shared,) if folder == "cards" else ()))
    for folder in ("", ":language/"):
        for part in ("fragment", "index"):
            yield f"{base}{folder}search/pagefind/{part}/*", (("Cache-Control", headers.FOREVER),)
    for folder in _OPEN:
        yield f"{base}{folder}/*", (shared, ("Access-Control-Allow-Origin", "*"))
    for name in ("feed.xml", "feed.json"):
        for folder in ("", ":language/"):
            kind = ("Content-Type", headers.content_type(name))
            yield f"{base}{folder}{name}", (kind, ("Access-Control-Allow-Origin", "*"))
    for folder in (*_OWN, *(prefix.rstrip("/") for prefix in site.prefixes)):
        yield f"{base}{folder}/*", (("Cross-Origin-Resource-Policy", "same-origin"),)
