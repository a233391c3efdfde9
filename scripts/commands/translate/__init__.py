"""``translate``: what translators need, one step a command."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from scripts.content.problem import ContentError
from scripts.translation.pins import PinError
from scripts.translation.work import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS: dict[str, str] = {
    "status": "what is translated, what is not, and what to do next",
    "new": "begin a language: its folder, its strings, its entry in mkdocs.yml",
    "start": "begin a page: a copy of the source, every block marked as untranslated",
    "diff": "what changed in the source since the translation was made",
    "check": "check translations against their source",
    "sync": "say that a translation is up to date with its source",
    "review": "record that a person has read a translation against its source",
    "export": "write a file for a CAT tool (XLIFF or PO)",
    "import": "take a file from a CAT tool in",
    "pack": "put a language's folder into a zip, to hand it over",
}
"""Step and what it does; the module of the same name does it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a step; only the module of the one that is called is loaded."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True, parser_class=_Step)
    for name, text in STEPS.items():
        step = steps.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        step.step = name


class _Step(argparse.ArgumentParser):
    """The parser of one step, which asks its module for the options when it is used."""

    step = ""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Called by argparse for the step that is named."""
        module = import_module(f"scripts.commands.translate.{self.step}_step")
        module.add_arguments(self)
        self.set_defaults(step_module=module)
        return super().parse_known_args(args, namespace)


def run(options: argparse.Namespace) -> int:
    """Run the step: 0 done, 1 refused or problems found, 2 wrong use."""
    try:
        return int(options.step_module.run(options))
    except (RefusedError, PinError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
