"""A release on another machine, over SSH: the layout of `directory`, files by rsync, digests checked over there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.deploy import order
from scripts.deploy.directory import PART, RELEASES, goal
from scripts.deploy.order import Online
from scripts.deploy.outcome import Outcome
from scripts.deploy.progress import Progress, say
from scripts.deploy.release import is_version
from scripts.deploy.retry import retrying

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.deploy.release import Release
    from scripts.deploy.ssh import Connection


@dataclass(frozen=True)
class RemoteHost:
    """A directory of another machine."""

    connection: Connection
    retries: int

    def deploy(self, release: Release, keep: int, *, dry_run: bool) -> Outcome:
        """Send, check, switch, remove the oldest; DeployError when it cannot be done.

        After a lost connection all is done again, which skips what is there.
        """
        attempt = self._planned if dry_run else self._deployed
        return retrying(lambda: attempt(release, keep), self.retries)

    def rollback(self, version: str | None, *, dry_run: bool) -> Outcome:
        """Show readers the release before, or `version`; it is there whole, so one rename does it."""

        def attempt() -> Outcome:
            if dry_run:
                online = parsed(self.connection.script("inspect"))
                return Outcome(self._name, goal(online, version, self._name), online.current, dry_run=True)
            with self.connection.locked() as held:
                online = parsed(held.script("inspect"))
                found = goal(online, version, self._name)
                held.script("back", {"version": found})
                return Outcome(self._name, found, online.current)

        return retrying(attempt, self.retries)

    @property
    def _name(self) -> str:
        return str(self.connection.target)

    def _planned(self, release: Release, keep: int) -> Outcome:
        online = parsed(self.connection.script("inspect"))
        sizes: list[int] = []
        if online == Online():  # there may be nothing at all, not even the directory
            sizes = [file.size for file in release.files()]
        else:
            self._send(self.connection, release, online, sizes.append, dry_run=True)
        return self._outcome(release, online, sizes, order.outdated(online, release.version, keep), dry_run=True)

    def _deployed(self, release: Release, keep: int) -> Outcome:
        files = release.files()
        with self.connection.locked() as held:
            online = parsed(held.script("inspect"))
            place = {"version": release.version, "part": self._part(release, online)}
            say(f"Sending {release.version} to {self._name} ...")
            progress = Progress("Sent", len(files), sum(file.size for file in files))
            sizes: list[int] = []

            def sent(size: int) -> None:
                sizes.append(size)
                progress.add(size)

            self._send(held, release, online, sent, dry_run=False)
            say(f"Checking {len(files):,} digests there ...")
            held.script("check", place, "".join(f"{file.sha256}  {file.path}\n" for file in files))
            gone = order.outdated(online, release.version, keep)
            versions = "".join(f"{version}\n" for version in order.after(online, release.version))
            held.script("finish", {**place, "gone": " ".join(gone)}, versions)
        return self._outcome(release, online, sizes, gone, dry_run=False)

    def _part(self, release: Release, online: Online) -> str:
        """The ending of the folder's name while it is filled; none where this release is there already."""
        return "" if release.version in online.releases else PART

    def _send(
        self, connection: Connection, release: Release, online: Online, sent: Callable[[int], None], *, dry_run: bool
    ) -> None:
        place = f"{self.connection.target.path}/{RELEASES}/{release.version}{self._part(release, online)}"
        link = f"../{online.current}" if online.current and online.current != release.version else None
        connection.send(release.site, place, link, sent, dry_run=dry_run)

    def _outcome(
        self, release: Release, online: Online, sizes: list[int], gone: tuple[str, ...], *, dry_run: bool
    ) -> Outcome:
        return Outcome(
            target=self._name,
            version=release.version,
            previous=online.current,
            sent=len(sizes),
            sent_bytes=sum(sizes),
            unchanged=len(release.files()) - len(sizes),
            removed_releases=gone,
            dry_run=dry_run,
        )


def parsed(text: str) -> Online:
    """What ``inspect`` of ``farside.sh`` printed: lines of a word and a value."""
    pairs = [line.split(" ", 1) for line in text.splitlines() if " " in line]
    values = [(word, value.rstrip("/").rsplit("/", 1)[-1]) for word, value in pairs]
    current = [value for word, value in values if word == "current"]
    return Online(
        current[0] if current else None,
        tuple(sorted(value for word, value in values if word == "release" and is_version(value))),
        tuple(value for word, value in values if word == "order"),
    )
