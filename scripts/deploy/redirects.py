"""Where storage that serves a website leads readers of an old address on (``x-amz-website-redirect-location``).

Website endpoints answer 301 with the location as it stands; all others hand out the page, which leads on itself. A
location is ASCII and begins with ``/`` or with ``https://`` (Amazon S3, PutObject). A path counts from what readers
see as the root: the bucket's own, at its website endpoint. Where the site's address has the same path, one location is
right for both; else the whole address of the site is, whatever stands before the bucket. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from scripts.release.moves import page_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.hosting.redirects import Move


def locations(moves: Iterable[Move], site_url: str, prefix: str) -> Mapping[str, str]:
    """Where old addresses lead, by the path of their object.

    `site_url` is the address that the pages were made for (may be empty), `prefix` what stands before every key.
    """
    root = quote(f"/{prefix}")
    elsewhere = site_url and f"{urlsplit(site_url).path.rstrip('/')}/" != root
    return {page_of(move): whole(f"{site_url.rstrip('/')}/" if elsewhere else root, move) for move in moves}
