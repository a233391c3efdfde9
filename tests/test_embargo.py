"""What is not published yet is in no file of the site; and nothing that is published leads to it."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import os
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.cli import run
from scripts.content.library import load
from scripts.content.published import published
from scripts.moment import moment
from scripts.preview import Preview
from scripts.rules import CHECKS
from tests.site import (
    ATTACHMENTS,
    EDITION,
    FIGURES,
    GLOSSARY,
    PUBLISHERS,
    SOURCES,
    TEXTS,
    TOPIC,
    TOPIC_BODY,
    files,
    page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import MakeSite

Changes = dict[str, str | bytes | None]
OPENS = dt.date(2026, 12, 1)
BEFORE, AFTER = "2026-11-30", "2026-12-02"
ADDRESS = "https://example.org/under/"
SECRETS = ("xyzzy", "plugh", "quux", "frobozz", "zorkmid", "wumpus", "grue", "fnord", "ch2chart", "letter-two")
"""Words of ids and of texts that stand in the second topic only, or in what only it uses."""

_ANNEX = b"A fnord.\n"
_NEW = "publish_on: 2026-12-01\nupdated: 2026-12-01"


def _body(code: str) -> str:
    body = TOPIC_BODY.replace("{{ score }}", "{{ xyzzy-score }}").replace("{{ rate }}", "{{ xyzzy-rate }}")
    body = body.replace("{{ rate \\| value }}", "{{ xyzzy-rate \\| value }}").replace("toll", "xyzzy-toll")
    body = body.replace("msg-", "msg-xyzzy-").replace("source: other", "source: plugh")
    body = body.replace("2024-10-31", "2026-12-01").replace("text", f"Secret wumpus words {code} of the zorkmid.")
    return body.replace("## Timeline", "{{ chart: ch2chart }}\n\n## Timeline")


def second(front: str = _NEW) -> Changes:
    """The small site with a second topic and what only it uses; `front` stands in its page's front matter."""
    more = FIGURES.replace("2024-09/topic", "2024-09/quux").replace("report", "plugh").replace("other}", "plugh}")
    more = more.replace("source: other", "source: plugh")
    more = more.replace("score:", "xyzzy-score:").replace("rate:\n", "xyzzy-rate:\n").replace("toll:", "xyzzy-toll:")
    topic = TOPIC.replace("[score, rate, toll]", "[xyzzy-score, xyzzy-rate, xyzzy-toll]").replace(
        "[score]", "[xyzzy-score]"
    )
    topic = topic.replace("msg-", "msg-xyzzy-").replace("legal: [report]", "legal: [plugh]")
    topic = topic.replace("other_sources: [other]", "other_sources: [plugh]")
    topic = topic.replace("[annex, letter-file]", "[letter-two]")
    chart = "topic: 2024-09/quux\n  kind: bars\n  rows: [xyzzy-toll.first, xyzzy-toll.last]\n"
    found: Changes = {
        "mkdocs.yml": files()["mkdocs.yml"].replace('site_url: ""', f"site_url: {ADDRESS}"),
        "docs/data/publishers/all.yml": f"{PUBLISHERS}frobozz:\n  name: Frobozz Press\n  language: en\n  kind: press\n",
        "docs/data/sources/all.yml": f"{SOURCES}plugh:\n  publisher: frobozz\n  title: Plugh Report\n  language: en\n"
        "  kind: report\n  date: 2024-09-12\n",
        "docs/data/figures/more.yml": more,
        "docs/data/charts/all.yml": f"ch2chart:\n  {chart}",
        "docs/data/editions/2024-09/edition.yml": EDITION.replace("[topic]", "[topic, quux]").replace(
            "annex]", "annex, letter-two]"
        ),
        "docs/data/editions/2024-09/quux.yml": topic.replace("letter_point: 1", "letter_point: 2"),
        "docs/data/attachments.yml": f"{ATTACHMENTS}letter-two:\n  edition: 2024-09\n  kind: annex\n"
        "  publisher: office\n  language: vi\n  status: received\n  file: 2024-09/fnord.txt\n"
        f"  sha256: {hashlib.sha256(_ANNEX).hexdigest()}\n",
        "docs/data/glossary.yml": f"{GLOSSARY}zorkmid:\n  forms:\n    vi: {{term: zorkmid, source: letter}}\n"
        "    en: {term: zorkmid, source: report}\n",
        "docs/assets/attachments/2024-09/fnord.txt": _ANNEX,
        "docs/assets/images/grue.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>grue</title></svg>',
        "docs/vi/updates.md": page("Cập nhật", "{{ block: feeds }}\n\n{{ block: updates }}"),
        "docs/vi/grue.md": page("Grue", "![Grue](../assets/images/grue.svg)").replace("updated: 2024-10-31", front),
        "docs/vi/search.md": page("Tìm", "{{ block: search }}"),
    }
    for code in ("vi", "en"):
        own = page(f"Xyzzy {code}", _body(code), translated=code == "en").replace("A page.", "Of the wumpus.")
        if code == "vi":
            own = own.replace("updated: 2024-10-31", front)
        else:
            own = own.replace("updated: 2024-10-31", "updated: 2026-12-01")
        found[f"docs/{code}/2024-09/quux.md"] = own
        found[f"docs/{code}/figures/more.yml"] = (
            TEXTS.replace("score:", "xyzzy-score:").replace("rate:", "xyzzy-rate:").replace("toll:", "xyzzy-toll:")
        ).replace("What the index gives.", "Secret wumpus definition.")
        found[f"docs/{code}/charts/all.yml"] = "ch2chart: {title: Grue chart, description: Bars of the wumpus.}\n"
        found[f"docs/{code}/names/all.yml"] = (
            "attachments: {letter-file: Letter, annex: Annex, letter-two: Fnord annex}\naddressees: {2024-09: All}\n"
        )
        found[f"docs/{code}/glossary.yml"] = "index: A number.\nzorkmid: A coin of the grue.\n"
    return found


