"""What a translator does to one file: begin it, move its pin, record a review.

Each function refuses what would make the site say something untrue, in words for the translator.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scripts.translation.pins import Pin, Review, pin_path, read_pin, write_pin
from scripts.translation.starting import started
from scripts.translation.wording import digest, is_untranslated, units

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.content.problem import Problem


class RefusedError(Exception):
    """A step cannot be done now; the message says why and what to do first."""


def start(docs: Path, source: str, language: str, name: str, today: str) -> Path:
    """Write the file `name` of `language` as a copy of its source, every block marked; the new file."""
    target = docs / language / name
    if target.exists():
        raise RefusedError(
            f"docs/{language}/{name} is there already.\n    -> Go on with it, or delete it to begin again."
        )
    text = (docs / source / name).read_text(encoding="utf-8")
    new = started(name, text)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(new, encoding="utf-8", newline="\n")
    pin = Pin(units(name, text), today, digest(units(name, new)), drafted="person")
    write_pin(pin_path(docs / language, name), pin)
    return target


def sync(
    docs: Path,
    source: str,
    language: str,
    name: str,
    *,
    today: str,
    errors: list[Problem],
    drafted: str = "",
    reason: str = "",
) -> bool:
    """Pin the translation to the source as it is now; False where it was pinned to it already.

    `reason` is asked for when the source changed and the translation did not.
    """
    if errors:
        raise RefusedError(_because(errors, docs, "It has errors; mend them first"))
    path = pin_path(docs / language, name)
    old = read_pin(path)
    wanted = units(name, (docs / source / name).read_text(encoding="utf-8"))
    text = digest(units(name, (docs / language / name).read_text(encoding="utf-8")))
    who = drafted or (old.drafted if old else "machine")
    if old is not None and old.source == wanted:
        if old.text != text or old.drafted != who:
            write_pin(path, replace(old, text=text, drafted=who))
        return False
    if old is not None and old.text == text and not reason:
        raise RefusedError(
            f"docs/{language}/{name} has not changed since the last pin, but its source has.\n"
            f"    -> Look at 'translate diff {name} --lang {language}' and bring the translation up to date. "
            f"If it is right as it is, say why: --as-is --reason '...'."
        )
    write_pin(path, Pin(wanted, today, text, who, reason, old.review if old else None))
    return True


def review(docs: Path, source: str, language: str, name: str, *, by: str, today: str, errors: list[Problem]) -> None:
    """Record that the person `by` has read the translation against its source."""
    if not by.strip():
        raise RefusedError("A review needs the name of the person who stands for it.\n    -> Add --by 'NAME'.")
    if errors:
        raise RefusedError(_because(errors, docs, "It has errors; mend them first"))
    pin = read_pin(pin_path(docs / language, name))
    original = units(name, (docs / source / name).read_text(encoding="utf-8"))
    own = units(name, (docs / language / name).read_text(encoding="utf-8"))
    if pin is None or pin.source != original:
        raise RefusedError(
            f"docs/{language}/{name} is not in step with its source.\n"
            f"    -> Bring it up to date and run 'translate sync {name} --lang {language}', then review it."
        )
    if left := [unit for unit in own if is_untranslated(unit)]:
        raise RefusedError(f"{len(left)} blocks are still untranslated.\n    -> Translate them first: {left[0][:70]}")
    write_pin(pin_path(docs / language, name), replace(pin, review=Review(" ".join(by.split()), today, digest(own))))


def _because(errors: list[Problem], docs: Path, first: str) -> str:
    return "\n".join([f"{first}:", *(error.as_text(docs.parent) for error in errors)])
