"""``hosting``: the configuration of a host, with the headers, redirects and 404 pages of the site."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.cli import ROOT
from scripts.content.problem import ContentError
from scripts.hosting.configurations import CONFIGURATIONS, hosted, of_project, of_site
from scripts.hosting.hosted import HostingError
from scripts.hosting.nginx import nginx

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("name", nargs="?", choices=CONFIGURATIONS, metavar="NAME", help="which host; see --list")
    parser.add_argument("--list", action="store_true", help="list the names")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/")
    parser.add_argument(
        "--site", type=Path, help="the built site (default: site/ in the root, or the newest release where they agree)"
    )
    parser.add_argument("--domain", default="", help="the site's domain (default: that of SITE_URL)")
    parser.add_argument("--folder", default="/srv/site", help="where the files lie on the server (default: /srv/site)")
    parser.add_argument("--brotli", action="store_true", help="nginx has the module libnginx-mod-http-brotli-static")
    parser.add_argument(
        "--certificate",
        default="",
        metavar="FOLDER",
        help="nginx answers by HTTPS: folder on the server with fullchain.pem and privkey.pem, as certbot makes it",
    )


def run(options: argparse.Namespace) -> int:
    """Print one configuration; 1 where it cannot be made, 2 where none is named."""
    if options.list:
        for name, (_, what) in CONFIGURATIONS.items():
            print(f"{name:10} {what}")
        return 0
    if options.name is None:
        print("Name a host; `python3 -m scripts hosting --list` lists them.", file=sys.stderr)
        return 2
    if options.certificate and options.name != "nginx":
        print("--certificate is for nginx: Caddy and other hosts get certificates themselves.", file=sys.stderr)
        return 2
    from scripts.content.library import load

    root = options.root.resolve()
    write = partial(nginx, brotli=options.brotli) if options.name == "nginx" else CONFIGURATIONS[options.name][0]
    try:
        policy = of_site(options.site.resolve()) if options.site else of_project(root)
        site = hosted(
            load(root)[0],
            policy,
            os.environ.get("SITE_URL", ""),
            domain=options.domain,
            folder=options.folder.rstrip("/"),
            contact=os.environ.get("SITE_CONTACT", ""),
            certificate=options.certificate.rstrip("/"),
        )
        print(write(site), end="")
    except (HostingError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