def said(name: str, data: bytes) -> Iterator[str]:
    """Everything that a file says, with what is packed inside it."""
    yield name
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.namelist():
                yield from said(f"{name}!{one}", packed.read(one))
        return
    if data[:2] == b"\x1f\x8b":
        yield from said(f"{name}!", gzip.decompress(data))
        return
    if data[:4] == b"\x28\xb5\x2f\xfd":
        yield from said(f"{name}!", zstandard.ZstdDecompressor().decompressobj().decompress(data))
        return
    if data[:4] == b"%PDF":
        document = pypdfium2.PdfDocument(data)
        yield "\n".join(one.get_textpage().get_text_range() for one in document)
        yield str(document.get_metadata_dict())
        document.close()
    yield data.decode("utf-8", errors="ignore")
    yield data.decode("utf-16", errors="ignore")


def leaks(site: Path, words: tuple[str, ...] = SECRETS) -> list[str]:
    """Files that say one of the words, with the word."""
    found = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    return [
        f"{path.relative_to(site)}: {match[0]}"
        for path in sorted(site.rglob("*"))
        if path.is_file()
        for text in said(path.relative_to(site).as_posix(), path.read_bytes())
        if (match := found.search(text))
    ]


@pytest.mark.parametrize(
    "front", [_NEW, "draft: true\nupdated: 2026-12-01", "publish_on: 2026-12-01T08:00+07:00\nupdated: 2026-12-01"]
)
def test_nothing_of_an_embargoed_topic_is_in_any_file(make_site: MakeSite, front: str) -> None:
    root = make_site(second(front))
    assert run(["build", "--root", str(root), "--at", BEFORE]) == 0
    assert leaks(root / "site") == []


def test_after_its_time_all_of_it_is_there(make_site: MakeSite) -> None:
    root = make_site(second())
    assert run(["build", "--root", str(root), "--at", AFTER]) == 0
    said_then = "\n".join(leaks(root / "site"))
    for word in (
        "2024-09/quux/index.html", "en/2024-09/quux/index.html", "id/xyzzy-score", "id/msg-xyzzy-one", "fnord.txt",
        "sitemap.xml", "cards/en/2024-09/quux.png", "charts/ch2chart", "feed.xml", "data/figures.csv", ".tbx", ".pdf",
    ):  # fmt: skip
        assert word in said_then, word


