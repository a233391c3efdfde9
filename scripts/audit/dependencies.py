"""The packages of both lock files against the databases of known vulnerabilities, with ``--online``.

pip-audit asks OSV about ``requirements.lock`` (``SITE_OSV_URL`` names another address that answers as it does), npm
asks its registry about ``tools/package-lock.json``. Nothing is installed for it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from scripts.audit.finding import Finding, Result, ToolError
from scripts.audit.tools import WANTED, program
from scripts.cli import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from scripts.audit.site import Settings, Site

NAME = "dependencies"
_LOCK = "requirements.lock"
_NPM_LOCK = "scripts/audit/tools/package-lock.json"
_SECONDS = 600
_RETRY = "Check the network and run the command again."


def run(_site: Site, settings: Settings) -> Result:
    """Packages with a known vulnerability; ToolError where a database does not answer."""
    if not settings.online:
        return Result(0, "packages", (), ("The databases of vulnerabilities were not asked; --online does.",))
    ours, theirs = _asked_pip(), _asked_npm()
    findings = (*_of_pip(ours), *_of_npm(theirs))
    return Result(len(ours) + theirs["metadata"]["dependencies"]["total"], "packages", findings)


def _asked_pip() -> list[dict[str, Any]]:
    mirror = os.environ.get("SITE_OSV_URL")
    command = [
        *(sys.executable, "-m", "pip_audit", "--requirement", _LOCK, "--disable-pip", "--require-hashes"),
        *("--vulnerability-service", "osv", *(("--osv-url", mirror) if mirror else ())),
        *("--format", "json", "--progress-spinner", "off"),
    ]
    told: list[dict[str, Any]] = _json(command, ROOT, _LOCK)["dependencies"]
    return told


def _asked_npm() -> dict[str, Any]:
    told = _json([program("npm"), "audit", "--json"], WANTED, _NPM_LOCK)
    if "metadata" not in told:
        raise ToolError(f"{_NPM_LOCK} could not be audited: {told.get('message') or told.get('error')}. {_RETRY}")
    return told


def _json(command: Sequence[str], folder: Path, lock: str) -> dict[str, Any]:
    """What a program says in JSON; it exits with 1 where it found something too."""
    try:
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=_SECONDS)
        told: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"{lock} could not be audited: no answer in {_SECONDS} s. {_RETRY}") from error
    except ValueError as error:
        said = (done.stderr.strip().splitlines() or ["the program said nothing"])[-1]
        raise ToolError(f"{lock} could not be audited: {said}\n{_RETRY}") from error
    return told


def _of_pip(told: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    for package in told:
        name = f"{package['name']} {package.get('version', '')}".strip()
        if reason := package.get("skip_reason"):
            yield Finding(NAME, _LOCK, f"{name} could not be audited", str(reason), package["name"])
        for one in package.get("vulns", ()):
            fixed = ", ".join(one["fix_versions"])
            advice = f"Take version {fixed} (README, Dependencies)." if fixed else "There is no mended version yet."
            yield Finding(NAME, _LOCK, f"{name} has the known vulnerability {one['id']}", advice, package["name"])


def _of_npm(told: dict[str, Any]) -> Iterator[Finding]:
    for name, one in sorted(told["vulnerabilities"].items()):
        for advisory in (via for via in one["via"] if isinstance(via, dict)):
            message = (
                f"{name} {advisory['range']} has the known vulnerability '{advisory['title']}' ({advisory['url']})"
            )
            advice = "Raise it in scripts/audit/tools/package.json and write the lock file anew."
            yield Finding(NAME, _NPM_LOCK, message, advice, name)
