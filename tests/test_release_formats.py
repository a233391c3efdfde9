"""The small formats of a release: whatever is written is read again, and what is no such thing is refused."""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.release.checksums import ChecksumError, listed, parsed
from scripts.release.lockfile import LockError, locked
from scripts.release.manifest import CODINGS
from scripts.release.packing import is_worth_packing, packed_bytes
from scripts.verification.decoding import DecodingError, decoded
from scripts.verification.mediatype import type_fault

NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda name: name not in {".", ".."}
)


@given(st.dictionaries(NAMES, st.binary(max_size=20)))
def test_a_list_of_digests_is_read_as_it_was_written(files: dict[str, bytes]) -> None:
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert parsed(listed(digests)) == digests


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["a b", "back\\slash", "line\nbreak", "return\rof", "Tệp ạ.txt", "*star", "-dash"])))
def test_sha256sum_reads_every_name(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for name in names:
            Path(folder, name).write_bytes(name.encode())
        text = listed({name: hashlib.sha256(name.encode()).hexdigest() for name in names})
        command = ["sha256sum", "--check", "--strict", "--quiet"]
        done = subprocess.run(command, input=text.encode(), cwd=folder, capture_output=True, check=False)
        assert not names or done.returncode == 0, done.stderr


@given(st.text())
def test_any_text_is_a_list_of_digests_or_refused(text: str) -> None:
    try:
        found = parsed(text)
    except ChecksumError:
        return
    assert all(len(digest) == 64 for digest in found.values())


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "a/../../out"])
def test_a_list_of_digests_does_not_lead_out(name: str) -> None:
    with pytest.raises(ChecksumError, match="line 1 is no digest and path below the folder"):
        parsed(f"{'0' * 64}  {name}\n")


@settings(deadline=None)
@given(st.binary(max_size=5000), st.sampled_from(sorted(CODINGS)))
def test_what_is_packed_unpacks(content: bytes, coding: str) -> None:
    assert decoded(coding, packed_bytes(coding, content), len(content)) == content


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted(CODINGS)), st.integers(0, 100))
def test_any_bytes_are_unpacked_or_refused_and_never_to_more(data: bytes, coding: str, most: int) -> None:
    with contextlib.suppress(DecodingError):
        assert len(decoded(coding, data, most)) <= most


@pytest.mark.parametrize("coding", sorted(CODINGS))
def test_an_answer_made_to_fill_the_memory_is_cut_short(coding: str) -> None:
    with pytest.raises(DecodingError, match="it unpacks to more than the 1000 bytes released"):
        decoded(coding, packed_bytes(coding, bytes(50_000_000)), 1000)


@pytest.mark.parametrize(
    ("path", "worth"),
    [
        ("a/index.html", True),
        ("a.css", True),
        ("a.js", True),
        ("a.json", True),
        ("a.svg", True),
        ("feed.xml", True),
        ("a.tbx", True),
        ("a.png", False),
        ("a.woff2", False),
        ("a.zip", False),
        ("a.pf_fragment", False),
    ],
)
def test_only_text_is_packed(path: str, *, worth: bool) -> None:
    assert is_worth_packing(path) is worth


def test_a_lock_file_is_read_with_its_digests_and_markers() -> None:
    one, other = locked(
        "# made by hand\nThe_Second==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:bb \\\n    --hash=sha256:aa\n"
        "    # via first\nfirst==1.0 --hash=sha256:cc\n"
    )
    assert (one.name, one.version, one.hashes, one.marker) == ("first", "1.0", ("sha256:cc",), "")
    assert (other.name, other.version, other.hashes) == ("the-second", "2.0", ("sha256:aa", "sha256:bb"))
    assert other.marker == 'sys_platform == "win32"'


@pytest.mark.parametrize("line", ["a", "a==1.0", "a>=1.0 --hash=sha256:aa", "a==1.0 --hash=md5:aa", "-r other.txt"])
def test_a_lock_file_without_versions_or_digests_is_refused(line: str) -> None:
    with pytest.raises(LockError, match=r"is no requirement|has no version and digest"):
        locked(f"{line}\n")


@pytest.mark.parametrize(
    ("path", "sent", "wrong"),
    [
        ("index.html", "text/html; charset=utf-8", False),
        ("index.html", 'Text/HTML;charset="UTF-8"', False),
        ("index.html", "text/html", True),
        ("index.html", "text/html; charset=iso-8859-1", True),
        ("index.html", "", True),
        ("a.js", "application/javascript; charset=utf-8", False),
        ("a.js", "text/plain", True),
        ("a.json", "application/json; charset=utf-8", False),
        ("sitemap.xml", "text/xml", False),
        ("feed.xml", "text/xml", True),
        ("a.pf_index", "", False),
        ("a.pf_index", "application/gzip", False),
        ("a.pf_index", "text/html", True),
    ],
)
def test_media_types_are_compared_by_what_they_mean(path: str, sent: str, *, wrong: bool) -> None:
    assert bool(type_fault(path, sent)) is wrong


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_media_type_is_judged(sent: str) -> None:
    assert isinstance(type_fault("index.html", sent), str)
