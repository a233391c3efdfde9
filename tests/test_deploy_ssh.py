"""Releases over SSH: a real sshd and rsync, lines that are cut, hosts that refuse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from scripts.cli import run
from tests.releases import many, site, write_release
from tests.servers import Sshd, line, nginx, sshd, start
from tests.test_deploy import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An sshd for all tests of this module."""
    with sshd(tmp_path_factory.mktemp("ssh") / "sshd") as found:
        yield found


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder for releases."""
    return tmp_path / "releases"


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """Where they go; the name has to be quoted in shells."""
    return tmp_path / "it's $www; touch x"


def _deploy(server: Sshd, www: Path, releases: Path, *options: str, port: int | None = None) -> int:
    return run(["deploy", server.address(www, port), "--releases", str(releases), *server.options, *options])


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_deployments_share_what_did_not_change_and_lead_back(
    server: Sshd, www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for mark in "abc":
        release = write_release(releases, mark, packed=True)
        names.append(release.name)
        capsys.readouterr()
        assert _deploy(server, www, releases, "--json", "--keep", "2") == 0
        assert _files(www / "current") == _files(release / "site")
        told = json.loads(capsys.readouterr().out)
        assert told["sent"] + told["unchanged"] == len(_files(release / "site"))
        assert told["unchanged"] == (3 if len(names) > 1 else 0)
    assert (told["version"], told["previous"], told["removed_releases"]) == (names[2], names[1], [names[0]])
    assert told["sent"] == 12  # 6 that differ, and two packed ones of each of the 3 pages and sheets
    assert (www / f"releases/{names[1]}/assets/same.svg").samefile(www / "current/assets/same.svg")
    assert {path.stat().st_mode & 0o777 for path in (www / "current").rglob("*.css")} == {0o644}
    assert sorted(path.name for path in www.iterdir()) == ["current", "releases"]
    assert {path.name for path in (www / "releases").iterdir()} == {".order", *names[1:]}
    back = ["rollback", server.address(www), *server.options]
    assert run([*back, "--dry-run"]) == 0
    assert (www / "current").readlink().name == names[2]
    assert run(back) == 0
    assert (www / "current").readlink().name == names[1]
    assert run(back) == 1
    assert "no release before" in capsys.readouterr().err
    assert run(["rollback", server.address(www), names[2], *server.options]) == 0
    assert (www / "current").readlink().name == names[2]


def test_dry_run_touches_nothing(server: Sshd, www: Path, releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_release(releases, "a")
    assert _deploy(server, www, releases, "--dry-run") == 0
    assert not www.exists()
    assert "9 files" in capsys.readouterr().out
    assert _deploy(server, www, releases) == 0
    before = {path: path.lstat().st_mtime_ns for path in www.rglob("*")}
    write_release(releases, "b")
    capsys.readouterr()
    assert _deploy(server, www, releases, "--dry-run") == 0
    assert "6 files" in capsys.readouterr().out
    assert {path: path.lstat().st_mtime_ns for path in www.rglob("*")} == before


def test_a_release_that_was_changed_by_hand_is_mended(server: Sshd, www: Path, releases: Path) -> None:
    release = write_release(releases, "a")
    assert _deploy(server, www, releases) == 0
    (www / "current/style.css").write_bytes(b"x" * len(site("a")["style.css"]))
    (www / "current/more.html").write_text("more")
    assert _deploy(server, www, releases) == 0
    assert _files(www / "current") == _files(release / "site")


def test_a_lost_connection_is_made_again(
    server: Sshd, www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = write_release(releases, "a", {f"r{number}.bin": os.urandom(100_000) for number in range(20)})
    with line(server.port, limit=1_000_000) as cut:
        server.know(cut.port)
        assert _deploy(server, www, releases, port=cut.port) == 0
        assert cut.cuts == 1
    assert "Trying again in 1 s" in capsys.readouterr().err
    assert _files(www / "current") == _files(release / "site")
    assert not (www / ".deploy.lock").exists()


def test_a_deployment_that_lost_its_line_goes_on_where_it_stopped(
    server: Sshd, www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write_release(releases, "a")
    assert _deploy(server, www, releases) == 0
    new = write_release(releases, "b", {f"r{number:02}.bin": os.urandom(100_000) for number in range(20)})
    with line(server.port, limit=1_500_000) as cut:
        server.know(cut.port)
        assert _deploy(server, www, releases, "--retries", "0", port=cut.port) == 1
    errors = capsys.readouterr().err
    assert "the connection failed or was lost" in errors
    assert "Readers still see the site that was online" in errors
    assert (www / "current").readlink().name == old.name
    assert _deploy(server, www, releases, "--json", "--retries", "3") == 0
    assert json.loads(capsys.readouterr().out)["sent"] < 26
    assert _files(www / "current") == _files(new / "site")


def test_full_disk_on_the_host(server: Sshd, www: Path, releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_release(releases, "a")
    assert _deploy(server, www, releases) == 0
    new = write_release(releases, "b", {"z.bin": os.urandom(90_000)})
    server.limit("trap '' XFSZ; ulimit -f 64")  # as a quota: no file over 64 blocks
    try:
        assert _deploy(server, www, releases) == 1
    finally:
        server.limit("")
    assert "no space is left there, or a quota is used up" in capsys.readouterr().err
    assert (www / "current").readlink().name == old.name
    assert _deploy(server, www, releases) == 0
    assert _files(www / "current") == _files(new / "site")


def test_permission_denied_on_the_host(
    server: Sshd, www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_release(releases, "a")
    www.mkdir()
    www.chmod(0o555)
    if os.geteuid() == 0:  # root may write everywhere, unless it gives up this right
        drop = "setpriv --bounding-set=-dac_override --inh-caps=-dac_override"
        server.limit(f'exec {drop} sh -c \\"$SSH_ORIGINAL_COMMAND\\"')
    try:
        assert _deploy(server, www, releases) == 1
    finally:
        server.limit("")
        www.chmod(0o755)
    assert "this user may not write there" in capsys.readouterr().err


def test_hosts_that_are_not_what_they_should_be(
    server: Sshd, www: Path, releases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_release(releases, "a")
    target = ["deploy", server.address(www), "--releases", str(releases)]
    known = ["--ssh-option", f"UserKnownHostsFile={tmp_path}/none", "--ssh-option", "GlobalKnownHostsFile=/dev/null"]
    assert run([*target, *known]) == 1
    assert "the key of this host is not known" in capsys.readouterr().err
    (server.folder / "authorized").write_text("", encoding="utf-8")
    assert run([*target, *server.options]) == 1
    assert "the host does not let you in" in capsys.readouterr().err
    server.limit("PATH=/nowhere")
    assert run([*target, *server.options]) in {1, 2}
    server.limit("")
    capsys.readouterr()
    assert run([*target, *server.options, "--ssh-option", "NoSuch=x"]) == 2
    assert "ssh does not know an option" in capsys.readouterr().err
    assert not www.exists()


def test_tools_that_are_missing(
    server: Sshd, www: Path, releases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_release(releases, "a")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "sha256sum", "mkdir", "rm", "cat", "touch", "find", "readlink", "sed"):
        found = subprocess.run(["which", name], capture_output=True, text=True, check=True).stdout.strip()
        (tools / name).symlink_to(found)
    server.limit(f"PATH='{tools}'")
    try:
        assert _deploy(server, www, releases) == 2
    finally:
        server.limit("")
    assert "the host has no rsync. Install it there (Debian: apt-get install rsync)" in capsys.readouterr().err
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tools))
        assert _deploy(server, www, releases) == 2
    assert "This needs ssh. Install it (Debian: apt-get install openssh-client)" in capsys.readouterr().err


def test_two_deployments_do_not_mix(
    server: Sshd, www: Path, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_release(releases, "a")
    lock = www / ".deploy.lock"
    lock.mkdir(parents=True)
    (lock / "owner").write_text("somebody-1-x\n")
    assert _deploy(server, www, releases) == 1
    assert "another deployment is running there (somebody-1-x)" in capsys.readouterr().err
    assert lock.exists()
    long_ago = time.time() - 600
    os.utime(lock, (long_ago, long_ago))
    assert _deploy(server, www, releases) == 0
    assert not lock.exists()


MARKS = [f"m{number:02}" for number in range(5)]


def test_readers_see_one_whole_site_while_deployments_are_killed(server: Sshd, tmp_path: Path) -> None:
    www = tmp_path / "www"
    folders = [tmp_path / f"releases-{mark}" for mark in MARKS]
    made = [write_release(folder, mark, many(60, 40_000, mark)) for mark, folder in zip(MARKS, folders, strict=True)]
    assert _deploy(server, www, folders[0]) == 0
    with nginx(tmp_path / "nginx", www / "current") as address:
        reader = Reader(address)
        reader.start()
        for number, (folder, release) in enumerate(zip(folders[1:], made[1:], strict=True)):
            process = start(["deploy", server.address(www), "--releases", str(folder), *server.options])
            part = www / "releases" / f"{release.name}.part"
            while not part.exists() and process.poll() is None:
                time.sleep(0.001)
            time.sleep(number * 0.1)  # a little later each time: while sending, checking, switching, removing
            process.send_signal(signal.SIGKILL)
            process.communicate()
            assert (www / "current").readlink().name in {one.name for one in made}
            _wait_for_the_lock(www)
            if number % 2:
                assert _deploy(server, www, folder) == 0
                assert _files(www / "current") == _files(release / "site")
        assert _deploy(server, www, folders[-1]) == 0
        reader.ended.set()
        reader.join()
    assert reader.wrong == []
    assert len(reader.seen) > 1
    assert _files(www / "current") == _files(made[-1] / "site")


def _wait_for_the_lock(www: Path) -> None:
    """The far side gives it back when it notices that the connection is gone."""
    end = time.monotonic() + 20
    while (www / ".deploy.lock").exists():
        assert time.monotonic() < end, "the lock of a killed deployment was not released"
        time.sleep(0.02)