def test_a_letters_page_withholds_the_whole_letter(make_site: MakeSite) -> None:
    glossary = GLOSSARY.replace("source: letter", "source: other").replace("source: report", "source: other")
    settings = files()["mkdocs.yml"].replace('site_url: ""', f"site_url: {ADDRESS}")
    root = make_site({"mkdocs.yml": settings, "docs/data/glossary.yml": glossary})
    path = root / "docs/vi/2024-09/index.md"
    path.write_text(path.read_text(encoding="utf-8").replace("updated:", "draft: true\nupdated:"), encoding="utf-8")
    assert run(["build", "--root", str(root)]) == 0
    names = ("2024-09", "msg-one", "letter.txt", "toll", "Thư thử", "Test Report", "What the index gives")
    assert leaks(root / "site", names) == []


def test_a_term_does_not_cite_a_letter_that_is_not_out(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site()
    path = root / "docs/vi/2024-09/index.md"
    path.write_text(path.read_text(encoding="utf-8").replace("updated:", "draft: true\nupdated:"), encoding="utf-8")
    assert run(["check", "--root", str(root)]) == 1
    assert "the term 'index' cites the letter 'letter' of 2024-09/index.md, which is a draft" in capsys.readouterr().out


def test_what_is_published_obeys_every_rule(make_site: MakeSite) -> None:
    library, problems = load(make_site(second()))
    smaller = published(library, moment(BEFORE))
    rules = [rule for rule in CHECKS if "attachment_rules" not in rule.__module__]  # it looks at the files on disk
    assert problems == [problem for rule in rules for problem in rule(smaller)] == []


def test_without_an_embargo_everything_is_published(make_site: MakeSite) -> None:
    library, _ = load(make_site())
    assert published(library, moment("2000-01-01")) is library


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(), other=st.dates())
def test_the_moment_counts_by_what_it_publishes_only(make_site: MakeSite, day: dt.date, other: dt.date) -> None:
    library, _ = load(make_site(second()))
    one, two = published(library, moment(day.isoformat())), published(library, moment(other.isoformat()))
    alike = (day >= OPENS) == (other >= OPENS)
    assert (one == two) is alike
    assert set(two.figures) <= set(one.figures) or day < other


