"""The programs from npm: the Nu HTML checker, axe-core and Lighthouse, in the versions of ``tools/package-lock.json``.

They are installed on first use into the cache, in a folder named by the lock file's digest, so that another
version never meets an old folder. Nothing is installed globally and no browser is fetched.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.audit.finding import ToolError

if TYPE_CHECKING:
    from collections.abc import Callable

WANTED = Path(__file__).parent / "tools"
"""Folder of the lock file."""
_INSTALL = {
    "node": "Debian, Ubuntu: apt install nodejs npm; elsewhere: nodejs.org, version 18.16 or later.",
    "npm": "Debian, Ubuntu: apt install npm; elsewhere it comes with Node.js.",
    "java": "Debian, Ubuntu: apt install default-jre-headless; elsewhere: any Java 11 or later.",
}


def cache_folder(root: Path) -> Path:
    """Where tools are kept: below ``SITE_CACHE`` if the environment names a folder, else the project's ``.cache``."""
    return Path(os.environ.get("SITE_CACHE") or root / ".cache") / "audit"


def program(name: str) -> str:
    """Path of an installed program; ToolError with what to install where there is none."""
    if found := shutil.which(name):
        return found
    raise ToolError(f"'{name}' is needed and was not found. {_INSTALL[name]}")


def installed(cache: Path, say: Callable[[str], None]) -> Path:
    """Folder ``node_modules`` with the tools, installed now if it is not there."""
    digest = hashlib.sha256((WANTED / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = cache / f"tools-{digest}"
    if (folder / "node_modules").is_dir():
        return folder / "node_modules"
    npm = program("npm")
    say("Installing the Nu HTML checker, axe-core and Lighthouse from npm (once, about 140 MB) ...")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        work = Path(name) / "tools"
        shutil.copytree(WANTED, work, ignore=shutil.ignore_patterns("node_modules"))
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=work, check=False, capture_output=True, text=True)
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
            raise ToolError(f"{said}\nnpm could not install the tools. Check the network, then run the command again.")
        if not folder.exists():
            work.rename(folder)
    return folder / "node_modules"
