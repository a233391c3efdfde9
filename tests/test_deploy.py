"""Releases in a directory: what readers see while they come and go, and when something fails."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.cli import run
from scripts.deploy.order import Online, after, before, outdated
from scripts.deploy.problem import DeployError
from scripts.deploy.target import Bucket, Ssh, parse
from tests.releases import many, site, write_release
from tests.servers import nginx, start
from tests.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder for releases."""
    return tmp_path / "releases"


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """Where they go; the name has to be quoted in shells."""
    return tmp_path / "it's $www"


def _deploy(www: Path, releases: Path, *options: str) -> int:
    return run(["deploy", f"dir:{www}", "--releases", str(releases), *options])


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_first_deployment_puts_the_whole_site_behind_current(www: Path, releases: Path) -> None:
    release = write_release(releases, "a", packed=True)
    assert _deploy(www, releases) == 0
    assert _files(www / "current") == _files(release / "site")
    assert (www / "current").readlink().as_posix() == f"releases/{release.name}"
    assert {path.stat().st_mode & 0o777 for path in (www / "current").rglob("*.css")} == {0o644}


def test_files_that_did_not_change_are_one_file_on_the_disk(
    www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write_release(releases, "a")
    assert _deploy(www, releases) == 0
    new = write_release(releases, "b")
    capsys.readouterr()
    assert _deploy(www, releases, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["previous"], told["version"], told["sent"], told["unchanged"]) == (old.name, new.name, 6, 3)
    assert (www / f"releases/{old.name}/assets/same.svg").samefile(www / "current/assets/same.svg")
    assert (www / f"releases/{old.name}/style.css").read_bytes() == site("a")["style.css"]


def test_dry_run_counts_and_touches_nothing(www: Path, releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_release(releases, "a")
    assert _deploy(www, releases, "--dry-run") == 0
    assert not www.exists()
    assert "9 files" in capsys.readouterr().out
    for mark in "abc":
        write_release(releases, mark)
        assert _deploy(www, releases) == 0
    before_it = {path: path.lstat().st_mtime_ns for path in www.rglob("*")}
    write_release(releases, "d")
    capsys.readouterr()
    assert _deploy(www, releases, "--dry-run", "--keep", "2") == 0
    out = capsys.readouterr().out
    assert "6 files" in out
    assert "Would remove old releases" in out
    assert "nothing was changed" in out
    assert {path: path.lstat().st_mtime_ns for path in www.rglob("*")} == before_it


def test_the_oldest_releases_go_and_rollback_leads_to_the_one_before(
    www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for mark in "abcd":
        names.append(write_release(releases, mark).name)
        assert _deploy(www, releases, "--keep", "3") == 0
    assert {path.name for path in (www / "releases").iterdir() if path.is_dir()} == set(names[1:])
    assert run(["rollback", str(www), "--dry-run"]) == 0
    assert (www / "current").readlink().name == names[3]
    assert run(["rollback", str(www)]) == 0
    assert (www / "current").readlink().name == names[2]
    assert run(["rollback", str(www)]) == 0
    assert (www / "current").readlink().name == names[1]
    capsys.readouterr()
    assert run(["rollback", str(www)]) == 1
    assert "no release before" in capsys.readouterr().err
    assert run(["rollback", str(www), names[3]]) == 0
    assert (www / "current").readlink().name == names[3]
    assert run(["rollback", str(www), names[0]]) == 1
    assert "is not kept there" in capsys.readouterr().err
    assert run(["rollback", str(www), "../x"]) == 2


def test_what_was_gone_back_from_is_not_gone_back_to(www: Path, releases: Path) -> None:
    names = []
    for mark in "ab":
        names.append(write_release(releases, mark).name)
        assert _deploy(www, releases) == 0
    assert run(["rollback", str(www)]) == 0
    write_release(releases, "c")
    assert _deploy(www, releases) == 0
    assert run(["rollback", str(www)]) == 0
    assert (www / "current").readlink().name == names[0]


def test_a_release_that_was_changed_by_hand_is_mended(www: Path, releases: Path) -> None:
    release = write_release(releases, "a")
    assert _deploy(www, releases) == 0
    (www / "current/style.css").write_text("broken")
    (www / "current/more.html").write_text("more")
    assert _deploy(www, releases) == 0
    assert _files(www / "current") == _files(release / "site")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda site: (site / "style.css").write_text("x"), "style.css: its digest is not that of the manifest"),
        (lambda site: (site / "style.css").unlink(), "style.css: is missing"),
        (lambda site: (site / "draft.html").write_text("x"), "draft.html: is not in the manifest"),
    ],
)
def test_what_differs_from_the_manifest_is_not_sent(
    www: Path, releases: Path, capsys: pytest.CaptureFixture[str], change: object, said: str
) -> None:
    release = write_release(releases, "a")
    assert callable(change)
    change(release / "site")
    assert _deploy(www, releases) == 1
    assert said in capsys.readouterr().err
    assert not www.exists()


