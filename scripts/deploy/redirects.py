"""Where storage that serves a website leads readers of an old address on (``x-amz-website-redirect-location``).

Website endpoints answer 301 with the location as it stands; all others hand out the page, which leads on itself. A
location is ASCII and begins with ``/`` or with ``https://`` (Amazon S3, PutObject). A path counts from what readers
see as the root: the bucket's own, at its website endpoint. Where the site's address has the same path, one location is
right for both; else the whole address of the site is, whatever stands before the bucket. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from scripts.hosting.pages_headers import moves_in

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "_redirects"
"""The file of a site that names its moves."""
_SAFE = "/%~"


def locations(redirects: str, site_url: str, prefix: str) -> Mapping[str, str]:
    """Where old addresses lead, by the path of their object.

    `redirects` is the text of `FILE`, `site_url` the address that the pages were made for (may be empty), `prefix` what
    stands before every key of the bucket.
    """
    base = f"{urlsplit(site_url).path.rstrip('/')}/"
    root = quote(f"/{prefix}")
    whole = bool(site_url) and base != root
    return {
        f"{move.old}index.html": (f"{site_url.rstrip('/')}/" if whole else root) + quote(move.new, safe=_SAFE)
        for move in moves_in(redirects, base)
    }
