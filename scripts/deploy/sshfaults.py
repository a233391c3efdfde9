"""What ssh, rsync and the far side say when something fails, in words for people. Pure."""

from __future__ import annotations

import re

from scripts.deploy.problem import RESUME, DeployError
from scripts.deploy.retry import NetworkError

_NETWORK_CODES = {10, 12, 30, 35, 255}
"""rsync: error in socket, in protocol stream, timeouts (rsync(1), EXIT VALUES); ssh: 255."""
_SHOWN = 3
"""Lines of what was printed that are shown."""
_SIGNS: tuple[tuple[str, int, str], ...] = (
    (
        "REMOTE HOST IDENTIFICATION HAS CHANGED",
        1,
        (
            "the host shows another key than the known one. Someone may stand between: ask who runs it before you "
            "change the known hosts."
        ),
    ),
    (
        r"Host key verification failed|host key is known",
        1,
        (
            "the key of this host is not known. Compare it with what its owner says, then add it: ssh-keyscan HOST >> "
            "~/.ssh/known_hosts (or name a file: --ssh-option UserKnownHostsFile=FILE)."
        ),
    ),
    (
        r"Permission denied \([a-z]|Too many authentication failures",
        1,
        (
            "the host does not let you in: {said}\nName the key with --ssh-option IdentityFile=FILE, or load it into "
            "ssh-agent."
        ),
    ),
    (r"Bad configuration option|command-line line 0", 2, "ssh does not know an option: {said}"),
    (r"DEPLOY lacks sha256sum", 2, "the host has no sha256sum. Install it there (Debian: apt-get install coreutils)."),
    (
        r"DEPLOY lacks rsync|rsync: .*not found|rsync.*No such file or directory.*exec",
        2,
        "the host has no rsync. Install it there (Debian: apt-get install rsync).",
    ),
    (r"DEPLOY blocked", 1, "'current' there is no symbolic link, so it is not from a deployment. Move it away."),
    (
        r"DEPLOY busy ?(?P<owner>.*)",
        1,
        (
            "another deployment is running there ({owner}). Wait until it is done; the lock of one that died without a "
            "word is free after two minutes."
        ),
    ),
    (r"DEPLOY lost", 1, f"another deployment took over while the connection was away. {RESUME}"),
    (r"DEPLOY differs", 1, f"files there have other digests than the release. {RESUME}\n{{said}}"),
    (r"DEPLOY missing", 1, "that release is not there any more. Deploy it again."),
    (
        # rsync prints the numbers of errors, whatever the language: ENOSPC, EDQUOT, EFBIG of Linux.
        r"\((28|122|27)\)|No space left|quota exceeded|File too large",
        1,
        f"no space is left there, or a quota is used up. Make room. {RESUME}\n{{said}}",
    ),
    (
        r"\((13|1|30)\)|Permission denied|Operation not permitted|Read-only file system",
        1,
        f"this user may not write there. Change the owner, or deploy as another user. {RESUME}\n{{said}}",
    ),
)
"""What is found in what was printed, the exit code, and what to say; the first that holds."""


def fault(where: object, code: int, text: str) -> DeployError:
    """The error for an exit code and what was printed; a NetworkError where trying again may help."""
    said = "\n".join(line for line in text.strip().splitlines()[-_SHOWN:] if not line.startswith("DEPLOY "))
    for sign, exit_code, message in _SIGNS:
        if found := re.search(sign, text):
            owner = found.groupdict().get("owner") or "it does not say whose"
            return DeployError(f"{where}: {message.format(said=said, owner=owner).strip()}", exit_code)
    if code in _NETWORK_CODES or code < 0:
        return NetworkError(f"{where}: the connection failed or was lost: {said or f'code {code}'}. {RESUME}")
    return DeployError(f"{where}: failed with code {code}: {said}\n{RESUME}")
