"""The theme's stylesheet without the rules that no page of the site can use.

A page of Material loads rules for all that the theme can do; most of it is not on any page here. After all pages
are written, a rule stays if some selector of it names only elements, classes and attributes that stand in a page
(or are words in a script, which may make them). What a functional pseudo-class holds (``:not()``, ``:is()``) is
not looked at: a rule more does no harm. CSS is read by tinycss2 (CSS Syntax Level 3), pages by lxml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import tinycss2

from scripts.builtlinks import parse
from scripts.offline.keeping import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml import html
    from tinycss2.ast import Node

FOLDER = "assets/stylesheets"
_THEME = "main.*.min.css"
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_GROUPS = frozenset({"media", "supports", "layer"})


class ThemeStylesError(Exception):
    """The theme's stylesheet is not where it is expected; the message says what to do."""


@dataclass
class Vocabulary:
    """What pages and scripts hold."""

    elements: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    """Words of scripts, any of which may be something that a script makes."""

    def read(self, tree: html.HtmlElement) -> None:
        """Take in a page."""
        for element in tree.iter():
            if isinstance(element.tag, str):
                self.elements.add(element.tag)
                self.attributes.update(element.attrib)
                self.classes.update(element.get("class", "").split())

    def has(self, selector: list[Node]) -> bool:
        """Whether something may match: every element, class and attribute that the selector names is known."""
        before = ""
        for token in selector:
            if token.type == "ident" and before != ":":
                known = self.classes if before == "." else self.elements
                if token.value not in known and token.value not in self.words:
                    return False
            elif token.type == "[] block":
                name = next((one.value for one in token.content if one.type == "ident"), "")
                if name not in self.attributes and name not in self.words:
                    return False
            before = token.value if token.type == "literal" else ""
        return True


def shorten(site: Path) -> tuple[int, int]:
    """Shorten the theme's stylesheet in `site`, and name it by its content in all pages; bytes before and after.

    ThemeStylesError where it is missing.
    """
    sheet = _sheet(site / FOLDER)
    pages = sorted(site.rglob("*.html"))
    text = sheet.read_text(encoding="utf-8")
    rules = list(_kept(_rules(text), vocabulary(site, pages)))
    own = [path.read_text(encoding="utf-8") for path in sorted((site / FOLDER).glob("*.css")) if path != sheet]
    asked = _used_properties(tinycss2.serialize(rules) + "".join(own))
    short = tinycss2.serialize(_without_unused(rules, asked))
    sheet.write_text(short, encoding="utf-8", newline="\n")
    old, new = (f'{sheet.name}{query}"'.encode() for query in ("", f"?v={digest(short.encode())}"))
    for page in pages:
        page.write_bytes(page.read_bytes().replace(old, new))
    return len(text.encode()), len(short.encode())


def vocabulary(site: Path, pages: Iterable[Path]) -> Vocabulary:
    """What stands in `pages` and in the scripts of `site`."""
    known = Vocabulary()
    for page in pages:
        known.read(parse(page.read_bytes()))
    for script in sorted(site.glob("assets/**/*.js")):
        known.words.update(_WORD.findall(script.read_text(encoding="utf-8")))
    return known


def _sheet(folder: Path) -> Path:
    found = sorted(folder.glob(_THEME))
    if len(found) != 1:
        raise ThemeStylesError(
            f"{FOLDER}/{_THEME}: there should be one such stylesheet of the theme, and there are {len(found)}.\n"
            "See which version of mkdocs-material is installed; this was written against 9.8.1."
        )
    return found[0]


def _rules(text: str) -> list[Node]:
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _kept(rules: Iterable[Node], known: Vocabulary) -> Iterator[Node]:
    """The rules of which something may be used."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if known.has(one)]
            if selectors:
                rule.prelude = _joined(selectors)
                yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = list(_kept(inner, known))
            if rule.content:
                yield rule
        else:
            yield rule


def _selectors(prelude: list[Node]) -> Iterator[list[Node]]:
    """The selectors of a list, cut at its commas."""
    part: list[Node] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _joined(selectors: list[list[Node]]) -> list[Node]:
    comma = tinycss2.ast.LiteralToken(1, 1, ",")
    joined = list(selectors[0])
    for selector in selectors[1:]:
        joined += [comma, *selector]
    return joined


def _used_properties(text: str) -> set[str]:
    """Custom properties that something asks for: ``var(--x)``."""
    used: set[str] = set()
    waiting = tinycss2.parse_component_value_list(text, skip_comments=True)
    while waiting:
        token = waiting.pop()
        if token.type == "function" and token.lower_name == "var":
            used.update(one.value for one in token.arguments if one.type == "ident" and one.value.startswith("--"))
        waiting += getattr(token, "arguments", None) or getattr(token, "content", None) or []
    return used


def _without_unused(rules: Iterable[Node], used: set[str]) -> list[Node]:
    """The rules without custom properties that nothing asks for, and without animations and rules then empty."""
    kept = []
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            rule.content = _without_unused(rule.content, used)
        elif rule.type == "qualified-rule":
            given = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept_here = [one for one in given if not (one.type == "declaration" and _is_unused(one.name, used))]
            rule.content = [token for one in kept_here for token in (one, tinycss2.ast.LiteralToken(1, 1, ";"))]
        if rule.type not in {"qualified-rule", "at-rule"} or rule.content or rule.content is None:
            kept.append(rule)
    return kept


def _is_unused(name: str, used: set[str]) -> bool:
    return name.startswith("--") and name not in used
