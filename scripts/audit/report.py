"""The one report of an audit: for a terminal, for machines, and as a page. All three say the same."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.audit.checks import Done
    from scripts.audit.finding import Finding

_TEMPLATE = "report.html"


def as_text(done: Sequence[Done]) -> str:
    """A line a check, then every finding with its page, place and advice."""
    return "\n".join([*_lines(done), "", *_details(done), summary(done)])


def summary(done: Sequence[Done]) -> str:
    """How it went, in a sentence."""
    failed = [one.check.name for one in done if not one.passed]
    count = sum(len(one.result.findings) for one in done)
    if not failed:
        return f"All {len(done)} checks passed."
    return f"{len(failed)} of {len(done)} checks failed ({', '.join(failed)}): {count} finding{'s' * (count > 1)}."


def as_json(done: Sequence[Done]) -> str:
    """The report for machines: ``passed`` and a list of ``checks``, each with its findings, notes and table."""
    checks = [
        {
            "name": one.check.name,
            "about": one.check.about,
            "passed": one.passed,
            "looked_at": one.result.looked_at,
            "of": one.result.of,
            "findings": [asdict(finding) for finding in one.result.findings],
            "notes": list(one.result.notes),
            "table": [list(row) for row in one.result.table],
        }
        for one in done
    ]
    return json.dumps({"passed": all(one.passed for one in done), "checks": checks}, ensure_ascii=False, indent=1)


def as_html(done: Sequence[Done]) -> str:
    """The report as one page that loads nothing."""
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    groups = [(one, _grouped(one.result.findings)) for one in done]
    return environment.get_template(_TEMPLATE).render(groups=groups, summary=summary(done))


def _grouped(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.page, []).append(finding)
    return found


def _lines(done: Sequence[Done]) -> Iterator[str]:
    wide = max(len(one.check.name) for one in done)
    for one in done:
        state = "passed" if one.passed else "FAILED"
        count = f", {len(one.result.findings)} found" if one.result.findings else ""
        yield f"{one.check.name:<{wide}}  {state}  {one.result.looked_at} {one.result.of}{count}"
        yield from (f"{'':<{wide}}  {note}" for note in one.result.notes)


def _details(done: Sequence[Done]) -> Iterator[str]:
    for one in done:
        if one.result.table:
            yield from (*_table(one.result.table), "")
        for finding in one.result.findings:
            place = f" [{finding.place}]" if finding.place else ""
            yield f"{finding.check}: {finding.page or 'the site'}{place}"
            yield f"    {finding.message}"
            yield f"    -> {finding.advice}"
        if one.result.findings:
            yield ""


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *rest)) if first else ""
