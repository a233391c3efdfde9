"""Releases in storage that speaks S3: a real server (moto), one that is overloaded, one that refuses."""

from __future__ import annotations

import gzip
import json
import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from scripts.cli import run
from tests.releases import many, site, write_release
from tests.servers import Storage, free_port, line, start, storage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mypy_boto3_s3.client import S3Client

BUCKET = "www"


@pytest.fixture(scope="module")
def running() -> Iterator[Storage]:
    """A storage server for all tests of this module."""
    with storage() as found:
        yield found


@dataclass
class World:
    """An empty bucket, and a folder for releases."""

    storage: Storage
    client: S3Client
    releases: Path

    def deploy(self, *options: str, command: str = "deploy", endpoint: str = "") -> int:
        """Deploy the latest release."""
        return run(self.words(*options, command=command, endpoint=endpoint))

    def words(self, *options: str, command: str = "deploy", endpoint: str = "") -> list[str]:
        """The command line."""
        reached = ["--endpoint", endpoint or self.storage.address, "--region", "us-east-1"]
        return [command, f"s3://{BUCKET}/docs", *options, "--releases", str(self.releases), *reached]

    def objects(self) -> dict[str, bytes]:
        """All that readers can get, by path."""
        found = self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        keys = [one["Key"] for one in found if one["Key"] != "docs/.deploy/manifest.json"]
        return {key.removeprefix("docs/"): self._get(key)["Body"].read() for key in keys}

    def headers(self, path: str) -> dict[str, Any]:
        """The answer for an object, without its bytes."""
        return dict(self.client.head_object(Bucket=BUCKET, Key=f"docs/{path}"))

    def state(self) -> dict[str, Any]:
        """What deployments wrote of what is online."""
        found: dict[str, Any] = json.loads(self._get("docs/.deploy/manifest.json")["Body"].read())
        return found

    def _get(self, key: str) -> Any:  # noqa: ANN401 (an answer of boto3)
        return self.client.get_object(Bucket=BUCKET, Key=key)


@pytest.fixture
def world(running: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Keys, and an empty bucket."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    client: S3Client = boto3.client("s3", endpoint_url=running.address, region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)
    running.requests.clear()
    yield World(running, client, tmp_path / "releases")
    running.refuse = lambda _method, _path, _count: None
    for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=one["Key"])
    client.delete_bucket(Bucket=BUCKET)
    client.close()


def test_objects_have_their_type_their_caching_and_their_digest(world: World) -> None:
    release = write_release(world.releases, "a", packed=True)
    assert world.deploy() == 0
    assert world.objects() == site("a")
    page = world.headers("index.html")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert "ContentEncoding" not in page
    digests = {file["path"]: file["sha256"] for file in json.loads((release / "manifest.json").read_text())["files"]}
    assert page["Metadata"] == {"sha256": digests["index.html"]}
    assert world.headers("style.css")["CacheControl"] == "no-cache"
    fragment = world.headers("search/pagefind/fragment/same.pf_fragment")
    assert fragment["CacheControl"] == "public, max-age=31536000, immutable"
    assert world.headers("sw.js")["CacheControl"] == "no-cache"
    assert world.headers("feed.xml")["ContentType"] == "application/atom+xml; charset=utf-8"


def test_packed_objects_say_so(world: World) -> None:
    write_release(world.releases, "a", packed=True)
    assert world.deploy("--encoding", "gzip") == 0
    assert world.headers("index.html")["ContentEncoding"] == "gzip"
    assert gzip.decompress(world.objects()["index.html"]) == site("a")["index.html"]
    assert "ContentEncoding" not in world.headers("sw.js")
    assert set(world.objects()) == set(site("a"))
    assert world.deploy("--encoding", "br") == 0
    assert world.headers("index.html")["ContentEncoding"] == "br"
    assert world.deploy() == 0
    assert world.objects() == site("a")
    assert "ContentEncoding" not in world.headers("index.html")


