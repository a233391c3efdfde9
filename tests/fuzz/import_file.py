"""An atheris harness for what translators send back; no part of the tests, as atheris has no wheels for all machines.

In an environment of its own, with this project's dependencies: ``pip install atheris``, then
``python -m tests.fuzz.import_file -max_total_time=60``.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from scripts.content.languages import Language
from tests.site import write_site

atheris: Any = import_module("atheris")
with atheris.instrument_imports(include=["scripts.translation"]):
    exchange: Any = import_module("scripts.translation.exchange")
VI = Language("vi", "Tiếng Việt", "vi", "ltr", is_source=True)
EN = Language("en", "English", "en_GB", "ltr", is_source=False)


def main() -> None:
    """Fuzz until the time is over, or until something other than ExchangeError is raised."""
    with tempfile.TemporaryDirectory() as folder:
        docs = write_site(Path(folder)) / "docs"
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for form in ("xliff", "po"):
            (corpus / form).write_bytes(exchange.export_file(docs, VI, EN, "verify.md", form))

        def one(data: bytes) -> None:
            try:
                exchange.import_file(docs, VI, EN, data, stale_ok=True)
            except exchange.ExchangeError:
                return

        atheris.Setup([*sys.argv, str(corpus)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
