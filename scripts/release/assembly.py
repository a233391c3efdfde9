"""A release from a project: built, checked, packed, listed, described and put in its place as a whole."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scripts.clock import last_update
from scripts.content.problem import ContentError
from scripts.environment import LOCK
from scripts.generator import generate
from scripts.offline.writing import site_slug
from scripts.release import checksums, manifest, notes, provenance, sbom
from scripts.release.checkout import checkout
from scripts.release.folder import ReleaseError, name_latest, previous_of
from scripts.release.lockfile import locked
from scripts.release.packing import pack
from scripts.release.placing import files_of, make_readable, swap, workshop
from scripts.release.provenance import Origin
from scripts.release.signing import ENDING, sign
from scripts.release.symlinks import link_problems
from scripts.release.tarball import write_tarball
from scripts.rules import load_valid
from scripts.rules.review_rules import require_review
from scripts.sitecheck import check_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minisign import SecretKey  # type: ignore[import-untyped]  # it has no types

    from scripts.content.library import Library
    from scripts.release.manifest import Manifest
    from scripts.release.packing import PackedSum

_SET = {"SITE_URL": "site_url", "SITE_CONTACT": "contact", "SITE_EDIT": "edit"}
"""Variables that whoever publishes sets, and the parameters of the provenance that hold them."""


@dataclass(frozen=True)
class Order:
    """What to release."""

    root: Path
    """Folder with mkdocs.yml and docs/."""
    tools: Path
    """Folder with the code, requirements.lock and pyproject.toml that build it."""
    releases: Path
    """Folder to put the release into."""
    at: datetime
    """The moment that it is for: what is to be published later is not in it."""
    previous: Path | None = None
    """Folder of the release before; None: the newest of `releases`."""
    key: SecretKey | None = None
    """What it is signed with."""


@dataclass(frozen=True)
class Released:
    """What was made."""

    folder: Path
    manifest: Manifest
    previous: str
    """Version of the release before; empty where there was none."""
    packed: tuple[PackedSum, ...]
    archive: Path
    signed: bool


def release(order: Order, told: Callable[[str], None]) -> Released:
    """Make the release; nothing is left behind, and older ones stay as they are, unless all went well.

    ContentError when the content or the pages have problems, BuildError when MkDocs fails, ReleaseError, LockError
    and ManifestError when the release cannot be made. `told` gets lines about how far it is.
    """
    moment = _epoch()
    if problems := link_problems(order.root):
        raise ContentError(problems, order.root)
    before = manifest.read(order.previous / manifest.NAME) if order.previous else None
    with workshop(order.releases) as work:
        library = _built(order, work / manifest.SITE, told)
        told("Packing text files ...")
        packed = pack(work / manifest.SITE, told)
        told("Listing every file ...")
        day = datetime.fromtimestamp(last_update(library), UTC).date().isoformat()
        now = manifest.of_folder(work / manifest.SITE, day, _site_url(order.root))
        _may_replace(order, now.version)
        before = before or previous_of(order.releases, now.version)
        archive = _described(order, library, work, (before, now), moment, told)
        make_readable(work)
        target = order.releases / now.version
        swap(work, target)
    name_latest(order.releases, now.version)
    return Released(
        target, now, before.version if before else "", tuple(packed), target / archive, order.key is not None
    )


def _built(order: Order, site: Path, told: Callable[[str], None]) -> Library:
    """The site, written and checked, with a second person's word where the settings ask for it."""
    told("Checking the content and writing the pages ...")
    library = load_valid(order.root, order.at)
    if problems := require_review(library):
        raise ContentError(problems, order.root)
    written = generate(order.root / "mkdocs.yml", site, order.at)
    told(f"Checking the links of {written.pages} pages ...")
    if problems := check_site(site, written.base):
        raise ContentError(problems, site)
    return library


def _described(
    order: Order,
    library: Library,
    work: Path,
    releases: tuple[Manifest | None, Manifest],
    moment: int | None,
    told: Callable[[str], None],
) -> str:
    """Write all that lies beside the site; the name of the archive."""
    before, now = releases
    name, seconds = site_slug(library), last_update(library)
    _write(work / manifest.NAME, manifest.written(now))
    _write(work / notes.NAME, notes.notes(library, order.tools / "overrides/components", before, now))
    lock = (order.tools / LOCK).read_bytes()
    _write(work / sbom.NAME, sbom.sbom(locked(lock.decode()), name, now.version, moment or seconds))
    told("Writing the archive ...")
    top = f"{name}-{now.version}"
    archive = f"{top}.tar.gz"
    write_tarball(work / archive, work, files_of(work), top, seconds)
    _write(work / provenance.NAME, provenance.provenance(_origin(order, work, archive, before)))
    digests = {one: checksums.digest_of(work / one) for one in files_of(work)}
    _write(work / checksums.NAME, checksums.listed(digests))
    if order.key is not None:
        for one in (manifest.NAME, checksums.NAME):
            sign(work / one, order.key, seconds)
    return archive


def _origin(order: Order, work: Path, archive: str, before: Manifest | None) -> Origin:
    with (order.tools / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    given = {name: os.environ[variable] for variable, name in _SET.items() if os.environ.get(variable)}
    return Origin(
        {one: checksums.digest_of(work / one) for one in (archive, manifest.NAME)},
        (project["name"], project["version"]),
        checksums.digest_of(order.tools / LOCK),
        checkout(order.root),
        {**given, provenance.PREVIOUS: before.version if before else ""},
    )


def _epoch() -> int | None:
    """Seconds since 1970 that whoever publishes sets (reproducible-builds.org); None where they set none."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not (given.isascii() and given.isdigit()):
        raise ReleaseError(f"SOURCE_DATE_EPOCH is '{given}', which is no number of seconds since 1970.")
    return int(given) if given else None


def _may_replace(order: Order, version: str) -> None:
    """A signed release is never replaced by the same one without a signature."""
    there = order.releases / version
    if order.key is None and (there / f"{manifest.NAME}{ENDING}").exists():
        raise ReleaseError(f"{there} is the same release, signed. Sign this one too (--sign), or remove that one.")


def _site_url(root: Path) -> str:
    from mkdocs.config import load_config

    return load_config(config_file=str(root / "mkdocs.yml")).site_url or ""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