OLD = "2024-09/old/index.html"


def moved(new: str, base: str = "/") -> dict[str, bytes | None]:
    """What a release has of a page that moved to `new`."""
    lines = [f"{base}2024-09/old{slash}  {base}{new}  301\n" for slash in ("/", "")]
    return {
        "_redirects": "".join([*lines, f"{base}en/*  {base}en/404.html  404\n"]).encode(),
        OLD: b"<p>It has moved.</p>" * 100,
    }


@pytest.mark.parametrize(
    ("site_url", "location"),
    [
        ("https://example.org/", "https://example.org/2024-09/new/"),
        ("https://example.org/docs/", "/docs/2024-09/new/"),
        ("https://example.org/under/", "https://example.org/under/2024-09/new/"),
        ("", "/docs/2024-09/new/"),
    ],
)
def test_old_addresses_lead_on_at_website_endpoints(world: World, site_url: str, location: str) -> None:
    base = site_url.removeprefix("https://example.org") or "/"
    write_release(world.releases, "a", moved("2024-09/new/", base), packed=True, site_url=site_url)
    assert world.deploy("--encoding", "gzip") == 0
    assert world.headers(OLD)["WebsiteRedirectLocation"] == location
    assert gzip.decompress(world.objects()[OLD]) == moved("")[OLD]
    assert [path for path in world.objects() if "WebsiteRedirectLocation" in world.headers(path)] == [OLD]


def test_a_page_that_leads_elsewhere_goes_again_though_its_bytes_are_the_same(world: World) -> None:
    write_release(world.releases, "a", moved("2024-09/new/"))
    assert world.deploy() == 0
    write_release(world.releases, "a", moved("2024-09/newer/"))
    for again in (["/www/docs/2024-09/old/index.html", "/www/docs/_redirects"], []):
        world.storage.requests.clear()
        assert world.deploy() == 0
        assert sorted(path for path in world.storage.puts() if not path.endswith("manifest.json")) == again
    assert world.headers(OLD)["WebsiteRedirectLocation"] == "https://example.org/2024-09/newer/"
    write_release(world.releases, "a", {**moved("2024-09/newer/"), "_redirects": b""})
    assert world.deploy() == 0
    assert "WebsiteRedirectLocation" not in world.headers(OLD)


def test_a_deployment_that_was_cut_knows_where_its_objects_lead(world: World) -> None:
    write_release(world.releases, "a", moved("2024-09/new/"))
    world.storage.refuse = lambda method, path, _count: 403 if method == "PUT" and path.endswith("sw.js") else None
    assert world.deploy() == 1
    world.storage.refuse = lambda _method, _path, _count: None
    world.storage.requests.clear()
    assert world.deploy() == 0
    assert "/www/docs/2024-09/old/index.html" not in world.storage.puts()
    assert world.headers(OLD)["WebsiteRedirectLocation"] == "https://example.org/2024-09/new/"


