"""The command ``verify``: what differs between a release and what is online, or in a folder."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
from typing import TYPE_CHECKING, Any

import pytest

from scripts.release import checksums
from scripts.release.manifest import NAME, of_folder, written
from scripts.release.packing import pack_file
from tests.apart import run
from tests.publishing import PASSWORD, Asked, Host, make_keys, make_release, serving
from tests.site import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ABOUT = "en/about/index.html"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, keys: tuple[Path, Path]) -> Path:
    moved: dict[str, str | bytes | None] = {"docs/data/moved.yml": "2024-09/old.md: 2024-09/topic.md\n"}
    root = write_site(tmp_path_factory.mktemp("verified"), moved)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINISIGN_PASSWORD", PASSWORD)
        return make_release(root, "--sign", str(keys[0]))[0]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of three pages, packed as all are."""
    folder = tmp_path_factory.mktemp("small")
    for name in ("index.html", "404.html", ABOUT):
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"<!doctype html><title>{name}</title>" + "<p>A page, as others are.</p>" * 200, encoding="utf-8"
        )
        pack_file(path)
    manifest = of_folder(folder / "site", "2026-11-25", "https://example.org/")
    (folder / NAME).write_text(written(manifest), encoding="utf-8")
    (folder / checksums.NAME).write_text(checksums.listed({NAME: checksums.digest_of(folder / NAME)}), encoding="utf-8")
    return folder.rename(folder.with_name(manifest.version))


@pytest.fixture
def release(released: Path, tmp_path: Path) -> Path:
    """A copy of the release, to change."""
    return shutil.copytree(released, tmp_path / released.name)


