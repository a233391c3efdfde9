"""What the checks say of a translation, for its writer's preview: worked out again only for what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from scripts.translation.checks import Context, check_file
from scripts.translation.checks.exceptions import FILE

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.render.chrome import Chrome
    from scripts.translation.checks import Finding

_State: TypeAlias = tuple[tuple[int, int] | None, ...]

_known: dict[Path, tuple[_State, list[Finding]]] = {}


def findings(chrome: Chrome) -> list[Finding] | None:
    """The findings of the page that is shown; None where it is no translation."""
    if chrome.is_fallback or chrome.standing is None:
        return None
    library, language, name = chrome.library, chrome.content_language, chrome.page.name
    own = library.docs / language.code
    read = (
        own / name,
        own / FILE,
        library.docs / library.source_language.code / name,
        library.docs / "data" / "glossary.yml",
        library.root / "mkdocs.yml",
    )
    state = tuple(map(_state, read))
    if own / name not in _known or _known[own / name][0] != state:
        _known[own / name] = (state, check_file(Context.read(library.root), language, name))
    return _known[own / name][1]


def _state(path: Path) -> tuple[int, int] | None:
    """Time and size of a file."""
    if not path.exists():
        return None
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size