def test_a_storage_that_knows_no_redirects_gets_the_page(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    refused: list[str] = []

    def refuse(method: str, path: str, _count: int) -> int | None:
        if method != "PUT" or not path.endswith(OLD) or refused:
            return None
        refused.append(path)
        return 501

    write_release(world.releases, "a", moved("2024-09/new/"))
    world.storage.refuse = refuse
    assert world.deploy() == 0
    assert f"{OLD}: the storage knows no redirects; the page itself leads readers on." in capsys.readouterr().err
    assert "WebsiteRedirectLocation" not in world.headers(OLD)
    assert world.objects()[OLD] == moved("")[OLD]
    world.storage.requests.clear()
    assert world.deploy() == 0
    assert OLD not in str(world.storage.puts())


def test_only_what_differs_goes_in_an_order_in_which_no_page_misses_a_file(world: World) -> None:
    write_release(world.releases, "a")
    assert world.deploy() == 0
    world.client.put_object(Bucket=BUCKET, Key="docs/of-others.txt", Body=b"stays")
    world.client.put_object(Bucket=BUCKET, Key="elsewhere.txt", Body=b"stays")
    world.storage.requests.clear()
    write_release(world.releases, "b")
    assert world.deploy() == 0
    changes = [(method, path.removeprefix("/www/docs/")) for method, path in world.storage.requests if method != "GET"]
    assert [path for method, path in changes if method == "HEAD"] == []
    puts = [path for method, path in changes if method == "PUT"]
    assert puts[0] == puts[-1] == ".deploy/manifest.json"
    assert puts[1:3] == ["search/pagefind/fragment/b.pf_fragment", "style.css"]
    assert set(puts[3:5]) == {"index.html", "en/index.html"}
    assert puts[5:7] == ["feed.xml", "sw.js"]
    assert changes[-2:] == [("DELETE", "search/pagefind/fragment/a.pf_fragment"), ("PUT", ".deploy/manifest.json")]
    assert world.objects() == {**site("b"), "of-others.txt": b"stays", "elsewhere.txt": b"stays"}


def test_dry_run_writes_nothing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    write_release(world.releases, "a")
    assert world.deploy("--dry-run") == 0
    assert "9 files" in capsys.readouterr().out
    assert world.deploy() == 0
    write_release(world.releases, "b")
    world.storage.requests.clear()
    assert world.deploy("--dry-run") == 0
    told = capsys.readouterr().out
    assert "6 files" in told
    assert "Would remove 1 file: search/pagefind/fragment/a.pf_fragment" in told
    assert {method for method, _ in world.storage.requests} <= {"GET", "HEAD"}
    assert world.objects() == site("a")


def test_rollback_uploads_the_release_before(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_release(world.releases, "a", packed=True)
    assert world.deploy("--encoding", "gzip") == 0
    new = write_release(world.releases, "b", packed=True)
    assert world.deploy("--encoding", "gzip") == 0
    capsys.readouterr()
    assert world.deploy(command="rollback") == 0
    told = capsys.readouterr()
    assert "The storage keeps no releases" in told.err
    assert f"{old.name} is online" in told.out
    assert gzip.decompress(world.objects()["index.html"]) == site("a")["index.html"]
    assert world.deploy(command="rollback") == 1
    assert "no release was deployed there before" in capsys.readouterr().err
    assert world.deploy(new.name, command="rollback") == 0
    assert gzip.decompress(world.objects()["index.html"]) == site("b")["index.html"]
    assert world.deploy("2020-01-01-00000000", command="rollback") == 1
    assert "Unpack its archive there" in capsys.readouterr().err


def test_an_object_that_was_changed_or_deleted_by_hand_is_uploaded_again(world: World) -> None:
    write_release(world.releases, "a")
    assert world.deploy() == 0
    style = site("a")["style.css"]
    world.client.put_object(Bucket=BUCKET, Key="docs/style.css", Body=b"x" * len(style))
    world.client.delete_object(Bucket=BUCKET, Key="docs/sw.js")
    assert world.deploy() == 0
    assert world.objects() == site("a")
    assert world.headers("style.css")["ContentType"] == "text/css; charset=utf-8"


def test_a_killed_deployment_goes_on_where_it_stopped(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    write_release(world.releases, "a", many(3, 900))
    assert world.deploy() == 0
    write_release(world.releases, "b", many(60, 900, "b") | {"assets/cut.txt": b"only in this one"})
    world.storage.requests.clear()
    process = start(world.words())

    def kill(method: str, path: str, _count: int) -> None:
        if method == "PUT" and path.endswith("/30.txt"):
            process.send_signal(signal.SIGKILL)

    world.storage.refuse = kill
    process.communicate()
    world.storage.refuse = lambda _method, _path, _count: None
    assert process.returncode == -signal.SIGKILL
    assert world.objects()["index.html"] == site("a")["index.html"]  # no page before what it needs
    assert world.state()["pending"]
    capsys.readouterr()
    assert world.deploy("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sent"] < 66
    assert world.objects() == {**site("b"), **many(60, 900, "b"), "assets/cut.txt": b"only in this one"}
    write_release(world.releases, "c")
    assert world.deploy() == 0
    assert world.objects() == site("c")


def test_what_a_cut_deployment_brought_is_deleted_by_the_next(world: World) -> None:
    write_release(world.releases, "a")
    assert world.deploy() == 0
    write_release(world.releases, "b")
    world.storage.refuse = lambda method, path, _count: 403 if method == "PUT" and path.endswith("sw.js") else None
    assert world.deploy() == 1
    world.storage.refuse = lambda _method, _path, _count: None
    assert "search/pagefind/fragment/b.pf_fragment" in world.objects()
    write_release(world.releases, "c")
    assert world.deploy() == 0
    assert world.objects() == site("c")


def test_large_files_go_in_parts(world: World) -> None:
    large = os.urandom(9 * 1024 * 1024)
    write_release(world.releases, "a", {"large.zip": large})
    assert world.deploy() == 0
    assert world.storage.puts().count("/www/docs/large.zip") == 2
    assert world.objects()["large.zip"] == large
    assert world.headers("large.zip")["ContentType"] == "application/zip"
    world.storage.requests.clear()
    assert world.deploy() == 0
    assert "/www/docs/large.zip" not in world.storage.puts()


def test_an_overloaded_storage_is_asked_again(world: World) -> None:
    write_release(world.releases, "a")
    world.storage.refuse = lambda _method, _path, count: 503 if count % 4 == 0 else None
    assert world.deploy() == 0
    world.storage.refuse = lambda _method, _path, _count: None
    assert world.objects() == site("a")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (503, "asks us to slow down (SlowDown), after several tries"),
        (403, "the storage refuses PutObject (AccessDenied)"),
        (500, "PutObject failed (InternalError, HTTP 500)"),
    ],
)
def test_a_storage_that_refuses(world: World, capsys: pytest.CaptureFixture[str], status: int, said: str) -> None:
    write_release(world.releases, "a")
    assert world.deploy() == 0
    write_release(world.releases, "b")
    world.storage.refuse = lambda method, path, _count: status if method == "PUT" and "style" in path else None
    assert world.deploy("--retries", "1") == 1
    errors = capsys.readouterr().err
    assert said in errors
    assert "a part of the new site may be online" in errors
    assert world.objects()["index.html"] == site("a")["index.html"]
    world.storage.refuse = lambda _method, _path, _count: None
    assert world.deploy() == 0
    assert world.objects() == site("b")


def test_a_line_that_is_cut(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    write_release(world.releases, "a", {"r.bin": os.urandom(300_000)})
    port = int(world.storage.address.rsplit(":", 1)[1])
    with line(port, limit=150_000) as cut:
        assert world.deploy(endpoint=f"http://127.0.0.1:{cut.port}") == 0
        assert cut.cuts == 1
    assert set(world.objects()) == {*site("a"), "r.bin"}
    capsys.readouterr()
    assert world.deploy("--retries", "1", endpoint=f"http://127.0.0.1:{free_port()}") == 1
    assert "the connection failed, after several tries" in capsys.readouterr().err


def test_messages_for_wrong_use(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_release(world.releases, "a")
    target = ["--releases", str(world.releases), "--endpoint", world.storage.address, "--region", "us-east-1"]
    assert run(["deploy", "s3://no-such-bucket/x", *target]) == 1
    assert "there is no bucket 'no-such-bucket'" in capsys.readouterr().err
    assert world.deploy(endpoint="nonsense") == 2
    assert "Look at --endpoint" in capsys.readouterr().err
    world.client.put_object(Bucket=BUCKET, Key="docs/.deploy/manifest.json", Body=b"{}")
    assert world.deploy() == 1
    assert "this is not what a deployment wrote" in capsys.readouterr().err
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert world.deploy() == 2
    assert "no keys were found" in capsys.readouterr().err
