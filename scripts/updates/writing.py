"""The ledger's files, written whole or not at all; each revision in one line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from scripts.updates.digests import plain
from scripts.updates.ledger import KINDS, Entry, Ledger, Revision

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = """\
# What this was when its date last moved. Written by 'python3 -m scripts updates record', which gives
# dates to changes of substance; not edited by hand.
"""


class _Dumper(yaml.SafeDumper):
    """Writes dates as plain text and numbers with the decimals they were typed with."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (as in the class it is from)
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 (anything)
        """Equal parts are written out: an alias hides what a reviewer should see."""
        del data
        return True


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    text = f"{number:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _decimal)


def write_ledger(folder: Path, ledger: Ledger) -> list[Path]:
    """Write every file that differs from what is there; those written."""
    written: list[Path] = []
    folder.mkdir(parents=True, exist_ok=True)
    for home in sorted(set(ledger.homes.values())):
        path, text = folder / f"{home}.yml", as_text(ledger, home)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        new = path.with_suffix(".new")
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
        written.append(path)
    return written


def as_text(ledger: Ledger, home: str) -> str:
    """One file of the ledger, its entries by kind and id."""
    lines = [_HEAD]
    for kind in KINDS:
        ids = sorted(key[1] for key in ledger.entries if key[0] == kind and ledger.homes[key] == home)
        if ids:
            lines.append(f"{kind}s:\n")
        lines += [f"  {one}:\n{_lines(ledger.entries[kind, one])}" for one in ids]
    return "".join(lines)


def _lines(entry: Entry) -> str:
    withdrawn = f"    withdrawn: {entry.withdrawn}\n" if entry.withdrawn else ""
    return f"{withdrawn}    revisions:\n" + "".join(f"      - {_flow(revision)}\n" for revision in entry.revisions)


def _flow(revision: Revision) -> str:
    data, one_line = plain(revision), float("inf")
    text = yaml.dump(data, Dumper=_Dumper, default_flow_style=True, sort_keys=False, allow_unicode=True, width=one_line)
    return str(text).strip()
