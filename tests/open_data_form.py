"""Writes the form of the open data's present version into the committed list: ``python -m tests.open_data_form``.

Run it after the version was raised; it refuses to change a version that is there already with another form.
"""

from __future__ import annotations

import json
import sys

from scripts.opendata.compatibility import form
from scripts.opendata.version import VERSION
from tests.site import ROOT

LIST = ROOT / "tests/open_data_versions.json"


def main() -> int:
    """0 where the list has the present form now, else 1."""
    known = json.loads(LIST.read_text(encoding="utf-8")) if LIST.exists() else {}
    if known.setdefault(VERSION, form()) != form():
        print(f"The form has changed since version {VERSION}: raise VERSION in scripts/opendata/version.py first.")
        return 1
    LIST.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
