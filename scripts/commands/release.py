"""``release``: the built site with what proves what it is, in a folder and an archive, the same bytes everywhere."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from scripts.cli import ROOT
from scripts.content.problem import ContentError
from scripts.generator import BuildError
from scripts.moment import add_option, moment
from scripts.release.assembly import Order, release
from scripts.release.folder import FOLDER, ReleaseError
from scripts.release.lockfile import LockError
from scripts.release.manifest import ManifestError
from scripts.release.reporting import as_json, as_text
from scripts.release.signing import PASSWORD, SigningError, secret_key

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_LEFT = "Nothing was released; older releases are as they were."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="folder with mkdocs.yml and docs/ (default: this project)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help=f"folder of releases (default: {FOLDER}/ in the root)")
    parser.add_argument(
        "--sign", type=Path, metavar="KEYFILE", help=f"minisign secret key; its password is in {PASSWORD}, or asked for"
    )
    parser.add_argument(
        "--previous", type=Path, metavar="DIR", help="release that the notes compare with (default: the newest)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    add_option(parser)


def run(options: argparse.Namespace) -> int:
    """Release: 0 done, 1 something is wrong, 2 wrong use."""
    start = time.monotonic()
    root: Path = options.root.resolve()
    try:
        key = secret_key(options.sign) if options.sign else None
        order = Order(
            root, ROOT, (options.out or root / FOLDER).resolve(), options.at or moment(), options.previous, key
        )
        with _stopping():
            made = release(order, _tell)
    except ContentError as error:
        print(error)
        print(f"\n{_LEFT}", file=sys.stderr)
        return 1
    except (BuildError, ReleaseError, LockError) as error:
        print(f"{error}\n{_LEFT}", file=sys.stderr)
        return 1
    except (SigningError, ManifestError, ValueError) as error:
        print(f"{error}\n{_LEFT}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or order.releases}: {error.strerror}.\n{_LEFT}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped. {_LEFT}", file=sys.stderr)
        return 1
    print(as_json(made) if options.json else as_text(made, time.monotonic() - start))
    return 0


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def _stopping() -> Iterator[None]:
    """End as by Ctrl+C when the system asks to, so that nothing is left half-made."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
