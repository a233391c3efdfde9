"""Requests a second from nginx on two cores: a release against stock mkdocs-material of the same content, in one run.

    python -m tests.benchmarks.load --release releases/2026-11-25-1a2b3c4d [--json]

Both sites are served by nginx with Debian's nginx.conf (nginx_servers.py says what is changed): the release with what
`python3 -m scripts hosting nginx` prints (and its ``--brotli`` where nginx has the module), stock with Debian's default
site. stock_site.py says what stock is. It is built first, outside of what is measured; with ``--work`` it is kept.

Asked for is what Chromium asks for when a reader opens a home or topic page for the first time (first_visits.py), a new
reader for each page, in several languages: mix `visit`. Mix `pages` is the HTML of these pages alone. wrk plays each
list over all connections (wrk.py) on the cores that nginx works on too, the same for both sides, which take turns:
ours, stock, ours, stock. A short run before each mix fills the caches and is not counted.

Bytes are those of answers with their headers. `kB/visit` is for all files of one page's first visit, as wrk counts: in
short runs of a second or two it is too high for large files, of which parts have come when the run ends. Exit code 1
where any request failed (connection, time of a minute, status from 400 on): the numbers then count for nothing.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.content.languages import read_languages
from scripts.content.library import load
from scripts.content.problem import ContentError
from tests.benchmarks import nginx_servers, stock_site
from tests.benchmarks.first_visits import LOG_FORMAT, Asked, first_visits
from tests.benchmarks.load_table import Row, as_json, as_text
from tests.benchmarks.nginx_servers import Side, default_site, printed, serving
from tests.benchmarks.readiness import NotReadyError, allow_connections, hold_to_cores, tool
from tests.benchmarks.wrk import Load, play
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scripts.content.library import Library
    from tests.benchmarks.first_visits import Visit

CORES = 2
WARMING = 3
"""Seconds."""
LANGUAGES = ("vi", "en", "fr", "zh", "ar", "km")


@dataclass(frozen=True)
class Contender:
    """A served site."""

    name: str
    url: str
    visits: tuple[Visit, ...]


def opened_pages(library: Library, codes: Iterable[str]) -> list[str]:
    """Addresses from the site's root of the home and topic pages of some languages."""
    names = ["index.md", *(topic.page for topic in library.topics.values())]
    return [
        stock_site.address(library.language(code), name)
        for code in codes
        for name in names
        if (code, name) in library.pages
    ]


def measured(contenders: Sequence[Contender], load_of_it: Load, rounds: int, folder: Path) -> list[Row]:
    """All runs, the contenders in turn."""
    rows = []
    for mix in ("visit", "pages"):
        lists = {
            one.name: [
                asked for visit in one.visits for asked in (visit.asked if mix == "visit" else (Asked(visit.page),))
            ]
            for one in contenders
        }
        for number in range(-1, rounds):
            for one in contenders:
                hard = load_of_it if number >= 0 else Load(load_of_it.connections, WARMING)
                _tell(f"  {mix}, {one.name}: {hard.seconds} s" + ("" if number >= 0 else " to warm up"))
                played = play(one.url, lists[one.name], hard, folder)
                if number >= 0:
                    rows.append(Row(mix, one.name, len(lists[one.name]) / len(one.visits), played))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 done, 1 requests failed, 2 wrong use or something missing."""
    options = _options().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="load-") as made:
            rows, conditions = _run(options, Path(made))
    except (NotReadyError, ContentError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was measured.", file=sys.stderr)
        return 1
    if options.json:
        print(as_json(rows, conditions))
    else:
        print("\n".join(f"{name}: {value}" for name, value in conditions.items()))
        print(f"\n{as_text(rows)}")
    return 1 if any(number for row in rows for number in row.played.errors.values()) else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.load",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--release", type=Path, required=True, metavar="DIR", help="a release's folder, with site/ in it"
    )
    parser.add_argument(
        "--languages", nargs="+", default=LANGUAGES, metavar="CODE", help=f"default: {' '.join(LANGUAGES)}"
    )
    parser.add_argument("--connections", type=_positive, default=1000, help="default: %(default)s")
    parser.add_argument("--seconds", type=_positive, default=30, help="of each run (default: %(default)s)")
    parser.add_argument("--rounds", type=_positive, default=2, help="runs of each side and mix (default: %(default)s)")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="keeps the stock site there, or takes the one that is there"
    )
    parser.add_argument(
        "--tuned", action="store_true", help="stock once more, with gzip of all text as nginx.conf has it as a comment"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number above 0")
    return int(text)


def _run(options: argparse.Namespace, scratch: Path) -> tuple[list[Row], dict[str, Any]]:
    before = os.getloadavg()
    site = (options.release / "site").resolve()
    if not (site / "index.html.gz").is_file():
        raise NotReadyError(f"{options.release} is no release: make one with `python3 -m scripts release`.")
    known = {language.code for language in read_languages(ROOT / "mkdocs.yml")}
    if strange := sorted(set(options.languages) - known):
        raise NotReadyError(f"No language of the site: {', '.join(strange)}. There are {', '.join(sorted(known))}.")
    for name in ("nginx", "wrk"):
        tool(name, name)
    allow_connections(options.connections)
    library = load(ROOT)[0]
    _tell("Building the stock site, unless it is there ...")
    stock = stock_site.built(site, library, (options.work or scratch / "stock").resolve())
    cores = hold_to_cores(CORES)
    brotli = nginx_servers.BROTLI.is_file()
    sides = [
        Side("release", printed(site, brotli=brotli), brotli=brotli),
        Side("stock", default_site(stock)),
    ]
    if options.tuned:
        sides.append(Side("stock-gzip", default_site(stock), nginx_servers.ALL_TEXT))
    opened = opened_pages(library, options.languages)
    with ExitStack() as stack:
        contenders = []
        for side in sides:
            _tell(f"First visits of {side.name}: {len(opened)} pages ...")
            work = scratch / side.name
            with serving(side, work, options.connections, cores, LOG_FORMAT) as url:
                visits = first_visits(url, opened, work / "access.log")
            url = stack.enter_context(serving(side, work, options.connections, cores))
            contenders.append(Contender(side.name, url, visits))
        _tell("Load ...")
        rows = measured(contenders, Load(options.connections, options.seconds), options.rounds, scratch)
    return rows, {
        "release": options.release.resolve().name,
        "packed with": "brotli" if brotli else "gzip (nginx has no brotli module)",
        "stock": f"{len(list(stock.rglob('index.html')))} pages",
        "opened": f"{len(opened)} home and topic pages in {' '.join(options.languages)}",
        "requests a visit": {
            one.name: sum(len(visit.asked) for visit in one.visits) / len(opened) for one in contenders
        },
        "left out (404)": {one.name: sum(visit.vain for visit in one.visits) for one in contenders},
        "load": f"{options.connections} connections, {options.seconds} s a run, {options.rounds} runs each",
        "cores": cores,
        "load average before": [round(one, 2) for one in before],
    }


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers are ended then, too
    sys.exit(main())
