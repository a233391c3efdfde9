"""Where the files of a chart stand in the site."""

from __future__ import annotations

FOLDER = "charts"
KINDS = ("svg", "png", "csv")


def path(chart_id: str, code: str, kind: str) -> str:
    """Path from the site's root: ``charts/gci2024-pillars/en.svg``."""
    return f"{FOLDER}/{chart_id}/{code}.{kind}"
