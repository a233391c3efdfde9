"""A small site with a ledger, and what its writers do: for the tests of the ledger and of what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.cli import run
from scripts.content.library import Library, load
from tests.site import files, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

ADDRESS = "https://example.org/under/"
FIGURES = "docs/data/figures/all.yml"
TEXTS = "docs/vi/figures/all.yml"
TOPIC_FILE = "docs/data/editions/2024-09/topic.yml"
TOPIC = "docs/vi/2024-09/topic.md"
ABOUT = "docs/vi/about.md"
LEDGER = "docs/data/ledger/2024-09.yml"
DAY = "2024-12-03"
NEW_ENTRY = (
    f"- **{{{{ date: {DAY} }}}}** — Toll of October, see [the figures](../figures.md). {{{{ source: other }}}}\n"
)


def ledgered(make_site: MakeSite) -> Path:
    """The small site with an address, a page of updates, and a ledger of all that it holds."""
    root = make_site(
        {
            "mkdocs.yml": files()["mkdocs.yml"].replace('site_url: ""', f"site_url: {ADDRESS}"),
            "docs/vi/updates.md": page("Cập nhật", "{{ block: feeds }}\n\n{{ block: updates }}"),
        }
    )
    assert run(["updates", "record", "--root", str(root)]) == 0
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which the file must hold."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def say_what_changed(root: Path, code: str = "vi", day: str = DAY, entry: str = NEW_ENTRY) -> None:
    """What the writer of the topic page does after a change."""
    name = f"docs/{code}/2024-09/topic.md"
    edit(root, name, "updated: 2024-10-31", f"updated: {day}")
    edit(root, name, "- **{{ date: 2024-10-31 }}**", f"{entry}- **{{{{ date: 2024-10-31 }}}}**")


def record(root: Path, *options: str) -> int:
    """Give what changed its date; the exit code."""
    return run(["updates", "record", "--root", str(root), *options])


def check(root: Path) -> int:
    """Check the content; the exit code."""
    return run(["check", "--root", str(root)])


def library(root: Path) -> Library:
    """The content."""
    return load(root)[0]


def change_the_toll(root: Path) -> None:
    """A figure changes, its page says so, and both are recorded."""
    edit(root, FIGURES, "value: 345", "value: 346")
    edit(root, FIGURES, "sources: [{source: other}]", "sources: [{source: other}, {source: report}]")
    say_what_changed(root)
    assert record(root, "--date", DAY) == 0
