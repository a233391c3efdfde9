"""``translate new``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.commands.translate.place import add_root, place
from scripts.content.languages import read_fallback
from scripts.translation.newlanguage import add_language, describe

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the step."""
    parser.add_argument("code", metavar="xx", help="two-letter code of the language, such as fr")
    parser.add_argument("--from", dest="interface", metavar="xx", help="language to copy the strings from")
    add_root(parser)


def run(options: argparse.Namespace) -> int:
    """Begin the language and say what comes next."""
    where = place(options)
    new = describe(options.code, where.languages)
    by_code = {language.code: language for language in where.languages}
    order = read_fallback(where.root / "mkdocs.yml")
    code = options.interface or next((one for one in order if one in by_code), where.source.code)
    if code not in by_code:
        raise ValueError(f"There is no language '{code}' to copy the strings from.")
    for path in add_language(where.root, new, by_code[code]):
        print(f"  {path.relative_to(where.root).as_posix()}")
    print(f"{new.name} ({new.code}) is begun: script {new.script}, written {_DIRECTIONS[new.direction]}.")
    if new.needs_font:
        print(
            f"Many phones have no font for the script {new.script}: put a subset into docs/assets/fonts/ and name it\n"
            f"in docs/assets/stylesheets/ with @font-face under :lang({new.code})."
        )
    print(f"Next: translate docs/{new.code}/strings.yml (delete each mark {{{{ untranslated }}}}), then run")
    print(f"  python3 -m scripts translate sync strings.yml --lang {new.code}")
    print(f"  python3 -m scripts translate start index --lang {new.code}")
    return 0


_DIRECTIONS = {"ltr": "from left to right", "rtl": "from right to left"}
