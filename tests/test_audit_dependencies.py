"""The audit of dependencies, before servers that answer as OSV and npm's registry do."""

from __future__ import annotations

import gzip
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.apart import run
from tests.audit_site import write_built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ADVISORY = {
    "id": 1,
    "url": "https://advisories.example/1",
    "title": "Runs what it reads",
    "severity": "high",
    "vulnerable_versions": "<99.0.0",
    "cwe": [],
    "cvss": {"score": 0, "vectorString": None},
}
_VULNERABILITY = {
    "id": "PYSEC-1",
    "summary": "Runs what it reads",
    "affected": [
        {
            "package": {"name": "jinja2", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
        }
    ],
}


class _Databases(BaseHTTPRequestHandler):
    """OSV at ``/v1/query``, else npm's registry."""

    bad: frozenset[str]
    """Packages with a known vulnerability."""
    asked: set[str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = json.loads(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
        if self.path == "/v1/query":
            name = told["package"]["name"]
            self.asked.add(name)
            self._answer({"vulns": [_VULNERABILITY]} if name in self.bad else {})
        else:
            self.asked.update(told)
            self._answer({name: [_ADVISORY] for name in told if name in self.bad})

    def do_GET(self) -> None:
        """Of npm's packages nothing more is known."""
        self._answer({"name": self.path.strip("/"), "versions": {}, "dist-tags": {}})

    def _answer(self, told: Any) -> None:  # noqa: ANN401 (JSON)
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


@contextmanager
def _databases(monkeypatch: pytest.MonkeyPatch, *bad: str) -> Iterator[set[str]]:
    asked: set[str] = set()
    handler = type("Handler", (_Databases,), {"bad": frozenset(bad), "asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("SITE_OSV_URL", f"{address}/v1/query")
        monkeypatch.setenv("npm_config_registry", address)
        yield asked
        server.shutdown()


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for name in ("XDG_CACHE_HOME", "npm_config_cache"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))  # no answer of an earlier run
    return ["check", "--site", str(write_built(tmp_path / "site")), "--only", "dependencies", "--json"]


def test_packages_without_known_vulnerabilities_pass(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with _databases(monkeypatch) as asked:
        assert run([*arguments, "--online"]) == 0
    assert {"mkdocs", "mkdocs-material", "axe-core", "vnu-jar"} <= asked
    assert json.loads(capsys.readouterr().out)["checks"][0]["looked_at"] > len(asked) / 2


def test_known_vulnerabilities_are_named(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with _databases(monkeypatch, "jinja2", "axe-core"):
        assert run([*arguments, "--online"]) == 1
    found = json.loads(capsys.readouterr().out)["checks"][0]["findings"]
    said = [(one["page"], one["message"], one["advice"]) for one in found]
    (python, npm) = said[0], next(one for one in said if one[1].startswith("axe-core "))
    assert python[0] == "requirements.lock"
    assert python[1].startswith("jinja2 ")
    assert python[1].endswith(" has the known vulnerability PYSEC-1")
    assert python[2] == "Take version 99.1 (README, Dependencies)."
    assert npm[0] == "scripts/audit/tools/package-lock.json"
    assert "'Runs what it reads' (https://advisories.example/1)" in npm[1]


@pytest.mark.parametrize("silent", ["SITE_OSV_URL", "npm_config_registry"])
def test_a_database_that_does_not_answer_is_no_pass(
    silent: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with _databases(monkeypatch):
        monkeypatch.setenv(silent, "http://127.0.0.1:9/")
        monkeypatch.setenv("npm_config_fetch_retries", "0")
        assert run([*arguments, "--online"]) == 2
    assert "could not be audited" in capsys.readouterr().err


def test_without_asking_it_says_so(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    notes = json.loads(capsys.readouterr().out)["checks"][0]["notes"]
    assert notes == ["The databases of vulnerabilities were not asked; --online does."]
