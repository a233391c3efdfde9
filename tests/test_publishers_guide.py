"""The guide for publishers: its commands are those of the product, and the same in both languages."""

from __future__ import annotations

import argparse
import shlex
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
import yaml

from scripts.cli import COMMANDS, run
from scripts.content.library import load
from scripts.content.page import parser
from scripts.hosting.headers import Policy
from scripts.hosting.hosted import Hosted
from scripts.hosting.workflows import github
from tests.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

CODES = ("vi", "en")
_CALL = ["python3", "-m", "scripts"]


def _tokens(code: str) -> list[Token]:
    text = (ROOT / "docs" / code / "publishers.md").read_text(encoding="utf-8")
    return parser().parse(text.split("---\n", 2)[2])


def _blocks(code: str) -> list[tuple[str, str]]:
    """Language and content of every block of code."""
    return [(token.info, token.content) for token in _tokens(code) if token.type in {"fence", "code_block"}]


def _calls(line: str) -> Iterator[list[str]]:
    """The arguments of every call of this product in a line of the shell; variables stay as they are typed."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    for word in (*lexer, ";"):
        if set(word) <= set("|&;<>"):
            if words[: len(_CALL)] == _CALL:
                yield words[len(_CALL) :]
            words = []
        else:
            words.append(word)


def _all_calls() -> list[list[str]]:
    lines = [line for info, content in _blocks("vi") if not info for line in content.splitlines()]
    return [call for line in lines for call in _calls(line)]


def _options() -> set[str]:
    found = set()
    for name in COMMANDS:
        made = argparse.ArgumentParser()
        import_module(f"scripts.commands.{name}").add_arguments(made)
        found |= {option for action in made._actions for option in action.option_strings}
    return found


def test_both_languages_have_the_same_blocks_of_code() -> None:
    assert _blocks("vi") == _blocks("en")


@pytest.mark.parametrize("call", _all_calls(), ids=" ".join)
def test_every_command_is_one_of_the_product(call: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert call[0] in COMMANDS
    monkeypatch.setattr(import_module(f"scripts.commands.{call[0]}"), "run", lambda _: 0)
    assert run(call) == 0


def test_every_command_that_publishers_need_is_there() -> None:
    named = {call[0] for call in _all_calls()}
    assert named >= {"check", "updates", "approve", "build", "release", "deploy", "hosting", "verify", "rollback"}
    hosts = {call[1] for call in _all_calls() if call[0] == "hosting"}
    assert hosts >= {"nginx", "caddy", "github", "gitlab", "netlify", "headers", "redirects"}


@pytest.mark.parametrize("code", CODES)
def test_every_option_in_the_text_is_one_of_the_product(code: str) -> None:
    inline = [child.content for token in _tokens(code) for child in token.children or () if child.type == "code_inline"]
    named = {word for text in inline for word in text.split() if word.startswith("--")}
    assert {"--keep", "--certificate", "--dry-run"} <= named <= _options()


def test_the_home_page_of_every_language_is_watched() -> None:
    library, _ = load(ROOT)
    prefixes = [language.prefix or '""' for language in library.languages]
    assert f"for code in {' '.join(prefixes)}; do" in "".join(content for _, content in _blocks("vi"))


@pytest.mark.parametrize("code", CODES)
def test_the_hour_of_the_daily_build_is_that_of_the_workflow(code: str) -> None:
    workflow = yaml.safe_load(github(Hosted(Policy("x"), ())))
    minute, hour = workflow[True]["schedule"][0]["cron"].split()[:2]  # "on" is true in YAML 1.1
    text = (ROOT / "docs" / code / "publishers.md").read_text(encoding="utf-8")
    assert f"{int(hour):02}:{int(minute):02} " in text