def test_check_lists_what_is_not_published(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site(second())
    assert run(["check", "--root", str(root), "--at", BEFORE]) == 0
    assert "Not published: 2024-09/quux.md will be published on 2026-12-01." in capsys.readouterr().out
    assert run(["check", "--root", str(root), "--at", AFTER]) == 0
    assert "Not published" not in capsys.readouterr().out


FAULTS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "link": (
        "docs/vi/about.md",
        "{{ block: labels }}",
        "[it](2024-09/quux.md)\n\n{{ block: labels }}",
        ("about.md links to 2024-09/quux.md, which will be published on 2026-12-01", "docs/vi/about.md:9"),
    ),
    "figure": (
        "docs/en/verify.md",
        "Text.",
        "There were {{ xyzzy-toll.last }}.",
        ("verify.md shows the figure 'xyzzy-toll' of 2024-09/quux.md, which will be published on 2026-12-01",),
    ),
    "chart": (
        "docs/vi/verify.md",
        "Text.",
        "{{ chart: ch2chart }}",
        ("verify.md shows the chart 'ch2chart' of 2024-09/quux.md, which will be published on 2026-12-01",),
    ),
    "headline": (
        "docs/data/editions/2024-09/topic.yml",
        "headline: [score,",
        "headline: [xyzzy-score,",
        ("2024-09/topic.md (headline) shows the figure 'xyzzy-score' of 2024-09/quux.md, which will be published",),
    ),
    "translation": (
        "docs/en/2024-09/quux.md",
        "updated:",
        "draft: true\nupdated:",
        ("'draft' stands in a translation", "Write it in docs/vi/2024-09/quux.md, for all languages."),
    ),
    "needed": ("docs/vi/index.md", "updated:", "draft: true\nupdated:", ("every page leads to index.md",)),
    "month": (
        "docs/vi/verify.md",
        "updated:",
        "publish_on: 2024-09\nupdated:",
        ("'publish_on' is 2024-09, which is no day", "Write 2026-12-01, or 2026-12-01T08:00+07:00."),
    ),
    "dated": (
        "docs/vi/verify.md",
        "updated:",
        "publish_on: 2026-12-01\nupdated:",
        ("the page will be published on 2026-12-01, but is dated 2024-10-31",),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults(make_site: MakeSite, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    name, old, new, expected = FAULTS[fault]
    root = make_site(second())
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert run(["check", "--root", str(root), "--at", BEFORE]) == 1
    out = capsys.readouterr().out
    for part in expected:
        assert part in out


def test_a_moment_that_is_none(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site()
    with pytest.raises(SystemExit) as stopped:
        run(["build", "--root", str(root), "--at", "soon"])
    assert stopped.value.code == 2
    assert "'soon' is no moment: write 2026-12-01" in capsys.readouterr().err
    monkeypatch.setenv("SITE_NOW", "2026-13-01")
    assert run(["check", "--root", str(root)]) == 2
    assert "'2026-13-01' is no moment" in capsys.readouterr().err


def test_a_scheduled_publication_waits_for_no_record(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    changes = second()
    root = make_site(changes)
    at = ["--root", str(root), "--at"]
    assert run(["updates", "record", *at, BEFORE]) == 0
    ledger = "".join(one.read_text(encoding="utf-8") for one in (root / "docs/data/ledger").glob("*.yml"))
    assert "quux" not in ledger
    assert run(["check", *at, BEFORE]) == 0
    assert run(["check", *at, AFTER]) == 0
    assert run(["updates", "record", *at, AFTER, "2024-09/quux.md", "xyzzy-score"]) == 0
    assert run(["check", *at, BEFORE]) == 0
    assert run(["check", *at, AFTER]) == 0
    quux = root / "docs/vi/2024-09/quux.md"
    text = quux.read_text(encoding="utf-8")
    quux.write_text(text.replace("2026-12-01", "2026-12-24"), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", *at, BEFORE]) == 0  # put off in time
    assert run(["check", *at, AFTER]) == 1
    assert "2024-09/quux.md was published on 2026-12-01: by 'publish_on' its address" in capsys.readouterr().out
    quux.write_text(text, encoding="utf-8")
    about = root / "docs/vi/verify.md"
    about.write_text(about.read_text(encoding="utf-8").replace("Text.", "Another text."), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", *at, BEFORE]) == 1
    assert "the page 'verify.md' changed in substance" in capsys.readouterr().out


def test_builds_for_two_moments_at_which_the_same_is_published_are_the_same(make_site: MakeSite) -> None:
    root = make_site(second())
    sums = []
    for at in ("2026-10-01", BEFORE):
        assert run(["build", "--root", str(root), "--at", at]) == 0
        site = root / "site"
        sums.append({path.relative_to(site): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()})
    assert sums[0] == sums[1]


def test_the_preview_shows_it_with_a_notice_in_the_readers_language(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site({**second("draft: true\nupdated: 2026-12-01"), "docs/vi/grue.md": None})
    verify = root / "docs/vi/verify.md"
    dated = "publish_on: 2026-12-01\nupdated: 2026-12-01"
    text = verify.read_text(encoding="utf-8")
    verify.write_text(text.replace("updated: 2024-10-31", dated), encoding="utf-8")
    monkeypatch.setenv("SITE_NOW", BEFORE)
    clock = os.environ.get("SOURCE_DATE_EPOCH")
    preview = Preview(root / "mkdocs.yml", "127.0.0.1:0")
    try:
        preview.build()
        assert preview.problems == ""
        assert os.environ.get("SOURCE_DATE_EPOCH") == clock  # the next build has its own
        for name, expected in (
            ("2024-09/quux", "Bản nháp: người đọc chưa nhận được trang này."),
            ("en/2024-09/quux", "Draft: readers do not get this page."),
            ("en/verify", "Not published yet: readers get this page from 1 December 2026."),
        ):
            assert expected in (preview.site / name / "index.html").read_text(encoding="utf-8")
        assert "Not published yet" not in (preview.site / "en/about/index.html").read_text(encoding="utf-8")
    finally:
        preview.server.server_close()
        for folder in (preview.site, preview.nothing):
            shutil.rmtree(folder)
