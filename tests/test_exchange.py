"""Translations as XLIFF and PO: out, through the tools' own reader, and back."""

from __future__ import annotations

import re
import shutil
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.pypo import pofile
from translate.storage.xliff import xlifffile

from scripts.cli import run
from scripts.content.languages import Language
from scripts.translation.exchange import ExchangeError, export_file, import_file
from scripts.translation.exchange.codes import Code, CodeError, coded, coded_like, known, written
from scripts.translation.segments import segments
from scripts.translation.standing import file_names
from tests.site import ROOT, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

FORMS = ("xliff", "po")
ENDINGS = {"xliff": "xlf", "po": "po"}
XLIFF: Any = xlifffile
PO: Any = pofile
"""The readers that translators' tools use; they have no types."""
NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"

VERIFY = """\
Bão **Yagi** ngày {{ date: 2024-09-07 }}, xem [trang này](about.md#labels) và `mã`.

| Một | Hai |
|---|---|
| {{ toll.last }} người | a \\| b |

!!! note "Chú ý"
    Đoạn trong ghi chú.

- Mục một
- Mục hai
"""
VERIFY_EN = """\
Typhoon **Yagi** on {{date: 2024-09-07}}, see
[this page](about.md#labels) and `code`.

| One | Two |
|---|---|
| {{ toll.last }} people | a \\| b |

!!! note "Note"
    A part of the note.

- Item one
- Item two
"""


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A small site with a page worth exchanging."""
    return make_site(
        {
            "docs/vi/verify.md": page("Kiểm chứng", VERIFY),
            "docs/en/verify.md": page("Verify", VERIFY_EN, translated=True),
        }
    )


def translate(root: Path, *arguments: str) -> int:
    """Run one step of ``translate``."""
    return run(["translate", *arguments, "--root", str(root)])


def exported(root: Path, form: str, name: str = "verify", code: str = "en") -> Path:
    """The file that the command writes."""
    folder = root / "exchange"
    assert translate(root, "export", name, "--lang", code, "--format", form, "--output", str(folder)) == 0
    return folder / f"{name}.{code}.{ENDINGS[form]}"


def content(root: Path) -> dict[str, bytes]:
    """Every file of the content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "docs").rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("form", FORMS)
def test_every_real_page_comes_back_as_it_was(form: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    before = content(tmp_path)
    folder = tmp_path / "exchange"
    assert translate(tmp_path, "export", "--all", "--lang", "en", "--format", form, "--output", str(folder)) == 0
    out = sorted(folder.iterdir())
    assert len(out) == len(file_names(ROOT / "docs/vi"))
    assert translate(tmp_path, "import", *map(str, out), "--lang", "en") == 0
    assert content(tmp_path) == before


@pytest.mark.parametrize("form", FORMS)
def test_the_same_page_gives_the_same_bytes(form: str, site: Path) -> None:
    first = exported(site, form).read_bytes()
    assert exported(site, form).read_bytes() == first


def test_what_must_not_be_translated_is_a_placeholder(site: Path) -> None:
    store = XLIFF.parsestring(exported(site, "xliff").read_bytes())
    unit = next(unit for unit in store.units if unit.getid().endswith("+/paragraph-1"))
    codes = [(child.get("id"), child.text) for child in unit.source_dom]
    assert codes == [
        ("1", "**"),
        ("2", "**"),
        ("3", "{{ date: 2024-09-07 }}"),
        ("4", "["),
        ("5", "](about.md#labels)"),
        ("6", "`mã`"),
    ]
    assert [child.get("id") for child in unit.target_dom] == ["1", "2", "3", "4", "5", "7"]


def test_the_file_is_in_the_order_that_xliff_asks_for(site: Path) -> None:
    root = etree.fromstring(exported(site, "xliff").read_bytes())
    assert root.tag == "{urn:oasis:names:tc:xliff:document:1.2}xliff"
    assert root.get("version") == "1.2"
    file = root[0]
    assert (file.get("original"), file.get("source-language"), file.get("target-language")) == ("verify.md", "vi", "en")
    assert [etree.QName(child).localname for child in file] == ["header", "body"]


def test_po_names_its_places_so_that_tools_can_check_them(site: Path) -> None:
    store = PO.parsestring(exported(site, "po").read_bytes())
    unit = next(unit for unit in store.units if unit.getcontext() == "+/paragraph-1")
    assert unit.source == "Bão {1}Yagi{2} ngày {3}, xem {4}trang này{5} và {6}."
    assert unit.hastypecomment("python-brace-format")
    assert "{3} = {{ date: 2024-09-07 }}" in unit.getnotes(origin="developer")


def fill(path: Path, changes: dict[str, str]) -> None:
    """Set the translations of some units, as a tool does; in `changes` a code is its number in braces."""
    if path.suffix == ".po":
        store = PO.parsestring(path.read_bytes())
        for unit in store.units:
            if unit.getcontext() in changes:
                unit.target = changes[unit.getcontext()]
        path.write_bytes(bytes(store))
        return
    tree = etree.fromstring(path.read_bytes())
    for unit in tree.iter(f"{NAMESPACE}trans-unit"):
        target = unit.find(f"{NAMESPACE}target")
        words = changes.get(str(unit.get("id")))
        if target is not None and words is not None:
            target.clear()
            marked = re.sub(r"\{(\d+)\}", r"<ph xmlns='urn:oasis:names:tc:xliff:document:1.2' id='\1'/>", escape(words))
            filled = etree.fromstring(f"<t>{marked}</t>")
            target.text = filled.text
            target.extend(list(filled))
    path.write_bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))


