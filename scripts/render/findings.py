"""What the checks say of a translation, for its writer's preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.translation.checks import Context, check_file

if TYPE_CHECKING:
    from scripts.render.chrome import Chrome
    from scripts.translation.checks import Finding


def findings(chrome: Chrome) -> list[Finding] | None:
    """The findings of the page that is shown; None where it is no translation."""
    if chrome.is_fallback or chrome.standing is None:
        return None
    return check_file(Context.read(chrome.library.root), chrome.content_language, chrome.page.name)
