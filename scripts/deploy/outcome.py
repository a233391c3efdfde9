"""What a deployment or rollback did, or would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """Counts of files and bytes, and what went."""

    target: str
    version: str
    previous: str | None = None
    """Version that was online before."""
    sent: int = 0
    """Files copied."""
    sent_bytes: int = 0
    unchanged: int = 0
    """Files that were there already."""
    removed_files: tuple[str, ...] = ()
    """S3: objects of earlier deployments that this release does not have."""
    removed_releases: tuple[str, ...] = ()
    """Directory and SSH: kept releases that are too old."""
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)

    def as_text(self) -> str:
        """A few lines for people."""
        verb, gone = ("would be copied", "Would remove") if self.dry_run else ("copied", "Removed")
        copied = f"{files(self.sent)} ({megabytes(self.sent_bytes)}) {verb}, {self.unchanged:,} there already."
        lines = [
            *([copied] if self.sent or self.unchanged else []),  # a rollback by a link copies nothing
            *([f"{gone} {files(len(self.removed_files))}: {_some(self.removed_files)}"] if self.removed_files else []),
            *([f"{gone} old releases: {_some(self.removed_releases)}"] if self.removed_releases else []),
        ]
        was = f" (before: {self.previous})" if self.previous not in {None, self.version} else ""
        if self.dry_run:
            lines.append(f"Dry run: nothing was changed. {self.version} would be online at {self.target}{was}.")
        else:
            lines.append(f"{self.version} is online at {self.target}{was}.")
        return "\n".join(lines)


def files(count: int) -> str:
    """A number of files."""
    return f"{count:,} file{'' if count == 1 else 's'}"


def megabytes(size: int) -> str:
    """Bytes as megabytes."""
    return f"{size / MEGABYTE:,.1f} MB"


def _some(names: tuple[str, ...], shown: int = 10) -> str:
    more = f" and {len(names) - shown:,} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more
