"""Hosts' configurations, served by the servers that they are for."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import ssl
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import httpx
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scripts.cli import run
from scripts.deploy.redirects import locations
from scripts.hosting import csp
from scripts.hosting.apache import apache
from scripts.hosting.caddy import caddy
from scripts.hosting.configurations import CONFIGURATIONS, of_site
from scripts.hosting.headers import Policy, headers_for
from scripts.hosting.hosted import Hosted, HostingError
from scripts.hosting.nginx import nginx
from scripts.hosting.pages_headers import moves_in, pages_headers, pages_redirects
from scripts.hosting.redirects import Move
from scripts.hosting.workflows import github
from tests import offline_site
from tests.site import ROOT
from tests.webservers import Server, started, tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import MakeSite

brotli = import_module("brotli")  # it has no types
_MOVES = (Move("en/2024-09/old/", "en/2024-09/topic/"), Move("cu/", "about/"))
_PACK = {"br": (".br", brotli.compress), "zstd": (".zst", zstandard.compress), "gzip": (".gz", gzip.compress)}
_UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "gzip": gzip.decompress,
}


class Site(NamedTuple):
    """A built site, as a release lays it out."""

    folder: Path
    policy: Policy


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site with a search, copies and a feed, its pages and scripts packed; and files that nobody may see."""
    built = offline_site.build(tmp_path_factory.mktemp("hosting"))
    for name in ("feed.xml", "feed.json"):
        (built / "en" / name).write_text("{}", encoding="utf-8")
    for path in [path for path in built.rglob("*") if path.suffix in {".html", ".js", ".css"}]:
        for ending, packed in _PACK.values():
            path.with_name(path.name + ending).write_bytes(packed(path.read_bytes()))
    (built / ".secret").write_text("secret", encoding="utf-8")
    (built / "en/.git").mkdir()
    (built / "en/.git/config").write_text("secret", encoding="utf-8")
    return Site(built, Policy(csp.header(of_site(built))))


def _hosted(site: Site, folder: Path) -> Hosted:
    return Hosted(site.policy, ("en/",), _MOVES, folder=str(folder))