@pytest.mark.parametrize("form", FORMS)
def test_a_page_is_translated_in_a_tool(form: str, site: Path) -> None:
    (site / "docs/en/verify.md").unlink()
    path = exported(site, form)
    fill(path, {
        "title": "Verify: first", "heading-1": "Verify", "+/paragraph-1": "See {4}the page{5}, {6}: {1}Yagi{2}, {3}.",
        "+/cell-3": "{1} people", "+/cell-4": "a | c",
    })  # fmt: skip
    assert translate(site, "import", str(path), "--lang", "en") == 0
    text = (site / "docs/en/verify.md").read_text(encoding="utf-8")
    assert 'title: "Verify: first"' in text
    assert "See [the page](about.md#labels), `mã`: **Yagi**, {{ date: 2024-09-07 }}." in text
    assert "| {{ toll.last }} people | a \\| c |" in text
    assert "- {{ untranslated }} Mục một" in text
    assert "translation: draft" in text


@pytest.mark.parametrize("form", FORMS)
def test_only_what_was_changed_changes(form: str, site: Path) -> None:
    before = (site / "docs/en/verify.md").read_text(encoding="utf-8")
    path = exported(site, form)
    fill(path, {"+/item-2": "Item the second"})
    assert translate(site, "import", str(path), "--lang", "en") == 0
    after = (site / "docs/en/verify.md").read_text(encoding="utf-8")
    assert after == before.replace("Item two", "Item the second")


