"""``translate sync``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.commands.translate.place import Place, add_language, place, today
from scripts.translation.blocking import blocking
from scripts.translation.newlanguage import interface_done
from scripts.translation.standing import State, standings
from scripts.translation.wording import is_untranslated, units
from scripts.translation.work import RefusedError, sync

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as 2024-09/child-labour")
    parser.add_argument("--all", action="store_true", help="every file of the language that has no pin yet")
    add_language(parser)
    parser.add_argument("--as-is", action="store_true", help="the source changed, the translation is right as it is")
    parser.add_argument("--reason", default="", help="why; asked for with --as-is")
    parser.add_argument("--drafted-by", choices=("machine", "person"), default="", help="who made the translation")


def run(options: argparse.Namespace) -> int:
    """Move the pins; 1 where one was refused."""
    where = place(options)
    code = where.language(options.lang).code
    if options.as_is != bool(options.reason.strip()):
        raise ValueError("--as-is and --reason 'why' go together.")
    names = [where.translation(page, code) for page in options.pages]
    if options.all:
        found = standings(where.docs, where.source.code, [code])
        names += [standing.name for standing in found if standing.state is State.UNPINNED]
    if not names:
        raise ValueError("Say which pages, or --all.")
    refused = [name for name in dict.fromkeys(names) if not _one(where, code, name, options)]
    return 1 if refused else 0


def _is_whole(where: Place, code: str, name: str) -> bool:
    """Whether no text of the file is marked as untranslated."""
    text = (where.docs / code / name).read_text(encoding="utf-8")
    return not any(is_untranslated(unit) for unit in units(name, text))


def _one(where: Place, code: str, name: str, options: argparse.Namespace) -> bool:
    errors = blocking(where.root, where.language(code), name)
    try:
        moved = sync(
            where.docs,
            where.source.code,
            code,
            name,
            today=today(),
            errors=errors,
            drafted=options.drafted_by,
            reason=options.reason,
        )
    except RefusedError as error:
        print(f"docs/{code}/{name} was not synced. {error}")
        return False
    print(f"docs/{code}/{name}: {'in step with its source now' if moved else 'was in step already'}.")
    if name == "strings.yml" and _is_whole(where, code, name) and interface_done(where.root, code):
        print(f"All strings are translated: menus and notices are in '{code}' from now on (mkdocs.yml).")
    return True