@pytest.fixture(scope="module", params=["nginx", "nginx-brotli", "caddy", "apache"])
def server(site: Site, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Each server with the site."""
    work = tmp_path_factory.mktemp(request.param)
    work.parent.chmod(0o755)
    folder = shutil.copytree(site.folder, work / "site")
    made = _hosted(site, folder)
    text = {
        "nginx": nginx(made),
        "nginx-brotli": nginx(made, brotli=True),
        "caddy": caddy(made),
        "apache": apache(made),
    }[request.param]
    for path in (work, *work.parents):
        if path.is_relative_to(Path("/tmp")) and path != Path("/tmp"):  # noqa: S108 (servers may run as another user)
            path.chmod(path.stat().st_mode | 0o055)
    with started(request.param.partition("-")[0], work / "run", text, folder) as running:
        yield running


def _files(site: Site) -> list[str]:
    """A file of every kind and place, with its address."""
    found: dict[tuple[str, str, int], str] = {}
    for path in sorted(site.folder.rglob("*")):
        name = path.relative_to(site.folder).as_posix()
        packed = any(name.endswith(end) and path.with_suffix("").exists() for end, _ in _PACK.values())
        if path.is_file() and not packed and "/." not in f"/{name}" and not name.startswith("_"):
            found.setdefault((path.suffix, name.split("/")[0], name.count("/")), name)
    return list(found.values())


def _address(name: str) -> str:
    return name.removesuffix("index.html") if name.rsplit("/", 1)[-1] == "index.html" else name


def test_every_kind_of_file_has_the_headers_that_the_one_source_says(site: Site, server: Server) -> None:
    names = _files(site)
    assert {Path(name).suffix for name in names} >= {".html", ".js", ".css", ".svg", ".png", ".pdf", ".zip", ".csv"}
    style = "assets/stylesheets/tokens.css"
    differing = []
    for name in [*names, f"{style}?v=0123456789abcdef"]:
        answer = server.get(_address(name))
        assert answer.status_code == 200, name
        expected = {key.lower(): value for key, value in headers_for(name, site.policy)}
        found = {key: value for key, value in answer.headers.items() if key in expected or key in _OURS}
        differing += [
            (name, key, found.get(key), expected.get(key))
            for key in {*found, *expected}
            if found.get(key) != expected.get(key)
        ]
        assert len(answer.headers.get_list("content-security-policy")) <= 1, name
    assert differing == []


_OURS = {key.lower() for path in ("index.html", "data/x.csv") for key, _ in headers_for(path, Policy("x"))}


def test_packed_files_go_to_those_who_take_them(site: Site, server: Server) -> None:
    for name in ("en/index.html", "assets/search/panel.js", "assets/stylesheets/tokens.css"):
        plain = (site.folder / name).read_bytes()
        for coding in _PACK:
            with_coding = server.get(_address(name), coding)
            raw = _raw(server, _address(name), coding)
            if coding in server.codings:
                assert with_coding.headers["content-encoding"] == coding, (name, coding)
                assert _UNPACK[coding](raw) == plain
            else:
                assert "content-encoding" not in with_coding.headers
            assert "accept-encoding" in with_coding.headers["vary"].lower(), (name, coding)
            expected = dict(headers_for(name, site.policy))
            assert with_coding.headers["content-type"] == expected["Content-Type"]
            assert with_coding.headers["content-security-policy"] == expected["Content-Security-Policy"]
        assert server.get(_address(name)).content == plain


def _raw(server: Server, path: str, coding: str) -> bytes:
    import httpx

    with httpx.stream("GET", server.url + path, headers={"Accept-Encoding": coding}, trust_env=False) as answer:
        return b"".join(answer.iter_raw())


def test_what_is_missing_has_the_page_of_its_language(server: Server) -> None:
    for path, language in (
        ("nothing/", "vi"),
        ("en/nothing/", "en"),
        ("en/2024-09/nothing.html", "en"),
        ("x.css", "vi"),
    ):
        answer = server.get(path)
        assert answer.status_code == 404
        assert f'<html lang="{language}"' in answer.text, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "script-src" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_missing_piece_of_the_index_is_not_kept_for_a_year(server: Server) -> None:
    answer = server.get("en/search/pagefind/fragment/en_0.pf_fragment")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-cache")


@pytest.mark.parametrize(
    "path", [".secret", "en/.git/config", "_headers", "_redirects", ".htaccess", "%2esecret", "en/%2egit/config"]
)
def test_what_is_not_for_readers_is_not_there(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status_code == 404
    assert "<html" in answer.text


def test_folders_without_a_page_are_not_listed(server: Server) -> None:
    for path in ("assets/", "data/", "cards/en/"):
        answer = server.get(path)
        assert answer.status_code == 404, path
        assert '<a href="stylesheets/' not in answer.text


def test_moved_addresses_lead_on(server: Server) -> None:
    for old, new in (
        ("en/2024-09/old/", "/en/2024-09/topic/"),
        ("en/2024-09/old", "/en/2024-09/topic/"),
        ("cu/", "/about/"),
    ):
        answer = server.get(old)
        assert answer.status_code == 301, old
        assert answer.headers["location"].removeprefix(server.url.rstrip("/")) == new


def test_a_folder_without_its_slash_leads_to_the_one_with(server: Server) -> None:
    answer = server.get("en/about")
    assert answer.status_code in {301, 302, 308}
    assert answer.headers["location"].removeprefix(server.url.rstrip("/")) in {"/en/about/", "about/"}


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_a_site_below_a_folder_of_its_address(site: Site, kind: str, tmp_path: Path) -> None:
    for path in (tmp_path, *tmp_path.parents):
        if path.is_relative_to(Path("/tmp")) and path != Path("/tmp"):  # noqa: S108 (servers may run as another user)
            path.chmod(path.stat().st_mode | 0o055)
    folder = shutil.copytree(site.folder, tmp_path / "site")
    made = Hosted(site.policy, ("en/",), _MOVES, base="/my-letters/", folder=str(folder))
    text = nginx(made) if kind == "nginx" else caddy(made)
    with started(kind, tmp_path / "run", text, folder) as server:
        for name in ("index.html", "en/about/index.html", "assets/images/mark.svg", "data/figures.csv", "en/feed.xml"):
            answer = server.get(f"my-letters/{_address(name)}")
            assert answer.status_code == 200, name
            expected = {key.lower(): value for key, value in headers_for(name, site.policy)}
            assert {key: answer.headers[key] for key in expected} == expected
        assert server.get("my-letters/en/2024-09/old/").headers["location"].endswith("/my-letters/en/2024-09/topic/")
        missing = server.get("my-letters/en/nothing/")
        assert missing.status_code == 404
        assert '<html lang="en"' in missing.text
        assert server.get("my-letters/_headers").status_code == 404


def test_no_file_has_a_header_by_two_rules_of_pages(site: Site) -> None:
    rules = _rules(pages_headers(_hosted(site, Path("/srv/site"))))
    for name in _files(site):
        found: dict[str, str] = {}
        for pattern, lines in rules.items():
            if pattern.fullmatch(f"/{_address(name)}"):
                for key, value in lines:
                    assert key not in found, (name, key)
                    found[key] = value
        expected = dict(headers_for(name, site.policy))
        for key in ("Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
            assert found[key] == expected[key]
        assert found["Content-Security-Policy"] == site.policy.csp
        assert found.get("Access-Control-Allow-Origin") == expected.get("Access-Control-Allow-Origin"), name
        cache = found.get("Cache-Control", "no-cache")
        assert cache == expected["Cache-Control"] or (cache, expected["Cache-Control"]) in _LESS, name


_LESS = {
    ("no-cache", "public, max-age=31536000, immutable"),
    ("public, max-age=86400", "public, max-age=31536000, immutable"),
}
"""What these hosts keep shorter than others, for want of patterns for names."""


def _rules(text: str) -> dict[re.Pattern[str], list[tuple[str, str]]]:
    found: dict[re.Pattern[str], list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            pattern = re.sub(r":[a-z]+", "[^/]+", re.escape(line).replace(r"\*", ".*").replace(r"\:", ":"))
            lines = found.setdefault(re.compile(pattern), [])
        else:
            name, _, value = line.strip().partition(": ")
            lines.append((name, value))
    return found


def test_the_build_writes_what_pages_read(site: Site) -> None:
    assert (site.folder / "_headers").read_text(encoding="utf-8").startswith("/*\n  Content-Security-Policy: ")
    assert (site.folder / "_redirects").read_text(encoding="utf-8") == "/en/*  /en/404.html  404\n"


def test_moves_of_pages_come_before_missing_pages() -> None:
    text = pages_redirects(Hosted(Policy("x"), ("en/",), _MOVES))
    assert text.splitlines()[0] == "/en/2024-09/old/  /en/2024-09/topic/  301"
    assert text.splitlines()[-1] == "/en/*  /en/404.html  404"


_PARTS = st.from_regex(r"[A-Za-z0-9._~%-]{1,9}(/[A-Za-z0-9._~%-]{1,9}){0,2}/", fullmatch=True)


@given(st.lists(st.builds(Move, _PARTS, _PARTS | st.just("")), max_size=4), st.sampled_from(["/", "/my-letters/"]))
def test_moves_come_back_from_what_is_written_for_hosts(made: list[Move], base: str) -> None:
    text = pages_redirects(Hosted(Policy("x"), ("en/",), tuple(made), base=base))
    assert moves_in(text, base) == tuple(made)
    for location in locations(made, f"https://example.org{base}", "a b/ไทย/").values():
        assert location.startswith(f"https://example.org{base}")
        assert location.isascii()
    for location in locations(made, "", "a b/ไทย/").values():
        assert location.startswith("/a%20b/%E0%B9%84%E0%B8%97%E0%B8%A2/")
        assert location.isascii()


def test_what_pages_would_cut_off_is_refused() -> None:
    many = tuple(Move(f"a{number}/", "b/") for number in range(1001))
    with pytest.raises(HostingError, match="_redirects has 2002 lines"):
        pages_redirects(Hosted(Policy("x"), (), many))
    with pytest.raises(HostingError, match=r"a line of 2[0-9]{3} characters"):
        pages_headers(Hosted(Policy("x" * 2000), ()))


_ODD = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)


@given(_ODD, _ODD, _ODD)
def test_no_name_becomes_a_command_of_a_server(old: str, folder: str, domain: str) -> None:
    try:
        made = Hosted(Policy("x"), (), (Move(old, "b/"),), domain=domain, folder=folder)
    except HostingError:
        return
    for text in (made.folder, made.domain, *(move.old for move in made.moves)):
        assert not set(text) & set(" \t\n\r{};\"'`#$\\<>()|^")


def test_the_command_prints_each_host(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    root = site.folder.parent
    for name in CONFIGURATIONS:
        assert run(["hosting", name, "--root", str(root), "--domain", "letters.example.org"]) == 0
        text = capsys.readouterr().out
        assert text.endswith("\n")
        if name in {"nginx", "caddy", "netlify", "github", "gitlab"}:
            assert "letters.example.org" in text
        if name in {"nginx", "caddy", "apache", "headers"}:
            assert site.policy.csp in text
    assert run(["hosting", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(CONFIGURATIONS)


def test_the_command_says_what_is_missing(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site()
    assert run(["hosting", "nginx", "--root", str(root)]) == 1
    assert "Build the site first" in capsys.readouterr().err
    assert run(["hosting", "--root", str(root)]) == 2
    assert "--list" in capsys.readouterr().err


def test_a_wrong_domain_is_refused(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hosting", "nginx", "--root", str(site.folder.parent), "--domain", "https://x.org; root /"]) == 1
    assert "is no domain" in capsys.readouterr().err


def test_the_workflow_uses_no_action_of_others(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    import yaml

    assert run(["hosting", "github", "--root", str(site.folder.parent), "--domain", "letters.example.org"]) == 0
    workflow = yaml.safe_load(capsys.readouterr().out)
    steps = workflow["jobs"]["publish"]["steps"]
    assert all("uses" not in step for step in steps)
    assert any("pip_audit" in step["run"] for step in steps)
    assert workflow["permissions"] == {}


def test_nginx_answers_by_https_with_a_certificate(site: Site, tmp_path: Path) -> None:
    name = "letters.example.org"
    words = f"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN={name} -addext subjectAltName=DNS:{name}".split()
    paths = ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run([tool("openssl"), *words, *paths], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Hosted(site.policy, ("en/",), folder=str(site.folder), domain=name, certificate=str(tmp_path))
    text = nginx(made).replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    trusted = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
    with (
        started("nginx", tmp_path / "run", text.replace("    listen [::]:443 ssl http2;\n", ""), site.folder) as plain,
        httpx.Client(verify=trusted, trust_env=False, headers={"Host": name}) as client,
    ):
        led = client.get(f"{plain.url}en/?v=1")
        proof = client.get(f"{plain.url}.well-known/acme-challenge/x")
        safe = client.get(f"https://127.0.0.1:{port}/en/", extensions={"sni_hostname": name})
    assert (led.status_code, led.headers["Location"]) == (301, f"https://{name}/en/?v=1")
    assert proof.status_code == 404, "what proves that the domain is ours is asked for by HTTP"
    assert safe.content == (site.folder / "en/index.html").read_bytes()
    assert safe.headers["Content-Security-Policy"] == site.policy.csp


def test_a_certificate_is_for_nginx_and_a_domain(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--root", str(site.folder.parent), "--certificate", "/etc/letsencrypt/live/letters.example.org"]
    assert run(["hosting", "caddy", *options]) == 2
    assert "Caddy and other hosts get certificates themselves" in capsys.readouterr().err
    assert run(["hosting", "nginx", *options]) == 1
    assert "name it with --domain, or set SITE_URL" in capsys.readouterr().err


def test_the_policy_is_that_of_the_pages_that_go_online(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<html><head><meta http-equiv='Content-Security-Policy' content=\"default-src '{}'\"></head></html>"
    root = make_site()
    release = root / "releases/2026-11-25-12345678"
    (release / "site").mkdir(parents=True)
    (root / "releases/latest").write_text(f"{release.name}\n", encoding="utf-8")
    (release / "site/index.html").write_text(page.format("none"), encoding="utf-8")
    assert run(["hosting", "nginx", "--root", str(root)]) == 0
    assert "default-src 'none'" in capsys.readouterr().out
    (root / "site").mkdir()
    (root / "site/index.html").write_text(page.format("none"), encoding="utf-8")
    assert run(["hosting", "nginx", "--root", str(root)]) == 0
    (root / "site/index.html").write_text(page.format("self"), encoding="utf-8")
    capsys.readouterr()
    assert run(["hosting", "nginx", "--root", str(root)]) == 1
    assert (
        f"different policies. Name the folder that is online, or will be: --site {release}" in capsys.readouterr().err
    )
    assert run(["hosting", "nginx", "--root", str(root), "--site", str(root / "site")]) == 0
    assert "default-src 'self'" in capsys.readouterr().out


@pytest.mark.parametrize(("domain", "named"), [("letters.example.org", True), ("office.github.io", False)])
def test_github_gets_a_name_of_its_own_only_where_it_has_one(domain: str, named: bool) -> None:  # noqa: FBT001 (cases)
    assert ("CNAME" in github(Hosted(Policy("x"), (), domain=domain))) is named


@pytest.mark.parametrize("name", ["github", "gitlab", "netlify"])
def test_hosts_that_build_know_where_errors_are_reported(
    name: str, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import yaml

    root = str(site.folder.parent)
    monkeypatch.setenv("SITE_CONTACT", "mailto:editor@letters.example.org")
    assert run(["hosting", name, "--root", root, "--domain", "letters.example.org"]) == 0
    text = capsys.readouterr().out
    if name == "netlify":
        set_ = tomllib.loads(text)["build"]["environment"]
    else:
        jobs = yaml.safe_load(text)
        set_ = jobs["jobs"]["publish"]["env"] if name == "github" else jobs["pages"]["variables"]
    assert set_["SITE_CONTACT"] == "mailto:editor@letters.example.org"
    assert set_["SITE_URL"] == "https://letters.example.org/"
    monkeypatch.setenv("SITE_CONTACT", 'https://x.org/"; rm ${{ secrets.X }}')
    assert run(["hosting", name, "--root", root]) == 1
    assert "SITE_CONTACT is" in capsys.readouterr().err


_INJECTED = {
    "<script>alert(1)</script>": "the inline script 'alert(1)'",
    '<p style="color:red">x</p>': "the style attribute 'color:red' of <p>",
    "<style>p{}</style>": "the style element 'p{}'",
    '<img src="x" onerror="alert(1)">': "the attribute onerror of <img>",
    '<a href="java&#10;script:alert(1)">x</a>': "of <a>",
    '<iframe src="/x"></iframe>': "the element <iframe>",
    '<form action="https://example.org/"></form>': "of <form>",
    '<svg><rect style="fill:red"/></svg>': "the style attribute 'fill:red' of <rect>",
    '<script type="module">1</script>': "the inline script '1'",
}


@pytest.mark.parametrize("html", _INJECTED)
def test_a_page_that_the_policy_would_break_stops_the_build(html: str, tmp_path: Path) -> None:
    whole = (
        f'<!doctype html><html><head>{csp.CHARSET}</head><body>{html}<script type="application/ld+json">{{}}</script>'
    )
    (tmp_path / "index.html").write_text(whole, encoding="utf-8")
    _, problems = csp.write(tmp_path, ROOT / "overrides")
    assert [_INJECTED[html] in problem.message for problem in problems] == [True]
    assert problems[0].hint
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == whole


def test_the_build_names_the_page_and_what_to_do(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    overrides = {
        f"own/{path.relative_to(ROOT / 'overrides').as_posix()}": path.read_bytes()
        for path in (ROOT / "overrides").rglob("*")
        if path.is_file()
    }
    broken = (ROOT / "overrides/partials/footer.html").read_text(encoding="utf-8") + '<p style="color: red">x</p>'
    config = (make_site() / "mkdocs.yml").read_text(encoding="utf-8")
    root = make_site(
        {
            **overrides,
            "own/partials/footer.html": broken,
            "mkdocs.yml": config.replace((ROOT / "overrides").as_posix(), "own"),
        }
    )
    assert run(["build", "--root", str(root)]) == 1
    said = capsys.readouterr()
    assert "index.html: the Content-Security-Policy does not allow the style attribute 'color: red' of <p>" in said.err
    assert "Use a class" in said.err
    assert not (root / "site").exists()


def test_every_page_says_its_policy_first(site: Site) -> None:
    from lxml import html

    pages = list(site.folder.rglob("*.html"))
    assert {"404.html", "index.html"} <= {path.name for path in pages}
    for path in pages:
        head = html.parse(str(path)).getroot().find("head")
        first, second = list(head)[:2]
        assert first.get("charset") == "utf-8"
        assert second.get("http-equiv") == "Content-Security-Policy", path
        assert csp.header(second.get("content")) == site.policy.csp
        assert "frame-ancestors" not in second.get("content")
    assert any("/id/" in path.as_posix() for path in pages)
    assert any("/compare/" in path.as_posix() for path in pages)


def test_the_copy_that_is_read_from_files_has_no_policy(site: Site) -> None:
    import zipfile

    with zipfile.ZipFile(site.folder / "offline/en.zip") as copy:
        pages = [name for name in copy.namelist() if name.endswith(".html")]
        assert pages
        assert all(b"Content-Security-Policy" not in copy.read(name) for name in pages)


def test_attachments_are_no_pages_of_ours(tmp_path: Path) -> None:
    text = "<html><script>alert(1)</script></html>"
    attachment = tmp_path / "assets/attachments/2024-09/annex.html"
    attachment.parent.mkdir(parents=True)
    attachment.write_text(text, encoding="utf-8")
    _, problems = csp.write(tmp_path, ROOT / "overrides")
    assert (problems, attachment.read_text(encoding="utf-8")) == ([], text)
    value = dict(headers_for("assets/attachments/2024-09/annex.html", Policy("x")))["Content-Security-Policy"]
    assert "sandbox" in value
    assert "script-src" not in value
