"""Bad input: each fault is refused by the public command, which names the file, the line and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from scripts.cli import run
from tests.site import TOPIC_BODY, files, page

if TYPE_CHECKING:
    from tests.conftest import MakeSite

Changes = dict[str, str | bytes | None]

FIGURES = "docs/data/figures/all.yml"
TEXTS = "docs/vi/figures/all.yml"
TOPIC_FILE = "docs/data/editions/2024-09/topic.yml"
TOPIC = "docs/vi/2024-09/topic.md"
TOPIC_EN = "docs/en/2024-09/topic.md"
ABOUT = "docs/vi/about.md"
SOURCES = "docs/data/sources/all.yml"
ATTACHMENTS = "docs/data/attachments.yml"
LETTER = "docs/assets/attachments/2024-09/letter.txt"


def edit(name: str, old: str, new: str) -> Changes:
    """One file with `old`, which it must hold, replaced by `new`."""
    text = files()[name]
    assert old in text, f"{name} does not hold {old!r}"
    return {name: text.replace(old, new, 1)}


def about(body: str) -> Changes:
    """The about page with another body, which begins in line 9."""
    return {ABOUT: page("vi about.md", body)}


CASES: dict[str, tuple[Changes, str, str]] = {
    # Figures
    "figure without source": (
        edit(FIGURES, "  sources:\n    - source: report\n      at: {page: 7}\n", ""),
        f"{FIGURES}:1",
        "figure 'score': it has no source",
    ),
    "figure without as-of": (edit(FIGURES, "  as_of: 2024-09-12\n", ""), f"{FIGURES}:1", "'as_of' is missing"),
    "figure without unit": (edit(FIGURES, "  unit: points\n", ""), f"{FIGURES}:1", "'unit' is missing"),
    "figure without value": (edit(FIGURES, "  value: 99.74\n", ""), f"{FIGURES}:1", "'value' is missing"),
    "figure without definition": (
        edit(TEXTS, "definition: What the index gives., ", ""),
        f"{TEXTS}:1",
        "text of figure 'score': 'definition' is missing",
    ),
    "figure without texts": (
        edit(TEXTS, "score: {name: Score, definition: What the index gives., population: All countries.}\n", ""),
        f"{FIGURES}:1",
        "figure 'score': it has no name and definition in 'vi'",
    ),
    "figure without population": (
        edit(TEXTS, ", population: Children.", ""),
        f"{TEXTS}:2",
        "figure 'rate': 'population' is missing",
    ),
    "texts of no figure": (edit(TEXTS, "score:", "scores:"), f"{TEXTS}:1", "these texts belong to no figure: 'scores'"),
    "unknown source in figure": (
        edit(FIGURES, "- source: report\n      at", "- source: reprot\n      at"),
        f"{FIGURES}:1",
        "figure 'score': there is no source 'reprot'\n    -> Did you mean 'report'?",
    ),
    "unknown unit": (edit(FIGURES, "unit: points", "unit: pints"), f"{FIGURES}:1", "there is no unit 'pints'"),
    "unknown topic": (edit(FIGURES, "2024-09/topic", "2024-09/tropic"), f"{FIGURES}:1", "there is no topic"),
    "value of the wrong kind": (
        edit(FIGURES, "value: 99.74", "value: ninety"),
        f"{FIGURES}:1",
        "'ninety' is no number",
    ),
    "date that is none": (
        edit(FIGURES, "as_of: 2024-09-12", "as_of: 2024-13-12"),
        f"{FIGURES}:7",
        "'2024-13-12' is no date of the calendar",
    ),
    "unknown label": (
        edit(FIGURES, "label: third-party", "label: true-fact"),
        f"{FIGURES}:3",
        "'label' is 'true-fact'",
    ),
    "unknown field": (edit(FIGURES, "out_of:", "outof:"), f"{FIGURES}:6", "'outof' is not a field here"),
    "conflict without label": (
        edit(FIGURES, "label: differs", "label: third-party"),
        f"{FIGURES}:12",
        "sources differ, but the label is 'third-party'",
    ),
    "label without conflict": (
        edit(FIGURES, "  conflicts:\n    - value: 5.3\n      source: other\n", ""),
        f"{FIGURES}:12",
        "the label is 'differs', but no other value is given",
    ),
    "unknown source in conflict": (
        edit(FIGURES, "    - value: 5.3\n      source: other", "    - value: 5.3\n      source: nobody"),
        f"{FIGURES}:12",
        "there is no source 'nobody'",
    ),
    "derived without formula": (
        edit(FIGURES, "label: third-party", "label: derived"),
        f"{FIGURES}:1",
        "it is derived, but nothing says how",
    ),
    "formula that disagrees": (
        edit(FIGURES, "label: third-party", 'label: derived\n  formula: "[toll.first] + 75"'),
        f"{FIGURES}:1",
        "its formula gives 99, but the value is 99.74",
    ),
    "formula that is none": (
        edit(FIGURES, "label: third-party", 'label: derived\n  formula: "__import__(1)"'),
        f"{FIGURES}:1",
        "a formula holds numbers, figures in [brackets]",
    ),
    "superseded by nothing": (
        edit(FIGURES, "label: third-party", "label: superseded"),
        f"{FIGURES}:1",
        "no figure supersedes it",
    ),
    "series out of order": (
        edit(FIGURES, "as_of: 2024-10-23", "as_of: 2024-08-23"),
        f"{FIGURES}:26",
        "its points are not in the order of time",
    ),
    "series with equal keys": (edit(FIGURES, "key: last", "key: first"), f"{FIGURES}:26", "two points have the key"),
    "series with a value beside it": (
        edit(FIGURES, "  unit: people", "  unit: people\n  value: 3"),
        f"{FIGURES}:26",
        "a series has its values, dates, sources and conflicts in its points",
    ),
    "figure in two files": (
        {"docs/data/figures/more.yml": files()[FIGURES]},
        "docs/data/figures/more.yml:1",
        "the figure 'score' stands twice (first in all.yml line 1)",
    ),
    # References
    "unknown figure": (
        about("It is {{ scrore }}."),
        f"{ABOUT}:9",
        "there is no figure 'scrore'\n    -> Did you mean 'score'?",
    ),
    "unknown point": (about("{{ toll.middle }}"), f"{ABOUT}:9", "the figure 'toll' has no point 'middle'"),
    "unknown source": (about("Text {{ source: nowhere }}."), f"{ABOUT}:9", "there is no source 'nowhere'"),
    "unknown variant": (about("{{ score | pretty }}"), f"{ABOUT}:9", "'pretty' is no variant of a figure"),
    "unknown block": (about("{{ block: everything }}"), f"{ABOUT}:9", "'everything' is no block"),
    "reference left open": (about("It is {{ score }."), f"{ABOUT}:9", "a reference is not closed on its line"),
    "reference in a heading": (about("## Is {{ score }} {#is}"), f"{ABOUT}:9", "a heading holds a reference"),
    "block inside a paragraph": (about("See {{ block: labels }}."), f"{ABOUT}:9", "stands inside a paragraph"),
    "block on the wrong page": (about("{{ block: cards }}"), f"{ABOUT}:9", "on the page of a topic only"),
    "date reference that is none": (about("{{ date: 2024-02-30 }}"), f"{ABOUT}:9", "'2024-02-30' is no date"),
    "series of a single value": (about("{{ series: score }}"), f"{ABOUT}:9", "the figure 'score' is no series"),
    # Numbers typed in prose
    "typed figure": (
        about("Text.\n\nThe score is 99,74 points."),
        f"{ABOUT}:11",
        "'99,74' is typed in prose, but it is the value of the figure 'score'\n    -> Write {{ score }}",
    ),
    "typed figure with a point": (about("It is 99.74."), f"{ABOUT}:9", "'99.74' is typed in prose"),
    "typed figure that is no year": (
        {**edit(FIGURES, "value: 345", "value: 1976"), **about("There were 1.976 people.")},
        f"{ABOUT}:9",
        "'1.976' is typed in prose, but it is the value of the figure 'toll.last'",
    ),
    "typed figure in millions": (
        {**edit(FIGURES, "value: 345", "value: 3650000"), **about("There were 3,65 million people.")},
        f"{ABOUT}:9",
        "'3,65' is typed in prose",
    ),
    "typed figure in a table": (
        about("| a | b |\n|---|---|\n| 99,74 | x |"),
        f"{ABOUT}:11",
        "'99,74' is typed in prose",
    ),
    "typed figure in a title": (edit(ABOUT, "title: vi about.md", "title: 99,74"), f"{ABOUT}:2", "'99,74' is typed"),
    "typed small figure on its own page": (
        edit(TOPIC, "It fell to", "There were 24; it fell to"),
        f"{TOPIC}:21",
        "'24' is typed in prose, but it is the value of the figure 'toll.first'",
    ),
    # Messages and sections
    "message id used twice in a page": (
        edit(TOPIC, "{#msg-two}", "{#msg-one}"),
        f"{TOPIC}:19",
        "the id 'msg-one' stands twice in this page (first in line 15)",
    ),
    "message without text": (
        edit(TOPIC, "### Two {#msg-two}\n", ""),
        TOPIC,
        "the message 'msg-two' has no text on this page",
    ),
    "message without id": (edit(TOPIC, "{#msg-two}", "{#two}"), f"{TOPIC}:19", "a message has no message id"),
    "message without record": (
        edit(TOPIC, "{#msg-two}", "{#msg-too}"),
        f"{TOPIC}:19",
        "the message 'msg-too' has no record\n    -> Did you mean 'msg-two' or 'msg-one'?",
    ),
    "message id used twice in the site": (
        edit(TOPIC_FILE, "id: msg-two", "id: msg-one"),
        f"{TOPIC_FILE}:6",
        "the message id 'msg-one' is used twice in the site",
    ),
    "message without its figure": (
        edit(TOPIC, "The score is {{ score }}, see", "See"),
        f"{TOPIC}:15",
        "the message 'msg-one' does not refer to 'score'",
    ),
    "messages in another order": (
        {
            TOPIC: page(
                "t",
                TOPIC_BODY.replace("msg-two", "msg-x").replace("msg-three", "msg-two").replace("msg-x", "msg-three"),
            )
        },
        f"{TOPIC}:15",
        "the messages are not in the order of their records",
    ),
    "section missing": (edit(TOPIC, "## Timeline {#timeline}\n", ""), TOPIC, "the section 'timeline' is missing"),
    "section unknown": (edit(TOPIC, "{#timeline}", "{#times}"), f"{TOPIC}:39", "'times' is no section"),
    "block of a topic missing": (edit(TOPIC, "{{ block: issuer }}\n", ""), TOPIC, "'{{ block: issuer }}' is missing"),
    # Headings and front matter
    "heading without id": (about("## Title"), f"{ABOUT}:9", "the heading 'Title' has no id"),
    "heading id twice": (about("## A {#a}\n\n## B {#a}"), f"{ABOUT}:11", "the id 'a' stands twice in this page"),
    "heading id of the site's own": (about("## A {#note-1}"), f"{ABOUT}:9", "'note-1' cannot be the id of a heading"),
    "heading level skipped": (about("### A {#a}"), f"{ABOUT}:9", "skips a level"),
    "two titles": (about("# Another"), f"{ABOUT}:9", "2 headings of the first level"),
    "no front matter": ({ABOUT: "# Title\n"}, f"{ABOUT}:1", "the page has no front matter"),
    "front matter left open": ({ABOUT: "---\ntitle: A\n"}, f"{ABOUT}:1", "the front matter is not closed"),
    "front matter without title": (edit(ABOUT, "title: vi about.md\n", ""), f"{ABOUT}:1", "'title' is missing"),
    "front matter with an unknown field": (edit(ABOUT, "description:", "descripton:"), f"{ABOUT}:3", "is not a field"),
    "front matter with a bad date": (edit(ABOUT, "2024-10-31", "31/10/2024"), f"{ABOUT}:4", "is no date"),
    "translation that does not say so": (
        edit("docs/en/about.md", "translation: machine-draft\n", ""),
        "docs/en/about.md:1",
        "a translated page says how it was translated",
    ),
    "review claimed by hand": (
        edit("docs/en/about.md", "translation: machine-draft", "translation: reviewed"),
        "docs/en/about.md:5",
        "translation",
    ),
    "empty page": ({ABOUT: ""}, f"{ABOUT}:1", "the page is empty"),
    # Links
    "broken link": (about("[x](abuot.md)"), f"{ABOUT}:9", "the link leads to no page: abuot.md\n    -> Did you mean"),
    "broken anchor": (about("[x](verify.md#nowhere)"), f"{ABOUT}:9", "verify.md has no place '#nowhere'"),
    "broken anchor in the page": (about("[x](#nowhere)"), f"{ABOUT}:9", "about.md has no place '#nowhere'"),
    "link from the root": (about("[x](/about/)"), f"{ABOUT}:9", "the link begins with '/'"),
    "link to another language": (
        about("[x](../en/verify.md)"),
        f"{ABOUT}:9",
        "the link leads to another language: ../en/verify.md",
    ),
    "image that is not there": (
        about("![A mark](../assets/images/marc.svg)"),
        f"{ABOUT}:9",
        "the image is not there: ../assets/images/marc.svg\n    -> Put the file into docs/assets/images/",
    ),
    "image out of the content": (about("![x](../../x.png)"), f"{ABOUT}:9", "the image is not there: ../../x.png"),
    "image of another kind": (
        about("![A mark](../assets/attachments/2024-09/letter.txt)"),
        f"{ABOUT}:9",
        "this is no image that every reader can have",
    ),
    "image without words": (
        about("![](../assets/images/mark.svg)"),
        f"{ABOUT}:9",
        "the image has no alternative text: ../assets/images/mark.svg",
    ),
    "link out of the content": (about("[x](../../mkdocs.yml)"), f"{ABOUT}:9", "the link leads to no page"),
    "link that runs": (about("[x](javascript:alert%281%29)"), f"{ABOUT}:9", "a link may not begin with 'javascript'"),
    "autolink that runs": (about("<javascript:alert>"), f"{ABOUT}:9", "a link may not begin with 'javascript'"),
    "reference link that runs": (
        about("[x]\n\n[x]: JavaScript:alert"),
        f"{ABOUT}:9",
        "may not begin with 'javascript'",
    ),
    "link to data": (about("[x](data:text/html,x)"), f"{ABOUT}:9", "a link may not begin with 'data'"),
    "image of another host": (
        about("![x](https://example.org/x.png)"),
        f"{ABOUT}:9",
        "the image comes from another host",
    ),
    # Raw HTML and attributes
    "raw block of HTML": (about("Text.\n\n<div>x</div>"), f"{ABOUT}:11", "raw HTML is not allowed in pages: <div>"),
    "raw HTML in a line": (about("Some <b>bold</b> text."), f"{ABOUT}:9", "raw HTML is not allowed in pages: <b>"),
    "script": (about("<script>alert(1)</script>"), f"{ABOUT}:9", "raw HTML is not allowed"),
    "event attribute": (about('<img src="x" onerror="alert(1)">'), f"{ABOUT}:9", "raw HTML is not allowed"),
    "attribute list": (about('## A {: #a onclick="alert(1)" }'), f"{ABOUT}:9", "sets attributes"),
    "comment": (about("<!-- hidden -->"), f"{ABOUT}:9", "raw HTML is not allowed"),
    # Text
    "not UTF-8": (
        {ABOUT: files()[ABOUT].encode() + "\nĐây".encode("utf-16")},
        f"{ABOUT}:12",
        "the file is not UTF-8",
    ),
    "byte order mark": ({ABOUT: "\ufeff" + files()[ABOUT]}, f"{ABOUT}:1", "byte order mark"),
    "not NFC": (about("Vie\u0323\u0302t"), f"{ABOUT}:9", "the line is not in Unicode form NFC: 'Vie\u0323\u0302t'"),
    "bidirectional override": (about("a\u202eb"), f"{ABOUT}:9", "column 2 holds an invisible character: U+202E"),
    "isolate": (about("a\u2066b"), f"{ABOUT}:9", "U+2066"),
    "zero-width space in Latin text": (about("a\u200bb"), f"{ABOUT}:9", "U+200B"),
    "zero-width joiner in Latin text": (about("a\u200db"), f"{ABOUT}:9", "U+200D"),
    "directional mark in Latin text": (about("a\u200eb"), f"{ABOUT}:9", "U+200E"),
    "tag character": (about("a\U000e0041b"), f"{ABOUT}:9", "U+E0041"),
    "invisible character in data": (
        edit(SOURCES, "Test Report", "Test\u200b Report"),
        f"{SOURCES}:9",
        "U+200B ZERO WIDTH SPACE",
    ),
    # YAML
    "YAML that does not parse": (
        edit(SOURCES, "title: Thư thử", "title: Thư: thử"),
        f"{SOURCES}:3",
        "this is not YAML",
    ),
    "duplicate key": (
        edit(SOURCES, "  language: vi\n", "  language: vi\n  language: en\n"),
        f"{SOURCES}:5",
        "the key 'language' stands twice (first in line 4)",
    ),
    "duplicate record": (
        edit(SOURCES, "other:\n", "report:\n"),
        f"{SOURCES}:15",
        "the key 'report' stands twice (first in line 7)",
    ),
    "YAML that is a list": ({SOURCES: "- a\n- b\n"}, f"{SOURCES}:1", "holds no 'key: value' pairs"),
    "YAML with a tag": (edit(SOURCES, "title: Thư thử", "title: !!python/none x"), f"{SOURCES}:3", "tag"),
    # Other records
    "unknown publisher": (
        edit(SOURCES, "publisher: union\n  title: Test", "publisher: onion\n  title: Test"),
        f"{SOURCES}:7",
        "there is no publisher 'onion'\n    -> Did you mean 'union'?",
    ),
    "address that runs": (
        edit(SOURCES, "https://example.org/report", "javascript:x"),
        f"{SOURCES}:14",
        "no web address",
    ),
    "headline of no figure": (
        edit(TOPIC_FILE, "[score, rate", "[scores, rate"),
        f"{TOPIC_FILE}:3",
        "no figure 'scores'",
    ),
    "too few headlines": (edit(TOPIC_FILE, ", rate, toll]\nmess", "]\nmess"), f"{TOPIC_FILE}:3", "at least 3 entries"),
    "legal document of no record": (
        edit(TOPIC_FILE, "legal: [report]", "legal: [x]"),
        f"{TOPIC_FILE}:9",
        "no source 'x'",
    ),
    "topic without record": (
        edit("docs/data/editions/2024-09/edition.yml", "[topic]", "[topic, more]"),
        "docs/data/editions/2024-09/edition.yml:5",
        "the topic 'more' has no record",
    ),
    "topic without page": (
        {TOPIC: None, TOPIC_EN: None},
        f"{TOPIC_FILE}:1",
        "the record has no page '2024-09/topic.md'",
    ),
    "page without topic": (
        {"docs/vi/2024-09/x.md": page("x", "x"), "docs/en/2024-09/x.md": page("x", "x", translated=True)},
        "docs/vi/2024-09/x.md",
        "the page belongs to no topic of a letter",
    ),
    "letter to nobody": (
        edit("docs/vi/names/all.yml", "addressees: {2024-09: All}\n", ""),
        "docs/data/editions/2024-09/edition.yml:1",
        "nothing says to whom it is addressed",
    ),
    "name of nothing": (
        edit("docs/en/names/all.yml", "attachments:", "sources: {reprot: X}\nattachments:"),
        "docs/en/names",
        "sources: 'reprot' names nothing in docs/data\n    -> Did you mean 'report'?",
    ),
    "term without form": (
        edit("docs/data/glossary.yml", "    vi: {term: ", "    fr: {term: "),
        "docs/data/glossary.yml:1",
        "term 'index' has no form in 'vi'",
    ),
    "string missing": (
        edit("docs/en/strings.yml", "  menu: Menu\n", ""),
        "docs/en/strings.yml",
        "the string 'site.menu' is missing",
    ),
    "string without its place": (
        edit("docs/en/strings.yml", "as-of: As of {date}", "as-of: As of"),
        "docs/en/strings.yml:",
        "the string 'figure.as-of' has not the places of the original (it has: {date})",
    ),
    "plural form missing": (
        edit("docs/en/strings.yml", '    one: "{n} vote"\n', ""),
        "docs/en/strings.yml:",
        "'units.votes' has no form 'one'",
    ),
    # Attachments
    "attachment missing": (
        {LETTER: None},
        f"{ATTACHMENTS}:1",
        "there is no file docs/assets/attachments/2024-09/letter.txt",
    ),
    "attachment empty": ({LETTER: ""}, f"{ATTACHMENTS}:1", "the file 2024-09/letter.txt is empty"),
    "attachment changed": (
        {LETTER: "Another letter.\n"},
        f"{ATTACHMENTS}:1",
        "is not the one recorded: its SHA-256 is",
    ),
    "attachment outside its folder": (
        edit(ATTACHMENTS, "file: 2024-09/letter.txt", "file: ../../data/attachments.yml"),
        f"{ATTACHMENTS}:1",
        "there is no file",
    ),
    "attachment without record": (
        {"docs/assets/attachments/2024-09/extra.pdf": "x"},
        "docs/assets/attachments/2024-09/extra.pdf",
        "the file has no record",
    ),
    "received attachment without sum": (
        {ATTACHMENTS: "\n".join(line for line in files()[ATTACHMENTS].split("\n") if "sha256" not in line)},
        f"{ATTACHMENTS}:1",
        "'file' or 'sha256' is missing",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_bad_input_is_refused(
    case: tuple[Changes, str, str], make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, place, message = case
    code = run(["check", "--root", str(make_site(changes))])
    told = [entry for entry in capsys.readouterr().out.replace("\n    ->", "\0->").split("\n") if entry]
    assert any(entry.startswith(place) and message.replace("\n    ->", "\0->") in entry for entry in told), "\n".join(
        told
    ).replace("\0", "\n    ")
    assert code == 1


ALLOWED: dict[str, Changes] = {
    "number that is none": about("There are {{ number: 99.74 }} of them."),
    "quotation is verbatim": about("> The score is 99,74."),
    "code is verbatim": about("Write `99,74`."),
    "small number elsewhere": about("There are 24 hours in a day."),
    "year that is also a count": {
        **edit(FIGURES, "value: 345", "value: 1976"),
        **about("In 1976 and 1977."),
    },
    "document symbol": about("Decision 345/QĐ-TTg and 1079/QĐ-TTg, article 5.4.1."),
    "figure's id as an anchor": about("[x](figures.md#figure-score), [y](sources.md#source-report)"),
    "Arabic with a directional mark": about("النص 12\u200f."),
    "Persian with a non-joiner": about("می\u200cخواهم"),  # noqa: RUF001 (Persian)
    "Khmer with a zero-width space": about("ភាសា\u200bខ្មែរ"),
    "soft hyphen": about("informa\u00adtion"),
    "line ends of Windows": {ABOUT: files()[ABOUT].replace("\n", "\r\n")},
    "page without translation": {"docs/en/verify.md": None},
    "translation whose source is gone": {
        "docs/vi/gone.md": None,
        "docs/en/gone.md": page("Gone", "Text.", translated=True),
    },
    "less-than as text": about("a &lt; b and `<b>`"),
}


@pytest.mark.parametrize("changes", ALLOWED.values(), ids=ALLOWED.keys())
def test_good_input_is_accepted(changes: Changes, make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", "--root", str(make_site(changes))])
    assert (capsys.readouterr().out.split(":")[0], code) == ("No problem", 0)


def test_problems_as_json(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site(about("{{ scrore }}"))
    assert run(["check", "--root", str(root), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": ABOUT,
            "line": 9,
            "rule": "unknown-figure",
            "message": "there is no figure 'scrore'",
            "hint": "Did you mean 'score'?",
        }
    ]


def test_several_problems_are_all_told(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site({**about("{{ nothing-here }} and <b>x</b>"), "docs/vi/verify.md": page("v", "[x](gone.md)")})
    assert run(["check", "--root", str(root)]) == 1
    told = capsys.readouterr().out
    assert "no figure 'nothing-here'" in told
    assert "raw HTML" in told
    assert "gone.md" in told
