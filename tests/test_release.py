"""The command ``release``: what it writes, that it is the same everywhere, and what it refuses."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]  # it has no types
import pytest
import zstandard
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from google.protobuf import json_format  # type: ignore[import-untyped]  # it has no types
from in_toto_attestation.predicates.provenance.v1 import (  # type: ignore[import-untyped]  # it has no types
    provenance_pb2,
)
from in_toto_attestation.v1 import statement_pb2  # type: ignore[import-untyped]  # it has no types
from in_toto_attestation.v1.statement import Statement  # type: ignore[import-untyped]  # it has no types

from scripts.cli import run
from scripts.release import manifest
from tests.publishing import PASSWORD, contents, make_keys, make_release, minisign, without_variables
from tests.site import ROOT, TOPIC_BODY, files, page, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

DAY = 1_730_332_800
"""2024-10-31, the last day that a page of the small site says it was updated."""


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, keys: tuple[Path, Path]) -> Path:
    """A signed release of the small site."""
    root = write_site(tmp_path_factory.mktemp("released"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINISIGN_PASSWORD", PASSWORD)
        folder, report = make_release(root, "--sign", str(keys[0]))
    assert report["signed"]
    return folder


def _json(path: Path) -> Any:  # noqa: ANN401 (any JSON)
    return json.loads(path.read_text(encoding="utf-8"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _archive(folder: Path) -> Path:
    return next(folder.glob("*.tar.gz"))


def _left(root: Path) -> dict[str, bytes]:
    """Everything in the folder of releases."""
    return contents(root / "releases") if (root / "releases").exists() else {}


def test_a_release_is_the_folder_of_its_version_and_the_latest(released: Path) -> None:
    names = {path.name for path in released.iterdir()} - {_archive(released).name}
    signed = {"manifest.json.minisig", "SHA256SUMS.minisig"}
    described = {"manifest.json", "SHA256SUMS", "sbom.cdx.json", "provenance.json", "NOTES.md"}
    assert names == {"site", *described, *signed}
    assert (released.parent / "latest").read_text(encoding="utf-8") == f"{released.name}\n"
    assert {path.name for path in released.parent.iterdir()} == {released.name, "latest"}
    assert manifest.read(released / "manifest.json").version == released.name
    assert (released / "site/en/about/index.html").is_file()


def test_sha256sum_accepts_every_file(released: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    listed = {line.split("  ", 1)[1] for line in (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == {one for one in contents(released) if one != "SHA256SUMS" and not one.endswith(".minisig")}


def test_packed_copies_unpack_to_the_plain_file_and_save_enough(released: Path) -> None:
    unpack = {".br": brotli.decompress, ".zst": zstandard.decompress, ".gz": gzip.decompress}
    site = released / "site"
    found = {path for path in site.rglob("*") if path.suffix in unpack}
    assert {path.name for path in found} >= {"index.html.br", "index.html.zst", "index.html.gz"}
    for path in found:
        plain, packed = path.with_suffix("").read_bytes(), path.read_bytes()
        assert unpack[path.suffix](packed) == plain
        assert len(packed) <= 0.95 * len(plain)
        if path.suffix == ".gz":
            assert packed[3:8] == bytes(5)  # neither a name nor a time (RFC 1952, 2.3)
    assert not any(path.with_suffix("").suffix in {".png", ".webp", ".pdf", ".zip"} for path in found)


def test_the_bill_of_materials_is_cyclonedx_and_names_what_is_locked(released: Path) -> None:
    text = (released / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bom = json.loads(text)
    locked = [line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if "==" in line]
    assert len(bom["components"]) == len(locked)
    assert all(one["hashes"] and one["purl"].startswith("pkg:pypi/") for one in bom["components"])
    assert bom["metadata"]["timestamp"] == "2024-10-31T00:00:00+00:00"
    assert bom["metadata"]["component"]["version"] == released.name


def test_the_provenance_is_an_in_toto_statement_of_archive_and_manifest(released: Path) -> None:
    text = (released / "provenance.json").read_text(encoding="utf-8")
    statement = json_format.Parse(text, statement_pb2.Statement())
    Statement.copy_from_pb(statement).validate()
    assert statement.predicate_type == "https://slsa.dev/provenance/v1"
    predicate = json_format.ParseDict(json.loads(text)["predicate"], provenance_pb2.Provenance())
    assert predicate.run_details.builder.id.startswith("pkg:generic/guidance-letters@")
    found = {one.name: dict(one.digest) for one in statement.subject}
    assert found == {path.name: {"sha256": _digest(path)} for path in (released / "manifest.json", _archive(released))}
    lock = [dict(one.digest) for one in predicate.build_definition.resolved_dependencies]
    assert lock == [{"sha256": _digest(ROOT / "requirements.lock")}]  # the small site is in no repository


def test_the_archive_holds_the_release_in_order_and_without_its_maker(released: Path) -> None:
    top = _archive(released).name.removesuffix(".tar.gz")
    with tarfile.open(_archive(released)) as archive:
        entries = archive.getmembers()
        held = {one.name.removeprefix(f"{top}/"): one for one in entries if one.isfile()}
        for name in ("manifest.json", "NOTES.md", "sbom.cdx.json", "site/index.html"):
            stream = archive.extractfile(held[name])
            assert stream is not None
            assert stream.read() == (released / name).read_bytes()
    names = [one.name for one in entries]
    assert names == sorted(names)
    assert {name for name in held if name.startswith("site/")} == {f"site/{one}" for one in contents(released / "site")}
    assert {(one.uid, one.gid, one.uname, one.gname, one.mtime) for one in entries} == {(0, 0, "", "", DAY)}
    assert {one.mode for one in entries if one.isfile()} == {0o644}
    assert {one.mode for one in entries if one.isdir()} == {0o755}
    assert all(one.isfile() or one.isdir() for one in entries)


def test_minisign_accepts_the_signatures_and_refuses_a_changed_byte(
    released: Path, keys: tuple[Path, Path], tmp_path: Path
) -> None:
    for name in ("manifest.json", "SHA256SUMS"):
        for one in (name, f"{name}.minisig"):
            shutil.copy(released / one, tmp_path)
        given = ("-V", "-p", str(keys[1]), "-m", str(tmp_path / name))
        accepted = minisign(*given)
        assert accepted.returncode == 0, accepted.stderr
        content = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b"0", b"1", 1))
        assert minisign(*given).returncode != 0


def test_a_wrong_password_is_told_before_anything_is_built(
    make_site: MakeSite, keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINISIGN_PASSWORD", "wrong")
    root = make_site()
    assert run(["release", "--root", str(root), "--sign", str(keys[0])]) == 2
    assert "wrong password for that key. Give the password of the key in MINISIGN_PASSWORD." in capsys.readouterr().err
    assert run(["release", "--root", str(root), "--sign", str(root / "no.key")]) == 2
    assert "no.key: the key cannot be read: No such file or directory." in capsys.readouterr().err
    assert run(["release", "--root", str(root), "--sign", str(keys[1])]) == 2
    assert "Name a secret key as 'minisign -G' writes it." in capsys.readouterr().err
    assert not _left(root)


def test_two_places_and_environments_give_the_same_bytes(tmp_path: Path) -> None:
    settings = [
        ("022", {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        # Its press kits are made anew; those of the first may be of any day.
        ("077", {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "2", "SITE_CACHE": str(tmp_path)}),
    ]
    found: list[dict[str, bytes]] = []
    modes: list[set[tuple[str, int]]] = []
    for number, (umask, environ) in enumerate(settings):
        root = write_site(tmp_path / f"place{number}" / ("deeper" * number))
        command = f'umask {umask}; exec "$0" -m scripts release --root "$1"'
        done = subprocess.run(
            ["sh", "-c", command, sys.executable, str(root)],
            env={**without_variables(), "PYTHONPATH": str(ROOT), **environ},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found.append(_left(root))
        paths = list((root / "releases").glob("2*/**/*"))
        modes.append({(path.relative_to(root).as_posix(), path.stat().st_mode) for path in paths})
    assert found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []
    assert modes[0] == modes[1]


def test_the_next_release_tells_what_changed_and_which_commit_it_is(released: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(released.parent.parent, root, ignore=shutil.ignore_patterns(".cache"))
    added = "- **{{ date: 2024-11-02 }}** — The *count* was corrected.\n- **{{ date: 2024-10-31 }}**"
    body = TOPIC_BODY.replace("- **{{ date: 2024-10-31 }}**", added)
    for code in ("vi", "en"):
        text = page(f"{code} topic", body, translated=code == "en").replace("2024-10-31\n", "2024-11-02\n", 1)
        (root / f"docs/{code}/2024-09/topic.md").write_text(text, encoding="utf-8")
    (root / ".gitignore").write_text("/releases/\n", encoding="utf-8")
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    for step in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "All"]):
        subprocess.run(["git", *step], cwd=root, check=True)
    folder, report = make_release(root)
    assert report["previous"] == released.name
    assert (root / "releases/latest").read_text(encoding="utf-8").strip() == folder.name != released.name
    assert contents(root / "releases" / released.name) == contents(released)
    told = (folder / "NOTES.md").read_text(encoding="utf-8")
    assert f"## Changes since release {released.name} (en)" in told
    assert f"## Những thay đổi so với bản {released.name} (vi)" in told
    assert "- 2024-11-02: en topic: The count was corrected." in told
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True).stdout
    statement = _json(folder / "provenance.json")
    dependency = statement["predicate"]["buildDefinition"]["resolvedDependencies"][0]
    assert dependency["digest"] == {"gitCommit": commit.strip()}
    assert dependency["annotations"] == {"workTree": "clean"}

    first = contents(folder)
    assert make_release(root) == (folder, report)  # again: it still follows the first one
    assert contents(folder) == first


def test_a_signed_release_is_not_replaced_by_an_unsigned_one(
    released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    shutil.copytree(released.parent.parent, root)
    before = _left(root)
    assert run(["release", "--root", str(root)]) == 1
    assert "is the same release, signed. Sign this one too (--sign), or remove that one." in capsys.readouterr().err
    assert _left(root) == before


def test_a_release_without_an_address_says_so(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = files()["mkdocs.yml"].replace('site_url: ""', 'site_url: !ENV [SITE_URL, ""]')
    root = make_site({"mkdocs.yml": config})
    monkeypatch.delenv("SITE_URL", raising=False)
    assert run(["release", "--root", str(root)]) == 0
    assert "no address: SITE_URL was not set, so there are no feeds" in capsys.readouterr().out
    monkeypatch.setenv("SITE_URL", "https://letters.example.org/")
    assert run(["release", "--root", str(root)]) == 0
    assert "no address" not in capsys.readouterr().out


def test_links_are_refused(make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site()
    (tmp_path / "private").mkdir()
    (tmp_path / "private/secret.txt").write_text("secret", encoding="utf-8")
    (root / "docs/assets/file.txt").symlink_to(tmp_path / "private/secret.txt")
    (root / "docs/assets/folder").symlink_to(tmp_path / "private")
    assert run(["release", "--root", str(root)]) == 1
    shown = capsys.readouterr()
    assert (
        f"docs/assets/file.txt: this is a link to {tmp_path / 'private/secret.txt'}; a release follows no" in shown.out
    )
    assert f"docs/assets/folder: this is a link to {tmp_path / 'private'}" in shown.out
    assert "Nothing was released; older releases are as they were." in shown.err
    assert not _left(root)


def test_a_fault_in_the_content_leaves_older_releases_alone(
    released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    shutil.copytree(released.parent.parent, root)
    before = _left(root)
    about = root / "docs/en/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[gone](gone.md)\n", encoding="utf-8")
    assert run(["release", "--root", str(root)]) == 1
    assert "docs/en/about.md:" in capsys.readouterr().out
    assert _left(root) == before
    assert sorted(path.name for path in (root / "releases").iterdir()) == sorted([released.name, "latest"])


def test_a_release_that_is_stopped_leaves_nothing(released: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(released.parent.parent, root)
    before = _left(root)
    about = root / "docs/en/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    command = [sys.executable, "-m", "scripts", "release", "--root", str(root)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Packing"):
                process.send_signal(signal.SIGTERM)
                break
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert "Stopped. Nothing was released; older releases are as they were." in said
    assert _left(root) == before
    assert sorted(path.name for path in (root / "releases").iterdir()) == sorted([released.name, "latest"])


def test_wrong_use_is_told(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site()
    assert run(["release", "--root", str(root), "--previous", str(root / "nowhere")]) == 2
    assert "nowhere/manifest.json: cannot be read: No such file or directory." in capsys.readouterr().err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run(["release", "--root", str(root)]) == 1
    assert "SOURCE_DATE_EPOCH is 'yesterday', which is no number of seconds" in capsys.readouterr().err
    assert not _left(root)
