"""nginx for a load: Debian's packaged nginx.conf with one site in it, on a free port of this machine.

Both sides get the same nginx.conf, that of Debian 12 without its comments (its log is written too). Changed are only
paths and user, so that it runs from a folder; ``worker_processes``, which would be all cores; and
``worker_connections``, as 768 is too few for a thousand connections. Neither side has TLS.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.readiness import NotReadyError, tool
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
MIME_TYPES = Path("/etc/nginx/mime.types")
_PATIENCE = 20
"""Seconds."""

PACKAGED = "gzip on;"
"""What Debian's nginx.conf packs while it answers: HTML only, at level 1."""
ALL_TEXT = (
    "gzip on; gzip_vary on; gzip_proxied any; gzip_comp_level 6; gzip_buffers 16 8k; gzip_http_version 1.1;\n"
    "  gzip_types text/plain text/css application/json application/javascript text/xml application/xml"
    " application/xml+rss text/javascript;"
)
"""The same with the lines that stand there as comments."""


@dataclass(frozen=True)
class Side:
    """A site, and how nginx serves it."""

    name: str
    configuration: str
    packing: str = PACKAGED
    brotli: bool = False


_DEFAULT_SITE = """\
server {{
  listen 80;
  root {folder};
  index index.html index.htm index.nginx-debian.html;
  server_name _;
  location / {{ try_files $uri $uri/ =404; }}
}}
"""


def printed(site: Path, *, brotli: bool) -> str:
    """What `hosting nginx` prints for a release's site."""
    command = [sys.executable, "-m", "scripts", "hosting", "nginx", "--site", str(site), "--folder", str(site)]
    options = ["--brotli"] if brotli else []
    environment = {**os.environ, "SITE_URL": ""}
    done = subprocess.run([*command, *options], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotReadyError(done.stderr.strip())
    return done.stdout


def default_site(folder: Path) -> str:
    """Debian's ``sites-available/default``, for the site in `folder`."""
    return _DEFAULT_SITE.format(folder=folder)


def main_file(side: Side, work: Path, connections: int, workers: int, log: str = "") -> str:
    """Debian's nginx.conf, working in `work`; the site is in ``site.conf`` there.

    `log` is a format other than the usual one.
    """
    module = f"load_module {BROTLI};\n" if side.brotli else ""
    user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    logged = f"log_format own {log};\n  access_log {work}/access.log own;" if log else f"access_log {work}/access.log;"
    places = "".join(f"  {kind}_temp_path {work}/{kind};\n" for kind in kinds)
    return f"""\
{user}{module}worker_processes {workers};
daemon off;
pid {work}/pid;
error_log {work}/error.log;
events {{ worker_connections {2 * connections + 64}; }}
http {{
{places}  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  include {MIME_TYPES};
  default_type application/octet-stream;
  {logged}
  {side.packing}
  include {work}/site.conf;
}}
"""


@contextmanager
def serving(side: Side, work: Path, connections: int, workers: int, log: str = "") -> Iterator[str]:
    """Start nginx with a site, whose port 80 becomes a free one; its address, with a slash at its end."""
    if not MIME_TYPES.is_file():
        raise NotReadyError(f"{MIME_TYPES} is missing: install Debian's nginx (`apt-get install nginx`).")
    work.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    own = side.configuration.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("    listen [::]:80;\n", "")
    (work / "site.conf").write_text(own, encoding="utf-8")
    (work / "nginx.conf").write_text(main_file(side, work, connections, workers, log), encoding="utf-8")
    errors = work / "error.log"
    command = [tool("nginx", "nginx"), "-c", str(work / "nginx.conf"), "-p", str(work), "-e", str(errors)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    if checked.returncode != 0:
        raise NotReadyError(f"nginx refuses its configuration:\n{checked.stderr}")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process, errors)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_PATIENCE * 10):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise NotReadyError(f"nginx does not answer: {log.read_text(encoding='utf-8')}")
