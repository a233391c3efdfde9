"""Glossary terms in a page's running text: the first of each opens its definition.

The words stay plain text, with empty buttons laid over them: reader views of browsers leave out
whatever stands inside a button, and a button cannot be broken over two lines or, in some browsers,
copied. The definitions stand at the end of the page, as popovers (see ``components/tips.html``), so
that a paragraph holds its own words only.

Left alone are headings, links, code, quotations (also those inside a sentence), tables, text in
another language, and whatever the site writes itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.render.pageview import PageView

MOST = 12
"""Terms marked on a page; more would make it heavy and restless."""
GLOSSARY = "glossary.md"
_OTHER_PAGES = frozenset({"verify.md"})
"""Pages with terms besides those of letters."""

_RUNNING = frozenset({"p", "li", "dd"})
_SKIPPED = frozenset({"a", "blockquote", "button", "cite", "code", "figcaption", "pre", "table"})
_SKIPPED |= {f"h{level}" for level in range(1, 7)}

_ONE_LINE = 20
"""Columns of a piece of a term that is not broken over two lines: a button can cover it whole."""
_TOO_LONG = 26
"""Columns from which a piece without a space has to be broken after all."""

_QUOTATION = '“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|「[^「」]*」|『[^『』]*』|"[^"]*"'
_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")
"""What Python-Markdown has set aside, such as an escaped sign."""
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Myanmar, Khmer, Japanese and Chinese, which put no spaces between words."""
_PARTICLES = re.compile("[\uac00-\ud7a3]")
"""Korean, which writes particles onto the end of a word."""
_SENTENCE_ENDS = frozenset(".!?:;…")


def mark_terms(root: Element, view: PageView) -> list[str]:
    """Mark the terms in `root`, before references are filled in; their ids, in the order of the page."""
    if GLOSSARY not in view.library.names() or not (view.page.edition or view.page.name in _OTHER_PAGES):
        return []
    marker = _Marker(view)
    marker.walk(root, running=False)
    return marker.found


@dataclass(frozen=True)
class _Form:
    term_id: str
    text: str
    exact: bool = False
    """Whether capitals count, as they do in an abbreviation."""

    @property
    def pattern(self) -> str:
        words = r"\s+".join(re.escape(word) for word in self.text.split())
        before = "" if _NO_SPACES.match(self.text[0]) else r"(?<!\w)"
        last = self.text[-1]
        after = "" if _NO_SPACES.match(last) or _PARTICLES.match(last) else r"(?!\w)"
        return f"{before}{words if self.exact else f'(?i:{words})'}{after}"


class _Marker:
    def __init__(self, view: PageView) -> None:
        self.view = view
        self.found: list[str] = []
        self._forms = sorted(_forms(view), key=lambda form: (-len(form.text), form.text))
        self._pattern = re.compile("|".join([_QUOTATION, *(f"({form.pattern})" for form in self._forms)]))
        self._before = ""
        """The last sign of the text before, in the same paragraph."""

    def walk(self, element: Element, *, running: bool) -> None:
        """Mark terms inside `element`; `running` where it is part of running text."""
        if element.tag in _SKIPPED or element.get("lang") or "admonition-title" in element.get("class", ""):
            return
        if element.tag in _RUNNING:
            running, self._before = True, ""
        children = list(element)
        if running:
            element.text, marks = self._split(element.text or "")
            element[:0] = marks
        for child in children:
            self.walk(child, running=running)
            if not running:
                continue
            if not child.text and not len(child):
                self._before = "-"  # a reference: something will stand here
            child.tail, marks = self._split(child.tail or "")
            position = list(element).index(child) + 1
            element[position:position] = marks

    def _split(self, text: str) -> tuple[str, list[Element]]:
        """`text` up to its first term, and each term with what follows it."""
        masked = _PLACEHOLDER.sub(lambda match: "\x02" * len(match[0]), text)
        head, end = text, 0
        marks: list[Element] = []
        for match in self._pattern.finditer(masked):
            if match.lastindex is None:  # a quotation
                continue
            form = self._forms[match.lastindex - 1]
            if len(self.found) == MOST or form.term_id in self.found or not self._is_word(match, form, masked):
                continue
            if marks:
                marks[-1].tail = text[end : match.start()]
            else:
                head = text[: match.start()]
            self.found.append(form.term_id)
            marks.append(self._mark(form.term_id, match[0]))
            end = match.end()
        if marks:
            marks[-1].tail = text[end:]
        self._before = text.rstrip()[-1:] or self._before
        return head, marks

    def _is_word(self, match: re.Match[str], form: _Form, text: str) -> bool:
        """Whether it is the term, not part of another word or of a name."""
        after = text[match.end() : match.end() + 1]
        if after and unicodedata.category(after).startswith("M"):
            return False  # the last letter carries a further sign
        if match[0][0].isupper() and not form.text[0].isupper():
            # A capital inside a sentence belongs to a name, such as that of a law.
            before = text[: match.start()].rstrip()[-1:] or self._before
            return not before or before in _SENTENCE_ENDS
        return True

    def _mark(self, term_id: str, words: str) -> Element:
        """The words in pieces of a line, each under a button; keyboards and screen readers meet the last one."""
        mark = Element("span", {"class": "term"})
        pieces = _pieces(words)
        for number, piece in enumerate(pieces, start=1):
            part = SubElement(mark, "span", {"class": "long"} if _width(piece) > _TOO_LONG else {})
            text = piece.rstrip()
            part.text, part.tail = text, piece[len(text) :]  # the space outside, where the line may break
            button = SubElement(part, "button", {"type": "button", "popovertarget": f"tip-{term_id}"})
            if number == len(pieces):
                button.set("aria-label", self.view.t("glossary.explain", term=" ".join(words.split())))
            else:
                button.set("aria-hidden", "true")
                button.set("tabindex", "-1")
        return mark


def _forms(view: PageView) -> Iterator[_Form]:
    """The terms in the page's language; other accepted forms are often plain words, such as "noted"."""
    for term_id, term in view.library.terms.items():
        form = term.forms.get(view.language.code)
        if form is not None:
            yield _Form(term_id, form.term)
            if form.abbreviation:
                yield _Form(term_id, form.abbreviation, exact=True)


def _pieces(words: str) -> list[str]:
    """`words` cut at spaces, each piece with the space after it."""
    pieces = [""]
    for word in re.findall(r"\S+\s*", words):
        if pieces[-1] and _width(pieces[-1] + word.rstrip()) > _ONE_LINE:
            pieces.append(word)
        else:
            pieces[-1] += word
    return pieces


def _width(text: str) -> int:
    """Columns that `text` takes: two for a wide character, none for a sign above or below another."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.category(char).startswith("M")
        for char in text
    )
