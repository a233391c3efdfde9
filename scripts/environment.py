"""The virtual environment: made from the lock file on the first call, checked on the later ones.

Standard library only. ``.venv/ready`` holds what it was made from and is written last, so that an
interrupted set-up is done again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOCK = "requirements.lock"
"""Every package with its version and hashes."""


class SetupError(Exception):
    """The environment cannot be made; the message says what to do."""


def is_active(root: Path) -> bool:
    """Whether this very Python is that of the project's environment, made from today's lock file."""
    return _is_inside(root) and _is_ready(root)


def prepare(root: Path) -> None:
    """Make the environment of `root` unless it is ready; SetupError with what to do."""
    if _is_ready(root):
        return
    if _is_inside(root):
        raise SetupError(
            "The lock file has changed. Start the command with the system's Python: python3 -m scripts ..."
        )
    uv = shutil.which("uv")
    print(f"Preparing the environment in .venv with {'uv' if uv else 'pip'} (first call only).", flush=True)
    folder = _folder(root)
    if folder.exists():
        shutil.rmtree(folder)
    if uv:
        _step("1/3 creating it", [uv, "venv", "--quiet", "--python", sys.executable, str(folder)], root)
        install = [uv, "pip", "install", "--python", str(python(root))]
    else:
        _create(folder, root)
        install = [str(python(root)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    _step("2/3 installing the packages of the lock file", [*install, "--require-hashes", "-r", LOCK], root)
    own = [*install, "--no-deps", "--no-build-isolation", "--editable", "."]
    _step("3/3 installing this project", own, root)
    (folder / "ready").write_text(_stamp(root), encoding="utf-8")


def run(root: Path, arguments: Sequence[str]) -> int:
    """Run the command inside the environment and give its exit code."""
    # Named by its folder: with -m a folder "scripts" where the caller stands would come first.
    command = [str(python(root)), str(root / "scripts"), *arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 (our own Python)
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


def python(root: Path) -> Path:
    """The environment's Python."""
    return _folder(root) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _folder(root: Path) -> Path:
    return root / ".venv"


def _is_inside(root: Path) -> bool:
    return os.path.normcase(os.path.realpath(sys.prefix)) == os.path.normcase(os.path.realpath(_folder(root)))


def _is_ready(root: Path) -> bool:
    try:
        return (_folder(root) / "ready").read_text(encoding="utf-8") == _stamp(root)
    except OSError:
        return False


def _stamp(root: Path) -> str:
    """What the environment is made from: the lock file, and where the project stands."""
    return f"{hashlib.sha256((root / LOCK).read_bytes()).hexdigest()} {root}\n"


def _create(folder: Path, root: Path) -> None:
    if find_spec("ensurepip") is not None:
        print("  1/3 creating it", flush=True)
        try:
            venv.create(folder, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupError(_WITHOUT_VENV.format(error=error)) from error
        return
    if find_spec("virtualenv") is not None:
        _step("1/3 creating it", [sys.executable, "-m", "virtualenv", "--quiet", str(folder)], root)
        return
    raise SetupError(_WITHOUT_VENV.format(error="this Python comes without the module ensurepip"))


_WITHOUT_VENV = """Python cannot make a virtual environment: {error}.
On Debian and Ubuntu:  apt install python3-venv
Anywhere else, install uv (it is used when found) or a Python with ensurepip."""


def _step(title: str, command: Sequence[str], root: Path) -> None:
    print(f"  {title}", flush=True)
    # Another project's settings must not lead the installation astray.
    clean = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}}
    advice = "Check the network (a package index must be reachable) and the disk, then run the command again."
    try:
        done = subprocess.run(command, cwd=root, env=clean, check=False, capture_output=True, text=True)
    except OSError as error:
        raise SetupError(f"The step '{title}' failed: {error}.\n{advice}") from error
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise SetupError(f"{said}\nThe step '{title}' failed.\n{advice}")
