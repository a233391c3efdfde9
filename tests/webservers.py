"""nginx, Caddy and Apache on loopback, with the configurations that the command prints."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from scripts.cli import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_PATIENCE = 20
"""Seconds."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    url: str
    codings: tuple[str, ...]
    """Those that it has files packed in for, best first."""

    def get(self, path: str, coding: str = "identity") -> httpx.Response:
        """Ask for a path, which goes as it is written."""
        with httpx.Client(headers={"Accept-Encoding": coding}, trust_env=False) as client:
            request = client.build_request("GET", self.url + path.lstrip("/"))
            return client.send(request)


def tool(name: str) -> str:
    """The path of a server's program; the test fails where it is missing."""
    found = shutil.which(name, path=_PATH)
    assert found, f"{name} is missing: install it with `apt-get install {name}`"
    return found


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `hosting` prints."""
    capsys.readouterr()
    assert run(["hosting", *arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


@contextmanager
def started(name: str, folder: Path, text: str, site: Path) -> Iterator[Server]:
    """The server `name` with its configuration, working in `folder`."""
    folder.mkdir(exist_ok=True)
    port = _free_port()
    command, check, codings = _PREPARED[name](folder, text, site, port)
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    log = folder / "server.log"
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        try:
            _wait(port, process, log)
            yield Server(name, f"http://127.0.0.1:{port}/", codings)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_PATIENCE)


_Prepared = tuple[list[str], list[str], tuple[str, ...]]


def _nginx(folder: Path, text: str, site: Path, port: int) -> _Prepared:
    del site
    own = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("    listen [::]:80;\n", "")
    (folder / "site.conf").write_text(own, encoding="utf-8")
    places = "".join(
        f"  {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    module = f"load_module {_BROTLI};\n" if "brotli_static" in text else ""
    main = (
        f"{module}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{ }}\n"
        f"http {{\n  access_log off;\n{places}  include {folder}/site.conf;\n}}\n"
    )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        main = f"user root;\n{main}"
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    start = [tool("nginx"), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]
    return start, [*start, "-t"], (("br",) if module else ()) + ("gzip",)


def _caddy(folder: Path, text: str, site: Path, port: int) -> _Prepared:
    del site
    head = "{\n\tadmin off\n\tauto_https off\n}\n"
    (folder / "Caddyfile").write_text(head + text.replace("\n:80 {", f"\nhttp://127.0.0.1:{port} {{"), encoding="utf-8")
    options = ["--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    return [tool("caddy"), "run", *options], [tool("caddy"), "validate", *options], ("br", "zstd", "gzip")


def _apache(folder: Path, text: str, site: Path, port: int) -> _Prepared:
    (site / ".htaccess").write_text(text, encoding="utf-8")
    modules = Path("/usr/lib/apache2/modules")
    names = ("mpm_event", "authz_core", "headers", "rewrite", "mime", "dir", "unixd", "env", "setenvif")
    loaded = "".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names if (modules / f"mod_{name}.so").exists()
    )
    (folder / "types").write_text("", encoding="utf-8")
    config = (
        f"{loaded}ServerName localhost\nServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/error.log\n"
        f"TypesConfig {folder}/types\nListen 127.0.0.1:{port}\nDocumentRoot {site}\nMutex posixsem\n"
        f"<Directory {site}>\nAllowOverride All\nRequire all granted\n</Directory>\n"
    )
    (folder / "httpd.conf").write_text(config, encoding="utf-8")
    start = [tool("apache2"), "-f", str(folder / "httpd.conf")]
    return [*start, "-DFOREGROUND"], [*start, "-t"], ("br", "zstd", "gzip")


_PREPARED = {"nginx": _nginx, "caddy": _caddy, "apache": _apache}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_PATIENCE * 10):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text(encoding='utf-8')}")
