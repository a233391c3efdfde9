"""The two-person rule: before a release each page was read by a person who did not write it.

Asked for by ``extra: require_review: [en, fr]`` (languages) or ``all`` in mkdocs.yml, for releases only. A page that a
language lacks is shown in another one, with a notice, and is asked for there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.content.languages import read_required_reviews
from scripts.content.problem import Problem
from scripts.translation.standing import Reviewed
from scripts.updates.approvals import approvable, same_person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from scripts.content.library import Library
    from scripts.content.page import Page

RULE = "review"
_SCRIPTS = "python3 -m scripts"


def require_review(library: Library) -> list[Problem]:
    """What the settings of the site ask for and is missing; nothing where they ask for nothing."""
    config = library.root / "mkdocs.yml"
    wanted = read_required_reviews(config)
    known = [language.code for language in library.languages]
    unknown = [code for code in wanted if code not in known and code != "all"]
    if unknown:
        message = f"require_review names '{unknown[0]}', which is no language of the site"
        return [Problem(config, 0, message, f"Write 'all', or codes of: {', '.join(known)}.", RULE)]
    return unreviewed(library, known if "all" in wanted else wanted)


def unreviewed(library: Library, codes: Collection[str]) -> list[Problem]:
    """The pages of these languages that no second person stands for, as they are now."""
    digests = approvable(library) if library.source_language.code in codes else {}
    found: list[Problem] = []
    for page in library.pages.values():
        if page.language in codes:
            is_source = page.language == library.source_language.code
            found += _original(library, page, digests[page.name]) if is_source else _translation(library, page)
    return sorted(found)


def _original(library: Library, page: Page, digest: str) -> Iterator[Problem]:
    approval = library.approvals.get(page.name)
    hint = f"Read it, then run '{_SCRIPTS} approve {page.name} --by NAME'; who wrote it cannot."
    if approval is None:
        yield Problem(page.path, 0, "nobody has approved the page", hint, RULE)
    elif approval.digest != digest:
        message = f"the page or a figure on it changed since {approval.by} approved it on {approval.date}"
        yield Problem(page.path, 0, message, hint, RULE)
    elif same_person(approval.by, approval.author):
        yield Problem(page.path, 0, f"{approval.by} approved what they wrote", hint, RULE)


def _translation(library: Library, page: Page) -> Iterator[Problem]:
    standing = library.standings.get((page.language, page.name))
    command = f"{_SCRIPTS} translate review {page.name} --lang {page.language} --by NAME"
    hint = f"Compare it with its source, then run '{command}'."
    if standing is None or standing.review is not Reviewed.REVIEWED:
        pin = standing.pin if standing else None
        message = "no person has reviewed the translation"
        if pin is not None and pin.review is not None:
            message = f"the translation changed since {pin.review.by} reviewed it on {pin.review.date}"
        yield Problem(page.path, 0, message, hint, RULE)
    elif standing.is_stale:
        message = "the source changed since the translation was reviewed"
        step = f"Bring it up to date with '{_SCRIPTS} translate diff {page.name} --lang {page.language}'. {hint}"
        yield Problem(page.path, 0, message, step, RULE)
