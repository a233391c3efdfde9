"""``references``: each section refers to the same figures, dates and sources, and links to the same places.

Their order inside a section is free, since languages order their sentences differently. A figure may
be given as its bare value and its source mark, ``{{ id | value }}`` and ``{{ id | source }}``, where the
language needs the unit's word in another case.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.pair import Pair
    from scripts.translation.checks.side import Passage, Side

RULE = "references"


def check(pair: Pair) -> Iterator[Finding]:
    """Section by section; a section that only one side has is the business of ``structure``."""
    originals, own = _by_section(pair.source), _by_section(pair.target)
    if not pair.target.is_page:
        keys = {passage.key for passage in pair.source.passages} & {passage.key for passage in pair.target.passages}
        originals = {key: [one for one in pair.source.passages if one.key == key] for key in keys}
        own = {key: [one for one in pair.target.passages if one.key == key] for key in keys}
    for section, passages in own.items():
        if section in originals:
            yield from _compare(pair, section, originals[section], passages)


def _by_section(side: Side) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    for passage in side.passages:
        found.setdefault(passage.section, []).append(passage)
    return found


def _compare(pair: Pair, section: str, theirs: list[Passage], ours: list[Passage]) -> Iterator[Finding]:
    missing, extra = _differences(
        Counter(reference for passage in theirs for reference in passage.words.references),
        Counter(reference for passage in ours for reference in passage.words.references),
    )
    if missing or extra:
        first = next((one for one in ours if set(extra) & set(one.words.references)), ours[0])
        yield pair.place(
            RULE, "error", first.segment.line, section,
            f"{_where(pair, section)}: {_said(missing, extra, 'refer to')}",
            "Copy the references from the original as they are; they may stand in another order.",
        )  # fmt: skip
    links = {_local(pair, target) for passage in theirs for target in passage.words.links}
    own = {target for passage in ours for target in passage.words.links}
    if links != own:
        first = next((one for one in ours if (own - links) & set(one.words.links)), ours[0])
        yield pair.place(
            RULE, "error", first.segment.line, section,
            f"{_where(pair, section)}: {_said(sorted(links - own), sorted(own - links), 'link to')}",
            "Keep the original's link targets, also the part after '#'; only the text of a link is translated.",
        )  # fmt: skip


def _differences(theirs: Counter[str], ours: Counter[str]) -> tuple[list[str], list[str]]:
    """References that only the original has, and those that only the translation has."""
    missing, extra = theirs - ours, ours - theirs
    for wanting, having in ((missing, extra), (extra, missing)):
        for whole in list(wanting):
            parts = [f"{whole[:-3]} | {variant} }}}}" for variant in ("value", "source")]
            both = min(wanting[whole], *(having[part] for part in parts))
            wanting[whole] -= both
            having.subtract(dict.fromkeys(parts, both))
    return list((+missing).elements()), list((+extra).elements())


def _local(pair: Pair, target: str) -> str:
    """A picture that each language has for itself (``menu-vi.png``), as the translation's language names it."""
    stem, dot, ending = target.rpartition(".")
    source = f"-{pair.context.source.code}"
    return f"{stem.removesuffix(source)}-{pair.language.code}.{ending}" if dot and stem.endswith(source) else target


def _where(pair: Pair, section: str) -> str:
    if not pair.target.is_page:
        return f"In '{section}'"
    return f"In the section '{section}'" if section.strip("+") else "Below the title"


def _said(missing: Iterable[str], extra: Iterable[str], verb: str) -> str:
    lost, added = list(missing), list(extra)
    parts = []
    if lost:
        parts.append(f"the translation does not {verb} {listed(lost)}")
    if added:
        parts.append(f"the original does not {verb} {listed(added)}")
    return "; ".join(parts) + "."
