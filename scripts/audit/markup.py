"""HTML as the Nu HTML checker (vnu) reads it: one Java process over all pages."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from scripts.audit.finding import Finding, Result, ToolError
from scripts.audit.sample import chosen
from scripts.audit.tools import installed, program

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.audit.site import Settings, Site

NAME = "html"
_JAR = "vnu-jar/build/dist/vnu.jar"
_MEMORY = "-Xmx1g"


@dataclass(frozen=True)
class Accepted:
    """A message of the checker that is no fault here."""

    begins: str
    reason: str


ACCEPTED = (
    Accepted(
        "Trailing slash on void elements has no effect",
        "Python-Markdown writes <img ... />; the slash only matters after a value without quotes, and it quotes all",
    ),
    Accepted(
        "Resource violates Content Security Policy",
        "a file on a disk has no origin, so 'self' matches nothing for the checker; tests ask browsers",
    ),
    Accepted(
        "Inline script violates Content Security Policy",
        "it takes data blocks (JSON-LD) for scripts and knows no digests; the build refuses scripts without one",
    ),
)
"""Everything else that the checker says is a finding."""


def run(site: Site, settings: Settings) -> Result:
    """Every message of the checker that is not accepted."""
    pages = chosen(site, only_sample=settings.sample)
    java, jar = program("java"), installed(settings.cache, settings.say) / _JAR
    messages = _asked(java, jar, [page.path for page in pages])
    names = {page.path.resolve().as_posix(): page.name for page in pages}
    kept, accepted = [], 0
    for message in messages:
        text = str(message["message"])
        if any(text.startswith(one.begins) for one in ACCEPTED):
            accepted += 1
            continue
        path = unquote(urlsplit(str(message.get("url", ""))).path)
        kept.append(
            Finding(NAME, names.get(path, path), text, _advice(message), f"line {message.get('lastLine', '?')}")
        )
    notes = [f'Accepted: "{one.begins}": {one.reason}.' for one in ACCEPTED] if accepted else []
    return Result(len(pages), "pages", tuple(dict.fromkeys(kept)), tuple(notes))


def _asked(java: str, jar: Path, paths: list[Path]) -> list[dict[str, Any]]:
    command = [java, _MEMORY, "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *(str(path.resolve()) for path in paths)], check=False, capture_output=True, text=True
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError) as error:
        said = " ".join(done.stderr.split())[:300]
        raise ToolError(f"The HTML checker did not run: {said}\nIt needs Java 11 or later (java -version).") from error
    return found


def _advice(message: dict[str, Any]) -> str:
    extract = " ".join(str(message.get("extract", "")).split())
    return f"Mend the template that writes: {extract}" if extract else "Mend the template that writes it."
