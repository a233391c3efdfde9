"""Dates move with substance and only with it; an id stands for one thing for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.cli import run
from scripts.content.library import load
from scripts.content.partialdate import parse_date
from scripts.content.problem import ContentError
from scripts.content.records import Citation, Conflict, FigureRecord, Point
from scripts.rules import load_valid
from scripts.updates import history
from scripts.updates.digests import digest, plain
from scripts.updates.ledger import Entry, Ledger, Revision, read_ledger
from scripts.updates.recording import record as recorded
from scripts.updates.substance import substantial
from scripts.updates.writing import as_text, write_ledger
from tests.ledgered import (
    ABOUT,
    DAY,
    FIGURES,
    LEDGER,
    TEXTS,
    TOPIC,
    TOPIC_FILE,
    change_the_toll,
    check,
    edit,
    ledgered,
    library,
    record,
    say_what_changed,
)
from tests.site import ROOT, TOPIC_BODY, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """The small site with a ledger."""
    return ledgered(make_site)


# The ledger


def test_the_first_record_dates_everything_by_its_page(site: Path) -> None:
    ledger = library(site).ledger
    assert ledger is not None
    dates = {key: [one.date for one in entry.revisions] for key, entry in ledger.entries.items()}
    assert set(map(tuple, dates.values())) == {("2024-10-31",)}
    assert {("figure", "toll"), ("message", "msg-one"), ("page", "about.md"), ("page", "2024-09/topic.md")} <= set(
        dates
    )
    assert {ledger.homes[key] for key in dates} == {"2024-09", "general"}
    assert check(site) == 0


def test_without_a_ledger_nothing_is_asked(make_site: MakeSite) -> None:
    root = make_site()
    edit(root, FIGURES, "value: 345", "value: 346")
    assert check(root) == 0
    assert library(root).ledger is None
    assert history(library(root), "toll") == ()


def test_a_rebuild_changes_nothing_of_what_was_recorded(site: Path) -> None:
    change_the_toll(site)
    found = []
    for _ in range(2):
        assert run(["build", "--root", str(site)]) == 0
        names = [path for path in sorted((site / "site").rglob("*")) if path.name.startswith(("feed.", "sitemap"))]
        found.append({path: path.read_bytes() for path in [*names, site / "site/updates/index.html"]})
    assert found[0] == found[1]
    before = (site / LEDGER).read_bytes()
    assert record(site) == 0
    assert (site / LEDGER).read_bytes() == before


LAYOUT = {
    "line break": (TOPIC, "It fell to {{ rate }} {{", "It fell\nto   {{ rate }}\n{{"),
    "spaces in a reference": (TOPIC, "{{ rate \\| value }}", "{{rate\\|value}}"),
    "comment": (FIGURES, "score:\n", "# a comment\nscore:\n"),
    "order of keys": (FIGURES, "  value: 5.4\n  unit: percent\n", "  unit: percent\n  value: 5.4\n"),
    "address of a copy": (FIGURES, "seen: https://example.org/copy", "seen: https://example.org/copy-2"),
    "quotes": (TEXTS, "definition: Share of children.", 'definition: "Share of  children."'),
    "a translation": ("docs/en/2024-09/topic.md", "On {{ date", "Indeed, on {{ date"),
    "the wording of the log": (TOPIC, "First published.", "Published for the first time."),
}


@pytest.mark.parametrize(("name", "old", "new"), LAYOUT.values(), ids=LAYOUT)
def test_layout_is_no_change(site: Path, name: str, old: str, new: str) -> None:
    edit(site, name, old, new)
    assert check(site) == 0


_FIGURE = "changed in substance (record)"
SUBSTANCE: dict[str, tuple[str, str, str, str]] = {
    # File, what stands there, what is written instead; place and message.
    "value": (FIGURES, "value: 345", "value: 346", f"{FIGURES}:26: the figure 'toll' {_FIGURE}"),
    "decimals": (FIGURES, "value: 5.4\n", "value: 5.40\n", f"{FIGURES}:12: the figure 'rate' {_FIGURE}"),
    "date": (FIGURES, "as_of: 2018\n", "as_of: 2019\n", f"{FIGURES}:12: the figure 'rate' {_FIGURE}"),
    "place in a source": (FIGURES, "page: 7", "page: 8", f"{FIGURES}:1: the figure 'score' {_FIGURE}"),
    "kind of copy": (FIGURES, "kind: press", "kind: ngo", f"{FIGURES}:12: the figure 'rate' {_FIGURE}"),
    "conflict": (FIGURES, "value: 5.3", "value: 5.2", f"{FIGURES}:12: the figure 'rate' {_FIGURE}"),
    "definition": (
        TEXTS,
        "definition: People.",
        "definition: Deaths.",
        f"{FIGURES}:26: the figure 'toll' changed in substance (definition)",
    ),
    "message": (TOPIC, "It fell", "It rose", f"{TOPIC}:19: the message 'msg-two' changed in substance (text)"),
    "figure of a message": (
        FIGURES,
        "value: 5.4\n",
        "value: 5.5\n",
        f"{TOPIC}:19: the message 'msg-two' changed in substance (figures)",
    ),
    "figure of a page": (
        FIGURES,
        "value: 5.4\n",
        "value: 5.5\n",
        f"{TOPIC}:4: the page '2024-09/topic.md' changed in substance (figures)",
    ),
    "text": (
        ABOUT,
        "{{ block: labels }}",
        "{{ block: labels }}\n\nMore.",
        f"{ABOUT}:4: the page 'about.md' changed in substance (text)",
    ),
    "description": (ABOUT, "A page.", "A text.", f"{ABOUT}:4: the page 'about.md' changed in substance (text)"),
    "record of a topic": (
        TOPIC_FILE,
        "other_sources: [other]",
        "other_sources: [other, report]",
        f"{TOPIC}:4: the page '2024-09/topic.md' {_FIGURE}",
    ),
    "attachment": (
        "docs/data/attachments.yml",
        "status: not-received",
        "status: not-received\n  symbol: A/1",
        f"{TOPIC}:4: the page '2024-09/topic.md' {_FIGURE}",
    ),
}


@pytest.mark.parametrize("case", SUBSTANCE.values(), ids=SUBSTANCE)
def test_a_change_of_substance_has_to_be_recorded(
    site: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str, str, str]
) -> None:
    name, old, new, message = case
    edit(site, name, old, new)
    capsys.readouterr()
    assert check(site) == 1
    lines = capsys.readouterr().out.split("\n")
    found = [number for number, line in enumerate(lines) if line.startswith(message)]
    assert len(found) == 1, lines
    assert "Run 'python3 -m scripts updates record'" in lines[found[0] + 1]


def test_a_change_that_is_not_recorded_is_not_built(site: Path) -> None:
    edit(site, FIGURES, "value: 345", "value: 346")
    assert run(["build", "--root", str(site)]) == 1
    assert not (site / "site").exists()


def test_a_preview_does_not_ask_for_dates(site: Path) -> None:
    edit(site, FIGURES, "value: 345", "value: 346")
    assert load_valid(site, drafting=True).figures["toll"].record.series[-1].value == Decimal(346)
    with pytest.raises(ContentError, match="figure 'toll' changed in substance"):
        load_valid(site)


def test_a_page_that_changed_has_to_say_what_and_when(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, FIGURES, "value: 345", "value: 346")
    before = (site / LEDGER).read_bytes()
    capsys.readouterr()
    assert record(site, "--date", DAY) == 1
    told = capsys.readouterr().out
    assert f"{TOPIC}:4: the page changed (figures), but it says that it was updated on 2024-10-31" in told
    assert (
        f"{TOPIC}:57: the page changed (figures), but its log has no entry of {DAY}: the newest is of 2024-10-31"
        in told
    )
    assert f"Put '- **{{{{ date: {DAY} }}}}** — what changed.' at the top of its changes" in told
    assert (site / LEDGER).read_bytes() == before
    say_what_changed(site)
    assert record(site, "--date", DAY) == 0
    assert check(site) == 0


def test_status_lists_what_changed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, FIGURES, "value: 345", "value: 346")
    capsys.readouterr()
    assert run(["updates", "status", "--json", "--root", str(site)]) == 0
    found = {(one["kind"], one["id"]): one for one in json.loads(capsys.readouterr().out)}
    assert set(found) == {("figure", "toll"), ("message", "msg-three"), ("page", "2024-09/topic.md")}
    assert found["figure", "toll"] == {
        "kind": "figure",
        "id": "toll",
        "state": "changed",
        "parts": ["record"],
        "path": FIGURES,
        "line": 26,
    }


def test_other_faults_come_first(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, FIGURES, "unit: people", "unit: peple")
    capsys.readouterr()
    assert record(site) == 1
    assert "there is no unit 'peple'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [(["--date", "3.12.2024"], "is no day: write YYYY-MM-DD"), (["nothing.md"], "Nothing changed in nothing.md")],
)
def test_wrong_use_says_so(site: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str) -> None:
    try:
        code = record(site, *options)
    except SystemExit as error:
        code = int(str(error.code))
    told = capsys.readouterr()
    assert code == 2
    assert message in told.out + told.err


def test_a_minor_change_moves_no_date(site: Path) -> None:
    edit(site, TEXTS, "definition: People.", "definition: Persons.")
    edit(site, ABOUT, "description: A page.", "description: A paje.")
    assert record(site, "--minor", "--date", DAY) == 0
    assert check(site) == 0
    assert [one.kinds for one in history(library(site), "toll")] == [("published",)]
    assert [one.date for one in history(library(site), "about.md")] == ["2024-10-31"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (FIGURES, "value: 345", "value: 346"),
        (TOPIC, "It fell to {{ rate }}", "It fell to {{ rate }} and {{ toll }}"),
        (TOPIC_FILE, "other_sources: [other]", "other_sources: [other, report]"),
    ],
)
def test_only_wording_is_minor(site: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str) -> None:
    edit(site, name, old, new)
    before = (site / LEDGER).read_bytes()
    capsys.readouterr()
    assert record(site, "--minor") == 1
    assert "differs in more than its wording" in capsys.readouterr().out
    assert (site / LEDGER).read_bytes() == before


def test_some_can_be_minor_and_others_not(site: Path) -> None:
    edit(site, ABOUT, "description: A page.", "description: A paje.")
    edit(site, FIGURES, "value: 345", "value: 346")
    say_what_changed(site)
    assert record(site, "--minor", "about.md") == 0
    assert record(site, "--date", DAY) == 0
    assert check(site) == 0
    assert [one.date for one in history(library(site), "about.md")] == ["2024-10-31"]
    assert [one.date for one in history(library(site), "2024-09/topic.md")] == ["2024-10-31", DAY]


def test_dates_do_not_move_without_substance(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, ABOUT, "updated: 2024-10-31", "updated: 2024-11-30")
    edit(site, TOPIC, "- **{{ date: 2024-10-31", "- **{{ date: 2024-11-30 }}** — Nothing.\n- **{{ date: 2024-10-31")
    capsys.readouterr()
    assert check(site) == 1
    told = capsys.readouterr().out
    assert f"{ABOUT}:4: 'updated' is 2024-11-30, but the page last changed in substance on 2024-10-31" in told
    assert f"{TOPIC}:57: the newest change is of 2024-11-30, but the page last changed on 2024-10-31" in told


def test_time_does_not_run_back(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, FIGURES, "value: 345", "value: 346")
    capsys.readouterr()
    assert record(site, "toll", "--date", "2024-10-30") == 1
    assert "the figure 'toll' was last changed on 2024-10-31, after 2024-10-30" in capsys.readouterr().out


# Ids


def withdraw_the_toll(root: Path) -> dict[str, str]:
    """Take the figure out of records, texts and pages; what the files were."""
    names = [FIGURES, TEXTS, "docs/en/figures/all.yml", TOPIC_FILE, TOPIC, "docs/en/2024-09/topic.md"]
    before = {name: (root / name).read_text(encoding="utf-8") for name in names}
    edit(root, FIGURES, before[FIGURES][before[FIGURES].index("toll:") :], "")
    for code in ("vi", "en"):
        edit(
            root,
            f"docs/{code}/figures/all.yml",
            "toll: {name: Toll, definition: People., population: The country.}\n",
            "",
        )
        edit(root, f"docs/{code}/2024-09/topic.md", "there were {{ toll.first }}; ", "")
        edit(root, f"docs/{code}/2024-09/topic.md", "{{ series: toll }}\n\n", "")
    edit(root, TOPIC_FILE, "headline: [score, rate, toll]", "headline: [score, rate, score]")
    edit(root, TOPIC_FILE, "cards: [score, rate, toll]", "cards: [score, rate]")
    return before


def test_an_id_is_neither_dropped_nor_used_again(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = withdraw_the_toll(site)
    capsys.readouterr()
    assert check(site) == 1
    told = capsys.readouterr().out
    assert "the figure 'toll' of the ledger is gone; ids are never reused or dropped" in told
    assert f"{LEDGER}:" in told
    say_what_changed(site)
    assert record(site, "--date", DAY) == 0
    assert check(site) == 0
    assert [(one.date, one.kinds) for one in history(library(site), "toll")][-1] == (DAY, ("withdrawn",))

    for name in (FIGURES, TEXTS, "docs/en/figures/all.yml"):
        (site / name).write_text(before[name].replace("value: 24", "value: 25"), encoding="utf-8")
    capsys.readouterr()
    assert check(site) == 1
    assert f"the id 'toll' is that of a figure that was withdrawn on {DAY}" in capsys.readouterr().out
    assert record(site, "--date", "2024-12-05") == 1
    assert "An id is never used again for another thing" in capsys.readouterr().out

    (site / FIGURES).write_text(before[FIGURES], encoding="utf-8")
    assert check(site) == 1
    assert "the figure 'toll', which was withdrawn, is back" in capsys.readouterr().out
    assert record(site, "--date", "2024-12-05") == 0
    assert check(site) == 0
    assert history(library(site), "toll")[-1].kinds == ("restored",)


def test_an_id_stays_with_its_letter(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moved = site / "docs/data/ledger/2024-08.yml"
    (site / LEDGER).rename(moved)
    capsys.readouterr()
    assert check(site) == 1
    assert "the id 'toll' is that of a figure of 2024-08" in capsys.readouterr().out
    assert record(site) == 1


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        (TOPIC, "draft: true", "2024-09/topic.md was published on 2024-10-31: by 'draft' its address"),
        (TOPIC, "publish_on: 2099-01-01", "2024-09/topic.md was published on 2024-10-31: by 'publish_on' its address"),
        (ABOUT.replace("about", "updates"), "draft: true", "updates.md was published on 2024-10-31: by 'draft'"),
        (
            TOPIC.replace("topic", "index"),
            "draft: true",
            "2024-09/index.md, and with it its whole letter, was published on 2024-10-31: by 'draft' its address",
        ),
    ],
)
def test_what_was_published_is_not_hidden_again(
    site: Path, capsys: pytest.CaptureFixture[str], name: str, line: str, said: str
) -> None:
    dated = line.replace("publish_on", "updated") if "publish_on" in line else "updated: 2024-10-31"
    edit(site, name, "updated: 2024-10-31", f"{line}\n{dated}")
    if "publish_on" in line and name == TOPIC:
        edit(site, name, "{{ date: 2024-10-31 }}", "{{ date: 2099-01-01 }}")
    for command in ("check", "build", "updates"):
        capsys.readouterr()
        assert run([command, *(["record"] if command == "updates" else []), "--root", str(site)]) == 1
        told = "".join(capsys.readouterr())
        assert said in told
        assert f"{name}:" in told
        assert "write 'withdrawn: ' with the day and 'withdrawn_reason: ...'" in told
        assert "docs/data/moved.yml" in told
        assert told.count(" was published on ") == 1
    edit(site, name, line, "withdrawn: 2024-12-01\nwithdrawn_reason: It was wrong.")
    capsys.readouterr()
    check(site)
    assert "would lead nowhere" not in capsys.readouterr().out


def test_a_withdrawn_page_is_not_hidden_either(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, TOPIC, "updated:", "withdrawn: 2024-12-03\nwithdrawn_reason: It was wrong.\nupdated:")
    edit(site, "docs/vi/2024-09/index.md", "updated: 2024-10-31", f"updated: {DAY}")
    assert record(site, "--date", DAY) == 0
    edit(site, TOPIC, "withdrawn: 2024-12-03\nwithdrawn_reason: It was wrong.", "draft: true")
    capsys.readouterr()
    assert check(site) == 1
    told = capsys.readouterr().out
    assert "2024-09/topic.md was published on 2024-10-31 and withdrawn on 2024-12-03: by 'draft' its address" in told
    assert "Keep 'withdrawn' until it is back" in told


def test_a_page_that_is_gone_has_ways_to_be_gone(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("vi", "en"):
        (site / f"docs/{code}/verify.md").unlink(missing_ok=True)
    capsys.readouterr()
    assert check(site) == 1
    told = capsys.readouterr().out
    assert "the page 'verify.md' of the ledger is gone" in told
    assert "write 'withdrawn: ' with the day" in told
    assert "lead its address on in docs/data/moved.yml" in told


# The ledger's own soundness


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value: 345", "value: 344", "the revision of 2024-10-31 of 'toll' was changed by hand"),
        ("date: 2024-10-31", "date: 31.10.2024", "has not the form"),
        ("figures:\n", "numbers:\n", "'numbers' is no part of a ledger"),
        ("    revisions:", "    withdrawn: 2024-01-01\n    revisions:", "are not in the order of time"),
    ],
)
def test_a_ledger_changed_by_hand_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    edit(site, LEDGER, old, new)
    capsys.readouterr()
    assert check(site) == 1
    assert message in capsys.readouterr().out


def test_an_id_stands_in_one_file_of_the_ledger(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/data/ledger/2024-08.yml").write_bytes((site / LEDGER).read_bytes())
    capsys.readouterr()
    assert check(site) == 1
    assert "the figure 'toll' stands in two files of the ledger (first in 2024-08.yml)" in capsys.readouterr().out


_IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=2)
_VALUES = (
    _NUMBERS
    | st.integers(0, 10**14).map(Decimal)
    | st.sampled_from(["2024-09-12", "123", "1.50", "A/HRC/57/6", "true"])
)
_DATES = st.sampled_from(["2018", "2024-09", "2024-09-12", "2024-09-08T18:00+07:00", "2020-01/2023-06"]).map(parse_date)
_CITATIONS = st.builds(
    Citation,
    source=_IDS,
    at=st.dictionaries(
        st.sampled_from(["page", "section"]), st.sampled_from(["7", "1.10", "II: a", "no", "# 3"]), max_size=1
    ),
)
_POINTS = st.builds(
    Point,
    key=_IDS,
    value=_VALUES,
    as_of=_DATES,
    sources=st.lists(_CITATIONS, min_size=1, max_size=3).map(tuple),
    conflicts=st.lists(st.builds(Conflict, value=_VALUES, source=_IDS), max_size=2).map(tuple),
)
_RECORDS = st.builds(
    FigureRecord,
    topic=st.just("2024-09/topic"),
    label=st.sampled_from(["official-figure", "differs"]),
    unit=st.just("people"),
    verification=st.just("read"),
    value=st.none() | _VALUES,
    as_of=st.none() | _DATES,
    series=st.lists(_POINTS, max_size=3).map(tuple),
    formula=st.none() | st.just("[a] / [b.2018] * 100"),
)


@given(_RECORDS, _IDS)
def test_a_record_comes_back_from_the_ledger_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, typed: FigureRecord, name: str
) -> None:
    kept = substantial(typed)
    entry = Entry((Revision("2024-10-31", {"record": digest(plain(kept)), "name": "1234567890123456"}, kept),))
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "2024-09.yml").write_text(
        as_text(Ledger({("figure", name): entry}, {("figure", name): "2024-09"}), "2024-09"), encoding="utf-8"
    )
    ledger, problems = read_ledger(folder)
    assert problems == []
    assert ledger is not None
    assert ledger.entries["figure", name] == entry


# What a page's log may say


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("- First published.", "an entry of the changes does not begin with its date"),
        ("- **{{ date: 2024-10 }}** — Published.", "an entry of the changes is dated '2024-10', which is no day"),
        ("- **{{ date: 2024-10-31 }}** —", "the entry of 2024-10-31 does not say what changed"),
        ("- **{{ date: 2024-10-31 }}** — Now {{ toll }}.", "the entry of 2024-10-31 refers to a figure"),
        (
            "- **{{ date: 2024-10-30 }}** — One.\n- **{{ date: 2024-10-31 }}** — Two.",
            "the entry of 2024-10-31 stands below that of 2024-10-30",
        ),
        (
            "- **{{ date: 2024-10-31 }}** — One.\n- **{{ date: 2024-10-31 }}** — Two.",
            "the entry of 2024-10-31 stands below that of 2024-10-31",
        ),
    ],
)
def test_a_log_is_dated_and_newest_first(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str], entry: str, message: str
) -> None:
    body = TOPIC_BODY.replace("- **{{ date: 2024-10-31 }}** — First published.", entry)
    assert check(make_site({TOPIC: page("vi 2024-09/topic.md", body)})) == 1
    told = capsys.readouterr().out
    assert message in told
    assert f"{TOPIC}:5" in told


def test_a_section_in_the_midst_of_a_page_is_no_log(make_site: MakeSite) -> None:
    body = "## When it changes {#changes}\n\n- Look.\n\n## More {#more}\n\n- More."
    root = make_site({ABOUT: page("vi about.md", body)})
    assert check(root) == 0
    assert library(root).pages["vi", "about.md"].changes == ()


def test_the_real_content_can_be_recorded(tmp_path: Path) -> None:
    real = load(ROOT)[0]
    done = recorded(replace(real, ledger=None), "2026-12-31")
    written = write_ledger(tmp_path, done.ledger)
    ledger, problems = read_ledger(tmp_path)
    assert problems == []
    assert ledger is not None
    assert dict(ledger.entries) == dict(done.ledger.entries)
    assert [path.name for path in written] == sorted({f"{home}.yml" for home in ledger.homes.values()})
    again = recorded(replace(real, ledger=ledger), "2027-01-01")
    assert again.differences == ()
