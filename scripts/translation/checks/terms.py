"""``term``: the glossary's forms are used, and the forbidden ones are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.translation.checks.finding import quoted
from scripts.translation.termfinder import TermFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.content.records import TermForm
    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.pair import Pair
    from scripts.translation.checks.side import Passage

RULE = "term"


def check(pair: Pair) -> Iterator[Finding]:
    """Names of documents and bodies are left out: they have words of their own."""
    if pair.name.startswith("names/") or not pair.context.terms:
        return
    source, code = pair.context.source.code, pair.language.code
    terms = TermFinder(pair.context.terms, code)
    for passage in pair.translated:
        for use in terms.uses(passage.text):
            if use.forbidden:
                form = pair.context.terms[use.term].forms[code]
                yield pair.finding(
                    RULE, "error", passage,
                    f"{quoted(use.typed)} is not to be used; the glossary has {_forms(form)}.",
                    "Use the glossary's form.",
                )  # fmt: skip
    originals = TermFinder(pair.context.terms, source)
    said: dict[str, set[str]] = {}
    for passage in pair.translated:
        said.setdefault(passage.section, set()).update(use.term for use in terms.uses(passage.text, nested=True))
    for original, passage in pair.aligned:
        if pair.name == "strings.yml" and passage.key.startswith("units."):
            continue  # after a number stands a classifier where a language has them, not the noun
        yield from _missing(pair, original, passage, originals, said[passage.section])


def _missing(
    pair: Pair, original: Passage, passage: Passage, originals: TermFinder, said: set[str]
) -> Iterator[Finding]:
    seen: set[str] = set()
    for use in originals.uses(original.text):
        form = pair.context.terms[use.term].forms.get(pair.language.code)
        if form is None or use.term in said or use.term in seen or use.forbidden:
            continue
        seen.add(use.term)
        yield pair.finding(
            RULE, "warning", passage,
            f"The original has {quoted(use.typed)}; the glossary's form for it, {_forms(form)}, is not used here.",
            "Use that form. If another one is right too, ask for it to be added under 'accepted' in "
            "docs/data/glossary.yml.",
        )  # fmt: skip


def _forms(form: TermForm) -> str:
    return " or ".join(quoted(text) for text in (form.term, form.abbreviation, *form.accepted) if text)
