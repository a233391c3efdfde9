"""``structure``: the same headings, and below each the same blocks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.outline import Block, Section
    from scripts.translation.checks.pair import Pair
    from scripts.translation.checks.side import Side

RULE = "structure"

_PLURALS = {"box": "boxes"}
_KEEP = "Give this section the same blocks as the original, in the same order."


def differing(source: Side, target: Side) -> frozenset[str]:
    """Ids of the sections of a page whose blocks differ; other files have none."""
    originals = {section.id: section for section in source.sections}
    return frozenset(
        section.id
        for section in target.sections
        if section.id not in originals or originals[section.id].blocks != section.blocks
    )


def check(pair: Pair) -> Iterator[Finding]:
    """Headings first, then section by section; the keys of other files."""
    if not pair.target.is_page:
        yield from _keys(pair)
        return
    yield from _headings(pair)
    originals = {section.id: section for section in pair.source.sections}
    for section in pair.target.sections:
        original = originals.get(section.id)
        if original is None or original.blocks == section.blocks:
            continue
        line, message = _difference(original.blocks, section.blocks, section.line)
        where = f"In the section '{section.id}'" if section.id else "Before the first heading"
        if section.id.startswith("+"):
            where = "Below this heading"
        yield pair.place(RULE, "error", line, section.id, f"{where} {message}", _KEEP)


def _headings(pair: Pair) -> Iterator[Finding]:
    ours = [section for section in pair.target.sections if section.level]
    theirs = [section for section in pair.source.sections if section.level]
    missing = [section for section in theirs if section.id not in {other.id for other in ours}]
    for section in missing:
        yield pair.place(
            RULE, "error", _line_after(pair, section), section.id,
            f"The heading {_heading(pair.source, section)} of the original has no counterpart.",
            f"Add it, with the id {{#{section.id}}}." if not section.id.startswith("+") else "Add it.",
        )  # fmt: skip
    known = {section.id: section for section in theirs}
    for section in ours:
        if section.id not in known:
            yield pair.place(
                RULE, "error", section.line, section.id,
                f"The original has no heading with the id '{section.id}'."
                if not section.id.startswith("+")
                else "The original has no heading here, or it has an id there.",
                "Copy the id from the original's heading; ids are not translated.",
            )  # fmt: skip
        elif section.level != known[section.id].level:
            yield pair.place(
                RULE, "error", section.line, section.id,
                f"The heading '{section.id}' has level {section.level}; in the original it has level "
                f"{known[section.id].level}.",
                f"Write it with {'#' * known[section.id].level}.",
            )  # fmt: skip
    order = [section.id for section in theirs if section.id in {other.id for other in ours}]
    found = [section for section in ours if section.id in known]
    for section, wanted in zip(found, order, strict=False):
        if section.id != wanted:
            yield pair.place(
                RULE, "error", section.line, section.id,
                f"The section '{section.id}' stands where the original has '{wanted}'.",
                "Put the sections in the order of the original.",
            )  # fmt: skip
            return


def _heading(side: Side, section: Section) -> str:
    title = next((one.text for one in side.passages if one.segment.line == section.line), section.id)
    return quoted(title)


def _line_after(pair: Pair, missing: Section) -> int:
    """The line where a missing heading is expected: that of the heading before it."""
    lines = {section.id: section.line for section in pair.target.sections}
    line = 1
    for section in pair.source.sections:
        if section.id == missing.id:
            break
        line = lines.get(section.id, line)
    return line


def _difference(theirs: Sequence[Block], ours: Sequence[Block], line: int) -> tuple[int, str]:
    """The line, and how the blocks differ, in words."""
    counts = (Counter(block.kind for block in theirs), Counter(block.kind for block in ours))
    for kind in dict.fromkeys([*counts[0], *counts[1]]):
        if counts[0][kind] != counts[1][kind]:
            last = next((block.line for block in reversed(ours) if block.kind == kind), line)
            return last, (
                f"the original has {_count(counts[0][kind], kind)} here, the translation {counts[1][kind] or 'none'}."
            )
    for original, block in zip(theirs, ours, strict=True):
        if original.kind != block.kind:
            return block.line, f"the original has {_one(original.kind)} where the translation has {_one(block.kind)}."
        if original.detail != block.detail:
            return block.line, (
                f"the {block.kind} has {block.detail}; in the original it has {original.detail}."
                if block.kind == "table"
                else f"the {block.kind} is of the type '{block.detail}'; in the original it is '{original.detail}'."
            )
        if original.inner != block.inner:
            deeper, message = _difference(original.inner, block.inner, block.line)
            return deeper, message if block.kind == "item" else f"in a {block.kind} {message}"
    return line, "the blocks differ."


def _count(number: int, kind: str) -> str:
    return f"{number or 'no'} {kind if number == 1 else _plural(kind)}"


def _plural(kind: str) -> str:
    return f"{kind}es" if kind.endswith("x") else kind if kind == "code" else f"{kind}s"


def _one(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _keys(pair: Pair) -> Iterator[Finding]:
    """Texts of figures and charts: an entry that both have says the same things.

    Names are given only where the original's are in another language, and the forms of units are those
    of each language's plural, so neither has to be the same.
    """
    if not pair.name.startswith(("figures/", "charts/")):
        return
    theirs = {passage.key: passage for passage in pair.source.passages}
    ours = {passage.key: passage for passage in pair.target.passages}
    entries = {passage.section: passage.segment.line for passage in reversed(pair.target.passages)}
    for key, passage in theirs.items():
        if key not in ours and passage.section in entries:
            yield pair.place(
                RULE, "error", entries[passage.section], key,
                f"'{passage.section}' has no '{key.partition('.')[2]}'; the original has: {quoted(passage.text)}",
                "Add it, translated.",
            )  # fmt: skip
    known = {passage.section for passage in pair.source.passages}
    for key, passage in ours.items():
        if key not in theirs and passage.section in known:
            yield pair.finding(
                RULE, "error", passage,
                f"The original of '{passage.section}' has no '{key.partition('.')[2]}'.",
                "Take it out, or let the original be completed first.",
            )  # fmt: skip