@pytest.fixture
def host(released: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with serving(released / "site") as started:
        yield started


class Verify:
    """Runs the command on a release and reads its report."""

    def __init__(self, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.release, self.capsys = release, capsys
        self.report: dict[str, Any] = {}

    def __call__(self, target: object, *arguments: str) -> tuple[int, set[tuple[str, str]]]:
        """Its exit code, and path and kind of every difference."""
        self.capsys.readouterr()
        code = run(["verify", str(target), "--release", str(self.release), "--json", *arguments])
        self.report = json.loads(self.capsys.readouterr().out)
        return code, {(one["path"], one["kind"]) for one in self.report["differences"]}

    def detail(self) -> str:
        """What is said of the one difference."""
        (difference,) = self.report["differences"]
        return str(difference["detail"])


@pytest.fixture
def verify(released: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    return Verify(released, capsys)


def test_what_is_online_is_the_release(
    host: Host, released: Path, keys: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = released.parent.parent
    assert run(["verify", host.address, "--root", str(root), "--public-key", str(keys[1])]) == 0
    shown = capsys.readouterr()
    assert f"{host.address}: no difference from release {released.name}" in shown.out
    assert "Not asked for, since they are for hosts: _headers, _redirects." in shown.out
    assert "files compared" in shown.err
    files = len(json.loads((released / "manifest.json").read_text(encoding="utf-8"))["files"])
    asked = {name for name, _ in host.asked if not name.startswith("no-such-page")}
    assert len(asked) == files - 2
    assert {"/", "/en/", "/en/about/", "/en/404.html"} <= host.paths
    assert not any(path.endswith("/index.html") for path in host.paths)
    assert {coding for name, coding in host.asked if name == ABOUT} == {"identity", "br", "zstd", "gzip"}


def _cut(handler: Asked) -> bool:
    body = (handler.host.site / handler.name).read_bytes()
    handler.send(body[:100], "text/html; charset=utf-8", length=len(body))
    handler.close_connection = True
    return True


def _error_page(handler: Asked) -> bool:
    handler.send(b"<!doctype html><title>Sorry</title>", "text/html; charset=utf-8")
    return True


def _wrong_type(handler: Asked) -> bool:
    handler.send((handler.host.site / handler.name).read_bytes(), "application/octet-stream")
    return True


def _longer(handler: Asked) -> bool:
    handler.send((handler.host.site / handler.name).read_bytes() + b"<script>", "text/html; charset=utf-8")
    return True


def _failing(handler: Asked) -> bool:
    handler.send(b"Try later.", "text/plain", status=503)
    return True


def _away(handler: Asked) -> bool:
    handler.send_response(302)
    handler.send_header("Location", "http://localhost:9/elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()
    return True


def _nowhere(handler: Asked) -> bool:
    handler.send_response(302)
    handler.send_header("Location", "http://[")
    handler.send_header("Content-Length", "0")
    handler.end_headers()
    return True


def _round(handler: Asked) -> bool:
    handler.send_response(301)
    handler.send_header("Location", handler.path)
    handler.send_header("Content-Length", "0")
    handler.end_headers()
    return True


def _other_gzip(handler: Asked) -> bool:
    if handler.headers["Accept-Encoding"] != "gzip":
        return False
    handler.send(gzip.compress(b"Something else."), "text/html; charset=utf-8", coding="gzip")
    return True


def _half_zstd(handler: Asked) -> bool:
    if handler.headers["Accept-Encoding"] != "zstd":
        return False
    packed = (handler.host.site / f"{handler.name}.zst").read_bytes()
    handler.send(packed[: len(packed) // 2], "text/html; charset=utf-8", coding="zstd")
    return True


def _half_brotli(handler: Asked) -> bool:
    if handler.headers["Accept-Encoding"] != "br":
        return False
    packed = (handler.host.site / f"{handler.name}.br").read_bytes()
    handler.send(packed[: len(packed) // 2], "text/html; charset=utf-8", coding="br")
    return True


def _filling(handler: Asked) -> bool:
    if handler.headers["Accept-Encoding"] != "gzip":
        return False
    handler.send(gzip.compress(bytes(30_000_000)), "text/html; charset=utf-8", coding="gzip")
    return True


def _always_packed(handler: Asked) -> bool:
    packed = (handler.host.site / f"{handler.name}.gz").read_bytes()
    handler.send(packed, "text/html; charset=utf-8", coding="gzip")
    return True


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (_cut, "truncated", "the answer broke off: "),
        (_error_page, "changed", "35 bytes, released: "),
        (_wrong_type, "type", "'application/octet-stream', expected 'text/html; charset=utf-8'"),
        (_longer, "changed", "more than the "),
        (_failing, "status", "status 503, expected 200"),
        (_away, "redirect", "redirected to http://localhost:9/elsewhere"),
        (_nowhere, "redirect", "redirected to http://["),
        (_round, "redirect", "redirected to http://127.0.0.1:"),
        (_other_gzip, "packed", "gzip: unpacks to something else: 15 bytes, released: "),
        (_half_zstd, "packed", "zstd: unpacks to something else: "),
        (_half_brotli, "packed", "br: it ends after "),
        (_filling, "packed", "gzip: it unpacks to more than the "),
        (_always_packed, "packed", "came packed by gzip to who asked for it plain"),
    ],
)
def test_a_page_that_comes_otherwise_is_a_difference(
    small: Path, capsys: pytest.CaptureFixture[str], fault: Callable[[Asked], bool], kind: str, said: str
) -> None:
    verify = Verify(small, capsys)
    with serving(small / "site") as host:
        assert verify(host.address) == (0, set())
        host.faults[ABOUT] = fault
        assert verify(host.address) == (1, {(ABOUT, kind)})
    assert any(one["kind"] == kind and said in one["detail"] for one in verify.report["differences"])


def test_a_changed_and_a_missing_file_have_their_names(verify: Verify, released: Path, tmp_path: Path) -> None:
    site = shutil.copytree(released / "site", tmp_path / "site")
    for path in site.glob(f"{ABOUT}*"):
        path.unlink()
    letter = site / "assets/attachments/2024-09/letter.txt"
    letter.write_bytes(letter.read_bytes().replace(b"A", b"B"))
    with serving(site) as host:
        code, found = verify(host.address)
    assert (code, found) == (1, {(ABOUT, "missing"), ("assets/attachments/2024-09/letter.txt", "changed")})


def test_a_host_that_finds_everything_is_told(verify: Verify, host: Host, released: Path) -> None:
    nowhere = f"no-such-page-{released.name}/"
    host.faults[f"{nowhere}index.html"] = _error_page
    assert verify(host.address) == (1, {(nowhere, "status")})


def test_an_error_page_may_come_with_its_own_status(verify: Verify, host: Host) -> None:
    def as_error(handler: Asked) -> bool:
        handler.send((handler.host.site / handler.name).read_bytes(), "text/html; charset=utf-8", status=404)
        return True

    host.faults["en/404.html"] = as_error
    assert verify(host.address) == (0, set())


def test_a_busy_host_is_asked_again_and_redirects_within_it_are_followed(verify: Verify, host: Host) -> None:
    refused: list[str] = []

    def busy_once(handler: Asked) -> bool:
        if refused:
            return False
        refused.append(handler.name)
        return _failing(handler)

    def moved_within(handler: Asked) -> bool:
        if "again" in handler.path:
            return False
        handler.send_response(307)
        handler.send_header("Location", f"{handler.path}?again")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    host.faults |= {ABOUT: busy_once, "en/figures/index.html": moved_within}
    assert verify(host.address) == (0, set())
    assert refused == [ABOUT]


OLD = "en/2024-09/old/index.html"


@pytest.mark.parametrize("led", ["/en/2024-09/topic/", "/en/about/"])
def test_a_host_leads_on_from_where_a_page_moved_to_where_it_is_only(verify: Verify, host: Host, led: str) -> None:
    assert verify(host.address) == (0, set())  # this host hands out the page that leads on

    def moved(handler: Asked) -> bool:
        handler.send_response(301)
        handler.send_header("Location", led)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    host.faults[OLD] = moved
    expected = (0, set()) if led == "/en/2024-09/topic/" else (1, {(OLD, "changed")})
    assert verify(host.address) == expected


def test_a_host_without_packed_files_is_no_difference_and_said(verify: Verify, released: Path, tmp_path: Path) -> None:
    plain = shutil.ignore_patterns("*.br", "*.zst", "*.html.gz")
    with serving(shutil.copytree(released / "site", tmp_path / "site", ignore=plain)) as host:
        assert verify(host.address) == (0, set())
    assert verify.report["unpacked"] > 0


def test_a_host_that_is_down_cannot_be_read(
    released: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as taken:  # bound and not listening: nobody answers, and nobody else gets the port
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert run(["verify", address, "--release", str(released)]) == 2
    assert f"{address}no-such-page-{released.name}/: no connection" in capsys.readouterr().err


def test_a_folder_is_the_release_until_something_in_it_differs(verify: Verify, release: Path, tmp_path: Path) -> None:
    site = release / "site"
    assert verify(site) == (0, set())
    (site / "new.html").write_text("New.", encoding="utf-8")
    (site / "link.html").symlink_to(tmp_path)
    (site / "index.html").write_bytes((site / "index.html").read_bytes() + b" ")
    (site / f"{ABOUT}.gz").write_bytes(gzip.compress(b"Else."))
    (site / "en/index.html").unlink()
    code, found = verify(site)
    assert code == 1
    assert found == {
        ("new.html", "unexpected"),
        ("link.html", "unexpected"),
        ("index.html", "changed"),
        (f"{ABOUT}.gz", "packed"),
        ("en/index.html", "missing"),
    }


def test_the_release_itself_is_checked(
    release: Path, released: Path, keys: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    verify = Verify(release, capsys)
    (release / "site/index.html").write_bytes(b"Else.")
    (release / "NOTES.md").unlink()
    assert verify(released / "site") == (1, {("site/index.html", "release"), ("NOTES.md", "release")})
    listed = release / "manifest.json"
    listed.write_bytes(listed.read_bytes().replace(b'"site_url": ""', b'"site_url": "https://example.org/"'))
    code, found = verify(released / "site", "--public-key", str(keys[1]))
    assert code == 1
    assert {("manifest.json", "signature"), ("manifest.json", "release")} <= found


def test_a_signature_of_another_key_or_file_or_none_is_refused(
    release: Path, keys: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify, site = Verify(release, capsys), release / "site"
    other = tmp_path / "other"
    other.mkdir()
    both = {("manifest.json", "signature"), ("SHA256SUMS", "signature")}
    assert verify(site, "--public-key", str(make_keys(other)[1])) == (1, both)
    assert "the signature is wrong: incompatible key identifiers" in verify.report["differences"][0]["detail"]
    shutil.copy(release / "SHA256SUMS.minisig", release / "manifest.json.minisig")
    assert verify(site, "--public-key", str(keys[1])) == (1, {("manifest.json", "signature")})
    (release / "manifest.json.minisig").unlink()
    assert verify(site, "--public-key", str(keys[1])) == (1, {("manifest.json", "signature")})
    assert verify.detail() == "it is not signed, or its signature cannot be read: No such file or directory"


def test_what_cannot_be_read_is_told(
    release: Path, keys: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*arguments: object) -> str:
        assert run(["verify", *map(str, arguments)]) == 2
        return capsys.readouterr().err

    site = release / "site"
    assert "there is no release here. Make one: python3 -m scripts release" in told(site, "--root", tmp_path / "none")
    assert "manifest.json: cannot be read" in told(site, "--release", tmp_path / "none")
    assert "there is no such folder" in told(tmp_path / "none", "--release", release)
    assert "this is the folder of a release. Name what is published" in told(release, "--release", release)
    assert "'http://[' is no address" in told("http://[", "--release", release)
    assert "Name a public key" in told(site, "--release", release, "--public-key", keys[0])
    (release / "SHA256SUMS").write_text("nonsense\n", encoding="utf-8")
    assert "SHA256SUMS: line 1 is no digest and path below the folder: 'nonsense'" in told(site, "--release", release)
    (release / "SHA256SUMS").unlink()
    assert "SHA256SUMS: cannot be read" in told(site, "--release", release)
    (release / "manifest.json").write_text("{}", encoding="utf-8")
    assert "manifest.json: this is no manifest of a release" in told(site, "--release", release)
