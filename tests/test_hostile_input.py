"""Input from outside: whatever it is, it is taken or refused with a reason, and nothing outside is read or written."""

from __future__ import annotations

import os
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.cli import run
from scripts.content.formula import evaluate
from scripts.content.languages import Language
from scripts.content.page import read_page
from scripts.content.yamlfile import parse_mapping
from scripts.translation.exchange import ExchangeError, export_file, import_file
from tests.site import write_site

if TYPE_CHECKING:
    from tests.conftest import MakeSite

VI = Language("vi", "Tiếng Việt", "vi", "ltr", is_source=True)
EN = Language("en", "English", "en_GB", "ltr", is_source=False)
NAME = "verify.md"
SECRET = "a text that nobody may read"  # noqa: S105 (no password)
FRONT = "---\ntitle: A\ndescription: B\nupdated: 2024-10-31\n---\n"
HERE = Path("here.yml")


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the small site."""
    return write_site(tmp_path_factory.mktemp("hostile")) / "docs"


@pytest.fixture(scope="module")
def exported(docs: Path) -> dict[str, bytes]:
    """A file of it in each form."""
    return {form: export_file(docs, VI, EN, NAME, form) for form in ("xliff", "po")}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file outside of every site."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


def taken(docs: Path, data: bytes) -> str:
    """What the import makes of `data`, or why it does not."""
    try:
        return import_file(docs, VI, EN, data, stale_ok=True).text
    except ExchangeError as error:
        return f"refused: {error}"


# XLIFF and PO


@given(data=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_crash_the_import(docs: Path, data: bytes) -> None:
    assert taken(docs, data).startswith("refused: ")
    assert taken(docs, b"<?xml version='1.0'?>" + data).startswith("refused: ")
    assert taken(docs, b'msgid ""\nmsgstr ""\n' + data).startswith("refused: ")


@given(form=st.sampled_from(["xliff", "po"]), data=st.data())
def test_no_change_to_an_exported_file_crashes_the_import(
    docs: Path, exported: dict[str, bytes], form: str, data: st.DataObject
) -> None:
    whole = exported[form]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    assert taken(docs, whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
@pytest.mark.parametrize("entity", ["external", "bomb"])
def test_entities_are_refused_in_every_encoding(
    docs: Path, exported: dict[str, bytes], secret: Path, encoding: str, entity: str
) -> None:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    declared = {
        "external": f'<!ENTITY e SYSTEM "{secret.as_uri()}">',
        "bomb": f'<!ENTITY e0 "aaaaaaaaaa">{levels}<!ENTITY e "&e9;">',
    }[entity]
    text = exported["xliff"].decode().partition("?>")[2].replace("</source>", "&e;</source>", 1)
    whole = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE xliff [{declared}]>{text}".encode(encoding)
    if encoding == "utf-7":
        whole = whole.replace(b"+ADw?xml", b"<?xml").replace(b"+ADw-?xml", b"<?xml")
    answer = taken(docs, whole)
    assert answer.startswith("refused: ")
    assert SECRET not in answer


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1", "٣"])
def test_a_number_that_is_none_is_refused(docs: Path, exported: dict[str, bytes], number: str) -> None:
    whole = exported["xliff"].replace(b"</source>", f'<ph id="{number}">x</ph></source>'.encode(), 1)
    assert taken(docs, whole) == "refused: In 'title' there is a <ph> that was not exported."


def test_deep_elements_are_refused(docs: Path, exported: dict[str, bytes]) -> None:
    whole = exported["xliff"].replace(b"</source>", b"<g>" * 5000 + b"</g>" * 5000 + b"</source>", 1)
    assert "Excessive depth" in taken(docs, whole)


def test_a_huge_file_is_refused(docs: Path) -> None:
    assert taken(docs, b"<" + b"a" * 20_000_000) == "refused: The file is larger than 20 MB."


@pytest.mark.parametrize("name", ["../../secret.txt", "/etc/passwd", "..\\verify.md", "verify.md\0", "../en/verify.md"])
def test_a_name_that_leads_elsewhere_is_refused(docs: Path, exported: dict[str, bytes], name: str) -> None:
    assert "has no such file" in taken(docs, exported["po"].replace(b"verify.md", name.encode()))
    if "\0" not in name:
        assert "has no such file" in taken(docs, exported["xliff"].replace(b"verify.md", name.encode()))


def test_the_import_does_not_write_through_a_link(
    make_site: MakeSite, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site()
    given_file = tmp_path / "verify.po"
    given_file.write_bytes(export_file(root / "docs", VI, EN, NAME, "po"))
    (root / "docs/en" / NAME).unlink()
    (root / "docs/en" / NAME).symlink_to(secret)
    assert run(["translate", "import", str(given_file), "--lang", "en", "--root", str(root)]) == 1
    assert "is a link that leads out of docs/" in capsys.readouterr().err
    assert secret.read_text(encoding="utf-8") == SECRET


# Content


@pytest.mark.parametrize("target", ["docs/vi/verify.md", "docs/data/figures/all.yml", "docs/assets/images/more.png"])
def test_a_link_out_of_the_content_is_refused_and_not_read(
    make_site: MakeSite, secret: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site()
    (root / target).unlink(missing_ok=True)
    (root / target).symlink_to(secret)
    for command in ("check", "build"):
        assert run([command, "--root", str(root)]) == 1
        said = capsys.readouterr()
        assert f"{target}: this is a link that leads out of docs/" in said.out
        assert "Put the file itself in its place." in said.out
        assert SECRET not in said.out + said.err


def test_a_link_to_a_folder_outside_is_refused(
    make_site: MakeSite, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site()
    (root / "docs/assets/more").symlink_to(secret.parent, target_is_directory=True)
    assert run(["check", "--root", str(root)]) == 1
    assert "docs/assets/more: this is a link that leads out of docs/" in capsys.readouterr().out


def test_a_pipe_does_not_stop_the_check(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site()
    os.mkfifo(root / "docs/vi/pipe.md")
    assert run(["check", "--root", str(root)]) == 1
    assert "docs/vi/pipe.md: this is neither a file nor a folder" in capsys.readouterr().out


def test_a_link_within_the_content_is_no_fault(make_site: MakeSite) -> None:
    root = make_site()
    (root / "docs/assets/images/same.svg").symlink_to("mark.svg")
    assert run(["check", "--root", str(root)]) == 0


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "a: " + "{a: " * 5000, "- " * 5000 + "a", "? " * 5000 + "a"])
def test_deep_yaml_is_refused_and_overflows_nothing(text: str) -> None:
    document, problems = parse_mapping(HERE, text, first_line=3)
    assert document.data == {}
    assert [(problem.line, problem.message) for problem in problems] == [
        (3, "values are nested more than 40 levels deep")
    ]


def test_deep_indentation_is_refused() -> None:
    text = "".join(f"{' ' * level}a{level}:\n" for level in range(200))
    _, problems = parse_mapping(HERE, text)
    assert [problem.line for problem in problems] == [41]


def test_long_lists_are_not_deep() -> None:
    document, problems = parse_mapping(HERE, "a:\n" + "  - {b: [1, 2]}\n" * 500)
    assert problems == []
    assert len(str(document.data)) > 500


_TOKENS = st.lists(
    st.sampled_from(
        [
            "[",
            "]",
            "{",
            "}",
            "- ",
            "? ",
            ": ",
            "a",
            "\n",
            "  ",
            "&a ",
            "*a",
            "!!int ",
            "|\n",
            '"',
            "'",
            "#",
            "<<: ",
            "\t",
            "--- ",
        ]
    ),
    max_size=80,
).map("".join)


@given(_TOKENS)
def test_no_yaml_crashes(text: str) -> None:
    _, problems = parse_mapping(HERE, text)
    assert all(problem.message for problem in problems)


_MARKDOWN = st.lists(
    st.sampled_from(
        ["# ", "{#a}", "{{ ", " }}", "|", "value", "score", "> ", "- ", "\n", "\n\n", "[", "](", ")", "<b", ">", "`",
         "*", "!!! note", '"', "    ", "---\n", "\\", "&#0;", "https://", "../", "\u202e", "\0"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(text=_MARKDOWN, with_front=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_crashes(tmp_path: Path, text: str, *, with_front: bool) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{FRONT if with_front else ''}{text}", encoding="utf-8")
    read, problems = read_page(path, "en", "page.md")
    assert read is not None or problems


@pytest.mark.parametrize(
    "formula", ["-" * 100_000 + "1", "(" * 5000, "1+" * 5000 + "1", "9**9**9**9", "1e999999", "[none]"]
)
def test_a_formula_cannot_exhaust_anything(formula: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        evaluate(formula, {})


@given(st.text(alphabet="0123456789.+-*/()[]ab_e ", max_size=60))
def test_no_formula_crashes(formula: str) -> None:
    with suppress(ValueError):
        assert evaluate(formula, {"a": Decimal(1)}).is_finite()
