"""A release in S3-compatible storage.

The storage replaces each object as a whole (a reader gets the old bytes or the new ones, with their headers), but
knows no way to replace many at once: while a deployment runs, some objects are new and some are old. So what pages
need comes before the pages, then lists of pages, then the service worker, and what is gone is deleted last: in
between no page asks for a file that is not there, though an old page may get a newer style sheet for a while.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scripts.deploy import order, s3state
from scripts.deploy.objects import STATE, State, split, steps, surplus, wanted
from scripts.deploy.order import Online
from scripts.deploy.outcome import Outcome
from scripts.deploy.problem import DeployError
from scripts.deploy.progress import Progress, say
from scripts.deploy.redirects import locations
from scripts.deploy.release import find
from scripts.deploy.storage import WORKERS, attributes, each, knows_no_redirects, told
from scripts.release.moves import moves_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from s3transfer.futures import TransferFuture

    from scripts.deploy.objects import Change, Stored
    from scripts.deploy.release import Release
    from scripts.deploy.storage import Storage

PART_SIZE = 8 * 1024 * 1024
"""Bytes; larger files are uploaded in parts, several at the same time."""


@dataclass(frozen=True)
class BucketHost:
    """A place in S3-compatible storage."""

    storage: Storage
    encoding: str
    releases: Path
    """Where releases are kept on this machine; a rollback uploads one of them."""

    def deploy(self, release: Release, keep: int, *, dry_run: bool) -> Outcome:
        """Upload what differs, then delete what is gone; DeployError when it cannot be done. Nothing is kept there."""
        del keep
        with told(self.storage.target):
            state = self._state()
            versions = order.after(_online(state), release.version)
            return self._put(release, state, versions, self.encoding, dry_run=dry_run)

    def rollback(self, version: str | None, *, dry_run: bool) -> Outcome:
        """Upload the release before, or `version`, from this machine; it takes as long as any deployment."""
        with told(self.storage.target):
            state = self._state()
            found = version or order.before(_online(state))
            if found is None:
                raise DeployError(
                    f"{self.storage.target}: no release was deployed there before the one that is online."
                )
            if not (self.releases / found).is_dir():
                raise DeployError(
                    f"{self.releases / found}: the storage keeps no releases, and this machine has no {found}. Unpack "
                    "its archive there, or name another folder with --releases."
                )
            say(f"The storage keeps no releases: {found} is uploaded again from {self.releases}.")
            release = find(self.releases, found)
            return self._put(release, state, _online(state).order, state.encoding, dry_run=dry_run)

    def _state(self) -> State:
        text = self.storage.get(STATE)
        return State() if text is None else s3state.read(text, f"{self.storage.target}{STATE}")

    def _put(
        self, release: Release, state: State, versions: tuple[str, ...], encoding: str, *, dry_run: bool
    ) -> Outcome:
        site_url = release.manifest.site_url
        leading = locations(moves_of(release.site, site_url), site_url, self.storage.target.prefix)
        changes = wanted(release.manifest, encoding, leading)
        say(f"Looking at what is in {self.storage.target} ...")
        listing = self.storage.listing()
        missing = self._missing(*split(state, listing, changes))
        gone = surplus(state, listing, changes)
        if not dry_run:
            # Said before it is done, so that a later deployment knows what it may delete.
            begun = replace(state, pending=release.version, owned=tuple(sorted({*state.owned, *changes})))
            self.storage.put_state(STATE, s3state.written(begun))
            self._upload(release, missing)
            self._delete(gone)
            files = self._checked(changes)
            done = State(release.version, encoding, versions, "", files)
            self.storage.put_state(STATE, s3state.written(done))
        return Outcome(
            target=str(self.storage.target),
            version=release.version,
            previous=state.version or None,
            sent=len(missing),
            sent_bytes=sum(change.stored.size for change in missing),
            unchanged=len(changes) - len(missing),
            removed_files=gone,
            dry_run=dry_run,
        )

    def _missing(self, missing: list[Change], doubtful: Mapping[str, Change]) -> list[Change]:
        """Those that are not there, and of the doubtful ones those that are not as they should be."""
        there: list[str] = []

        def look(path: str) -> None:
            if self.storage.head(path) == doubtful[path].stored:
                there.append(path)

        each(look, tuple(doubtful))
        found = frozenset(there)
        return [*missing, *(change for path, change in doubtful.items() if path not in found)]

    def _upload(self, release: Release, missing: list[Change]) -> None:
        from boto3.s3.transfer import TransferConfig, create_transfer_manager

        config = TransferConfig(
            multipart_threshold=PART_SIZE, multipart_chunksize=PART_SIZE, max_concurrency=WORKERS, use_threads=True
        )
        progress = Progress("Uploaded", len(missing), sum(change.stored.size for change in missing))
        with create_transfer_manager(self.storage.client, config) as manager:

            def put(change: Change, stored: Stored) -> TransferFuture:
                source, key = str(release.site / change.source), self.storage.key(change.path)
                return manager.upload(source, self.storage.target.name, key, attributes(stored))

            for step in steps(missing):
                futures = [put(change, change.stored) for change in step]
                for change, future in zip(step, futures, strict=True):
                    try:
                        future.result()
                    except Exception as error:
                        if not (change.stored.location and knows_no_redirects(error)):
                            manager.shutdown(cancel=True)
                            raise
                        say(f"{change.path}: the storage knows no redirects; the page itself leads readers on.")
                        put(change, replace(change.stored, location="")).result()
                    progress.add(change.stored.size)

    def _delete(self, gone: tuple[str, ...]) -> None:
        if gone:
            say(f"Deleting {len(gone):,} objects that the release does not have ...")
            each(self.storage.delete, gone)

    def _checked(self, changes: Mapping[str, Change]) -> tuple[tuple[str, Stored, str], ...]:
        """What is online now, by a new listing; DeployError where something else is."""
        listing = self.storage.listing()
        wrong = [path for path, one in changes.items() if path not in listing or listing[path].size != one.stored.size]
        if wrong:
            raise DeployError(
                f"{self.storage.target}: {wrong[0]} and {len(wrong) - 1} others are not as they were uploaded: another "
                "deployment may be running. Wait until it is done, then run the same command again."
            )
        return tuple((path, one.stored, listing[path].etag) for path, one in sorted(changes.items()))


def _online(state: State) -> Online:
    return Online(state.version or None, tuple(sorted(set(state.order))), state.order)