@pytest.mark.parametrize("form", FORMS)
def test_texts_of_figures_are_exchanged_too(form: str, site: Path) -> None:
    folder = site / "exchange"
    name = next(name for name in file_names(site / "docs/en") if name.startswith("figures/"))
    assert translate(site, "export", name, "--lang", "en", "--format", form, "--output", str(folder)) == 0
    path = next(folder.iterdir())
    fill(path, {"score.name": "Score: all, of it"})
    assert translate(site, "import", str(path), "--lang", "en") == 0
    assert 'name: "Score: all, of it"' in (site / "docs/en" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"+/paragraph-1": "Nothing but words."}, "placeholder for ** is missing"),
        ({"+/paragraph-1": "Yagi {1}{2}{3}{4}{5}{6}{6}"}, "stands twice"),
        ({"+/paragraph-1": "{1}{2}{3}{4}{5}{6} and {9}"}, "the placeholder 9 is not one of this text"),
        ({"+/item-1": "See [this](https://example.org)"}, "is typed as text"),
        ({"+/item-1": "# A heading"}, "structure"),
        ({"+/item-1": "> A quotation"}, "structure"),
    ],
)
def test_a_bad_translation_changes_nothing(
    form: str, changes: dict[str, str], said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(site)
    path = exported(site, form)
    fill(path, changes)
    assert translate(site, "import", str(path), "--lang", "en") == 1
    error = capsys.readouterr().err
    assert said in error
    assert "Nothing was changed." in error
    assert content(site) == before


DOCTYPE = b"""<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<xliff version="1.2"><file original="verify.md"><body><trans-unit id="title"><source>&a;</source></trans-unit></body>
</file></xliff>"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a file that was exported here"),
        (b"<xliff", "no XLIFF file"),
        (b"<html><body>Hello</body></html>", "no XLIFF file"),
        (DOCTYPE, "DOCTYPE"),
        (b"\xff\xfe\x00", "no XLIFF file"),
        (b"\xc3\x28", "not UTF-8"),
        (b'msgid "unclosed\nmsgstr', "PO"),
        (b'msgid "a"\nmsgstr "b"\n', "msgctxt"),
        (b"x" * 20_000_001, "larger than"),
    ],
)
def test_a_broken_or_foreign_file_changes_nothing(
    data: bytes, said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(site)
    path = site / "given"
    path.write_bytes(data)
    assert translate(site, "import", str(path), "--lang", "en") == 1
    assert said in capsys.readouterr().err
    assert content(site) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'original="verify.md"', b'original="../../../verify.md"', "has no such file"),
        (b'target-language="en"', b'target-language="fr"', "a translation into 'fr'"),
        (b'id="+/item-1"', b'id="+/item-9"', "is no text of verify.md"),
        ("Mục một</source>".encode(), b"Something else</source>", "is no text of verify.md"),
        (b'<ph id="6">', b'<ph id="six">', "was not exported"),
    ],
)
def test_a_file_of_something_else_is_refused(
    old: bytes, new: bytes, said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = exported(site, "xliff")
    data = path.read_bytes()
    assert old in data
    before = content(site)
    path.write_bytes(data.replace(old, new))
    assert translate(site, "import", str(path), "--lang", "en") == 1
    assert said in capsys.readouterr().err
    assert content(site) == before


@pytest.mark.parametrize("form", FORMS)
def test_one_broken_file_keeps_the_good_ones_out(form: str, site: Path) -> None:
    good = exported(site, form)
    fill(good, {"+/item-2": "Item the second"})
    bad = site / "bad.po"
    bad.write_bytes(b"")
    before = content(site)
    assert translate(site, "import", str(good), str(bad), "--lang", "en") == 1
    assert content(site) == before


@pytest.mark.parametrize("form", FORMS)
def test_what_still_fits_is_taken_from_an_older_file(form: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(site, form)
    fill(path, {"+/item-1": "The first item", "+/item-2": "The second item"})
    source = site / "docs/vi/verify.md"
    source.write_text(source.read_text(encoding="utf-8").replace("Mục hai", "Mục ba"), encoding="utf-8")
    assert translate(site, "import", str(path), "--lang", "en") == 1
    assert "--stale-ok" in capsys.readouterr().err
    assert translate(site, "import", str(path), "--lang", "en", "--stale-ok") == 0
    text = (site / "docs/en/verify.md").read_text(encoding="utf-8")
    assert "- The first item\n- Item two" in text


def test_a_segment_that_the_translation_lacks_is_added(site: Path) -> None:
    source = site / "docs/vi/verify.md"
    source.write_text(source.read_text(encoding="utf-8").rstrip() + "\n- Mục ba\n", encoding="utf-8")
    path = exported(site, "xliff")
    fill(path, {"+/item-3": "Item three"})
    assert translate(site, "import", str(path), "--lang", "en") == 0
    text = (site / "docs/en/verify.md").read_text(encoding="utf-8")
    assert "- Item one\n- Item two\n- Item three\n" in text
    assert "Typhoon **Yagi** on" in text


def test_a_guess_of_a_tool_is_not_taken(site: Path) -> None:
    before = content(site)
    path = exported(site, "po")
    store = PO.parsestring(path.read_bytes())
    unit = next(unit for unit in store.units if unit.getcontext() == "+/item-2")
    unit.target = "A guess"
    unit.markfuzzy()
    path.write_bytes(bytes(store))
    assert translate(site, "import", str(path), "--lang", "en") == 0
    assert content(site) == before


# Codes

SOURCE = Language("vi", "vi", "vi", "ltr", is_source=True, interface="vi")
TARGET = Language("en", "en", "en_GB", "ltr", is_source=False, interface="en")
TEXTS = st.lists(
    st.sampled_from(
        ["{{ a.b }}", "**", "word ", "[", "](c.md)", "`x`", "\\*", " ", "ă", "_", "&amp;", "\u00a0", "{n}"]
    ),
    max_size=12,
).map("".join)


@given(TEXTS)
def test_codes_and_words_make_the_text_again(text: str) -> None:
    assert "".join(part if isinstance(part, str) else part.text for part in coded(text)) == text


@given(TEXTS, TEXTS)
def test_a_translation_s_codes_are_told_apart(source: str, target: str) -> None:
    parts = coded(source)
    like = coded_like(target, parts)
    numbers = [part.number for part in like if isinstance(part, Code)]
    assert len(set(numbers)) == len(numbers)
    codes = known(like)
    assert "".join(part if isinstance(part, str) else codes[part.number] for part in like) == target


SIGNS = st.lists(st.sampled_from([*"abcABC. {}*[]()<>#|_\\`\"'-+1:&\n", "\u00a0", "ă", "م"]), max_size=20).map("".join)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a site with one page and one file of texts."""
    folder = tmp_path_factory.mktemp("docs")
    for code, text in (("vi", "Một đoạn.\n\n| Một |\n|---|\n| ô |"), ("en", "A part.\n\n| One |\n|---|\n| cell |")):
        (folder / code).mkdir()
        (folder / code / "verify.md").write_text(page("T", text, translated=code == "en"), encoding="utf-8")
        (folder / code / "glossary.yml").write_text("one: {two: tên}\nthree: >-\n  dài\n", encoding="utf-8")
    return folder


@given(st.sampled_from(FORMS), st.sampled_from(["+/paragraph-1", "+/cell-2", "title", "one.two", "three"]), SIGNS)
def test_any_words_come_back_or_are_refused(docs: Path, form: str, key: str, words: str) -> None:
    name = "glossary.yml" if key in {"one.two", "three"} else "verify.md"
    path = docs / f"x.{ENDINGS[form]}"
    path.write_bytes(export_file(docs, SOURCE, TARGET, name, form))
    fill(path, {key: words.replace("{", "{{").replace("}", "}}") if form == "po" else words})
    try:
        made = import_file(docs, SOURCE, TARGET, path.read_bytes())
    except ExchangeError:
        return
    found = {segment.key: segment.text for segment in segments(docs / "en" / name, name, made.text)}
    wanted = re.sub(r"[ \t\r\n]+", " ", words).strip(" ")
    if wanted and made.changed:
        assert found[key] == wanted


def test_markup_typed_as_words_is_refused() -> None:
    with pytest.raises(CodeError):
        written(("see ", "{{ a }}"), {})
