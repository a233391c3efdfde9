"""A release in a directory: copied beside the one that is online, checked, then put in its place by one rename.

``releases/<version>/`` holds each release, ``current`` is a symbolic link to the one that readers see: a server's
root. Files that did not change are hard links to those of the release before, so that they keep their date (servers
make ETag and Last-Modified of it) and take no room.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.deploy import order
from scripts.deploy.filecopy import copy_file, hard_linked, remove_others
from scripts.deploy.order import Online
from scripts.deploy.outcome import Outcome
from scripts.deploy.problem import DeployError, from_os
from scripts.deploy.progress import Progress, say
from scripts.deploy.release import is_version, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.deploy.release import Release, Sent

RELEASES = "releases"
CURRENT = "current"
PART = ".part"
_LOCK = ".deploy.flock"
_WORK = ".work"
"""In ``releases/``: where a file is written before it gets its name. Holds what is being removed, too."""


@dataclass(frozen=True)
class DirectoryHost:
    """A directory of this machine."""

    path: Path

    def deploy(self, release: Release, keep: int, *, dry_run: bool) -> Outcome:
        """Copy, check, switch, remove the oldest; DeployError when it cannot be done."""
        try:
            if dry_run:
                return self._planned(release, keep)
            with self._locked():
                return self._deployed(release, keep)
        except OSError as error:
            raise from_os(error) from error

    def rollback(self, version: str | None, *, dry_run: bool) -> Outcome:
        """Show readers the release before, or `version`; it is there whole, so one rename does it."""
        try:
            if dry_run:
                online = self._online()
                return Outcome(str(self.path), goal(online, version, self.path), online.current, dry_run=True)
            with self._locked():
                online = self._online()
                found = goal(online, version, self.path)
                self._switch(found)
                return Outcome(str(self.path), found, online.current)
        except OSError as error:
            raise from_os(error) from error

    @property
    def _releases(self) -> Path:
        return self.path / RELEASES

    def _online(self) -> Online:
        link = self.path / CURRENT
        if link.exists() and not link.is_symlink():
            raise DeployError(f"{link}: is no symbolic link, so it is not from a deployment. Move it away.")
        folders = self._releases.iterdir() if self._releases.is_dir() else ()
        listed = self._releases / order.FILE
        return Online(
            link.readlink().name if link.is_symlink() else None,
            tuple(sorted(folder.name for folder in folders if is_version(folder.name) and folder.is_dir())),
            tuple(listed.read_text(encoding="utf-8").split()) if listed.is_file() else (),
        )

    def _planned(self, release: Release, keep: int) -> Outcome:
        online = self._online()
        missing = [file for file in release.files() if not is_whole(self._place(release, online) / file.path, file)]
        sent = [file for file in missing if self._same(online, file) is None]
        return self._outcome(release, online, sent, order.outdated(online, release.version, keep), dry_run=True)

    def _place(self, release: Release, online: Online) -> Path:
        """Where the files go: beside the others; into its own folder where this release is there already."""
        return self._releases / (release.version + ("" if release.version in online.releases else PART))

    def _same(self, online: Online, file: Sent) -> Path | None:
        """The same file in the release that is online."""
        if online.current is None:
            return None
        path = self._releases / online.current / file.path
        return path if is_whole(path, file) else None

    def _deployed(self, release: Release, keep: int) -> Outcome:
        online = self._online()
        place = self._place(release, online)
        say(f"Copying {release.version} to {place} ...")
        sent = list(self._copied(release, online, place))
        remove_others(place, {file.path for file in release.files()})
        if place.name.endswith(PART):
            place.rename(self._releases / release.version)
        gone = order.outdated(online, release.version, keep)
        self._write_order(order.after(online, release.version))
        self._switch(release.version)
        for version in gone:
            (self._releases / version).rename(self._work() / version)  # a half removed release is none
        for left in self._releases.glob(f"*{PART}"):
            shutil.rmtree(left)
        shutil.rmtree(self._work())
        return self._outcome(release, online, sent, gone, dry_run=False)

    def _copied(self, release: Release, online: Online, place: Path) -> Iterator[Sent]:
        """Bring every file to its place, each by a rename; those whose bytes were copied."""
        files = release.files()
        progress = Progress("Copied", len(files), sum(file.size for file in files))
        fresh = self._work() / "file"
        for file in files:
            goes = place / file.path
            if not is_whole(goes, file):
                goes.parent.mkdir(parents=True, exist_ok=True)
                same = self._same(online, file)
                if same is None or not hard_linked(same, fresh):
                    copy_file(release.site / file.path, fresh, file)
                    yield file
                fresh.replace(goes)
            progress.add(file.size)

    def _work(self) -> Path:
        folder = self._releases / _WORK
        folder.mkdir(exist_ok=True)
        return folder

    def _write_order(self, versions: tuple[str, ...]) -> None:
        fresh = self._work() / "order"
        fresh.write_text("".join(f"{version}\n" for version in versions), encoding="utf-8")
        fresh.replace(self._releases / order.FILE)

    def _switch(self, version: str) -> None:
        """Point ``current`` to a release: a new link takes the place of the old one in one step (POSIX rename)."""
        fresh = self._work() / CURRENT
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path(RELEASES, version))
        fresh.replace(self.path / CURRENT)

    def _outcome(
        self, release: Release, online: Online, sent: list[Sent], gone: tuple[str, ...], *, dry_run: bool
    ) -> Outcome:
        return Outcome(
            target=str(self.path),
            version=release.version,
            previous=online.current,
            sent=len(sent),
            sent_bytes=sum(file.size for file in sent),
            unchanged=len(release.files()) - len(sent),
            removed_releases=gone,
            dry_run=dry_run,
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One deployment at a time; the system takes the lock back when this process ends, however it ends."""
        try:
            import fcntl
        except ImportError as error:  # Windows
            message = "A directory needs symbolic links and locks of a POSIX system; use ssh:// or s3://."
            raise DeployError(message, 2) from error
        umask = os.umask(0o022)  # the server's user has to read it all
        try:
            self._releases.mkdir(parents=True, exist_ok=True)
            with (self.path / _LOCK).open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise DeployError(f"{self.path}: another deployment is running. Wait until it is done.") from error
                shutil.rmtree(self._releases / _WORK, ignore_errors=True)
                yield
        finally:
            os.umask(umask)


def goal(online: Online, version: str | None, where: object) -> str:
    """The release that a rollback shows; DeployError where there is none."""
    found = order.before(online) if version is None else version
    kept = ", ".join(online.order) or "none"
    if found is None:
        raise DeployError(f"{where}: no release before the one that is online is kept. Kept: {kept}.")
    if found not in online.releases:
        raise DeployError(f"{where}: '{found}' is not kept there. Kept: {kept}. Use 'deploy' to copy it again.")
    return found