def test_messages_for_what_is_missing(www: Path, releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _deploy(www, releases) == 2
    assert "there is no release yet" in capsys.readouterr().err
    assert _deploy(www, releases, "--release", str(releases / "x")) == 2
    assert "cannot be read" in capsys.readouterr().err
    write_release(releases, "a")
    (www / "current").mkdir(parents=True)
    assert _deploy(www, releases) == 1
    assert "is no symbolic link" in capsys.readouterr().err
    assert run(["deploy", "ftp://example.org/x", "--releases", str(releases)]) == 2
    assert "is no target" in capsys.readouterr().err


def test_full_disk_leaves_the_old_site_and_what_was_copied(
    www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write_release(releases, "a")
    assert _deploy(www, releases) == 0
    more = many(20, 900) | {"z.bin": b"z" * 50_000}
    new = write_release(releases, "b", more)
    process = start(
        ["deploy", str(www), "--releases", str(releases)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),  # as a quota does
    )
    _, errors = process.communicate()
    assert process.returncode == 1
    assert "no space is left, or a quota is used up" in errors
    assert "Traceback" not in errors
    assert (www / "current").readlink().name == old.name
    capsys.readouterr()
    assert _deploy(www, releases, "--json") == 0
    assert json.loads(capsys.readouterr().out)["sent"] == 1  # z.bin, the last; all others were there
    assert _files(www / "current") == _files(new / "site")
    assert not list((www / "releases").glob("*.part"))


def test_permission_denied_is_said(www: Path, releases: Path) -> None:
    write_release(releases, "a")
    www.mkdir()
    www.chmod(0o555)
    command = [sys.executable, "-m", "scripts", "deploy", str(www), "--releases", str(releases)]
    if os.geteuid() == 0:  # root may write everywhere, unless it gives up this right
        command = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    www.chmod(0o755)
    assert done.returncode == 1
    assert "may not be written: Permission denied" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_deployments_do_not_mix(www: Path, releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import fcntl

    write_release(releases, "a")
    www.mkdir()
    with (www / ".deploy.flock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert _deploy(www, releases) == 1
    assert "another deployment is running" in capsys.readouterr().err
    assert _deploy(www, releases) == 0


@dataclass
class Reader(threading.Thread):
    """Asks for a page, its style sheet and the page again, all the time; keeps what was wrong."""

    address: str
    ended: threading.Event = field(default_factory=threading.Event)
    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Read until told to stop."""
        with httpx.Client(base_url=self.address) as client:
            while not self.ended.is_set():
                self._look(client)

    def _look(self, client: httpx.Client) -> None:
        marks = []
        for path in ("index.html", "style.css", "index.html"):
            answer = client.get(path)
            found = [mark for mark in MARKS if site(mark)[path] == answer.content]
            if answer.status_code != 200 or not found:
                self.wrong.append(f"{path}: {answer.status_code} {answer.content[:80]!r}")
                return
            marks.append(found[0])
        self.seen.add(marks[0])
        if marks != sorted(marks):  # releases only go forward here, so an older file after a newer one is a mixture
            self.wrong.append(f"page {marks[0]}, style sheet {marks[1]}, page {marks[2]}")


MARKS = [f"m{number:02}" for number in range(12)]


def test_readers_see_one_whole_site_while_deployments_are_killed(tmp_path: Path) -> None:
    www = tmp_path / "www"  # nginx reads '$' in a root as a variable
    folders = [tmp_path / f"releases-{mark}" for mark in MARKS]
    made = [write_release(folder, mark, many(150, 20_000, mark)) for mark, folder in zip(MARKS, folders, strict=True)]
    assert _deploy(www, folders[0]) == 0
    cut = 0
    with nginx(tmp_path / "nginx", www / "current") as address:
        reader = Reader(address)
        reader.start()
        for number, (folder, release) in enumerate(zip(folders[1:], made[1:], strict=True)):
            process = start(["deploy", str(www), "--releases", str(folder)])
            part = www / "releases" / f"{release.name}.part"
            while not part.exists() and process.poll() is None:
                time.sleep(0.001)
            time.sleep(number * 0.004)  # a little later each time: while copying, renaming, switching, removing
            process.send_signal(signal.SIGKILL)
            process.communicate()
            cut += part.exists()
            assert (www / "current").readlink().name in {one.name for one in made}
            if number % 3 == 2:
                assert _deploy(www, folder) == 0
                assert _files(www / "current") == _files(release / "site")
        assert _deploy(www, folders[-1]) == 0
        reader.ended.set()
        reader.join()
    assert cut, "no deployment was cut while it copied; give the releases more files"
    assert reader.wrong == []
    assert len(reader.seen) > 1
    assert _files(www / "current") == _files(made[-1] / "site")


def test_a_link_that_leads_nowhere_is_replaced(www: Path, releases: Path) -> None:
    write_release(releases, "a")
    assert _deploy(www, releases) == 0
    shutil.rmtree(www / "releases")  # current leads nowhere: all is copied again
    release = write_release(releases, "b")
    assert _deploy(www, releases) == 0
    assert _files(www / "current") == _files(release / "site")


_NAMES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)
_PATHS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(lambda text: text.strip("/~"))


@given(user=st.one_of(st.just(""), _NAMES), host=_NAMES, port=st.one_of(st.none(), st.integers(1, 65535)), path=_PATHS)
def test_ssh_targets_are_read_as_they_are_shown(user: str, host: str, port: int | None, path: str) -> None:
    from urllib.parse import quote

    found = parse(f"ssh://{user + '@' if user else ''}{host}{f':{port}' if port else ''}/{quote(path)}")
    assert isinstance(found, Ssh)
    assert (found.user, found.host, found.port) == (user, host, port)
    assert not found.path.startswith(("-", "~"))


@given(st.text())
def test_any_text_is_a_target_or_is_refused(text: str) -> None:
    with suppress(DeployError):  # and nothing else is raised
        assert str(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        *("", "dir:", "ssh:///x", "ssh://host", "ssh://host/", "ssh://-oProxyCommand=x/y", "ssh://-l@host/x"),
        *("ssh://u:secret@host/x", "ssh://host:99999/x", "s3://", "s3://A/x", "s3://bucket/a/../b", "http://x/"),
        *("ssh://host/a?b", "ssh://host/a%0Ab", "a\nb", "~no-such-user/x"),
    ],
)
def test_these_are_no_targets(text: str) -> None:
    with pytest.raises(DeployError) as raised:
        parse(text)
    assert raised.value.code == 2


def test_targets() -> None:
    assert parse("s3://bucket/a/b/") == Bucket("bucket", "a/b/")
    assert parse("s3://bucket") == Bucket("bucket", "")
    assert parse("ssh://me@[::1]:22/srv/a%20b") == Ssh("::1", "/srv/a b", "me", 22)
    assert parse("ssh://host/~/www") == Ssh("host", "./www")


_VERSIONS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(there=_VERSIONS, listed=_VERSIONS, new=st.sampled_from("abcdefghi"), keep=st.integers(-1, 9))
def test_the_current_release_and_the_one_before_are_never_removed(
    there: list[str], listed: list[str], new: str, keep: int
) -> None:
    for current in [None, *there]:
        online = Online(current, tuple(there), tuple(listed))
        gone = outdated(online, new, keep)
        assert new not in gone
        assert current not in gone
        assert len({*there, new}) - len(gone) <= max(keep, 2)
        order = after(online, new)
        if current not in {None, new}:
            assert before(Online(new, order, order)) == current
