"""What stops a deployment, said to people."""

from __future__ import annotations

import errno

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
RESUME = "Readers still see the site that was online. Run the same command again: it goes on where it stopped."


class DeployError(Exception):
    """A release cannot be put online; the message says why and what to do."""

    def __init__(self, message: str, code: int = 1) -> None:
        """`code` is the exit code: 1 something is wrong, 2 wrong use or a missing tool."""
        super().__init__(message)
        self.code = code


def from_os(error: OSError) -> DeployError:
    """A failed call of the system, in words."""
    where = error.filename2 or error.filename or "?"
    if error.errno in _NO_SPACE:
        return DeployError(f"{where}: no space is left, or a quota is used up. Make room. {RESUME}")
    if error.errno in _FORBIDDEN:
        return DeployError(
            f"{where}: may not be written: {error.strerror}. Run as a user who may, or change its owner."
        )
    return DeployError(f"{where}: {error.strerror or error}. {RESUME}")
