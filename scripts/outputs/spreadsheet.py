"""Text in CSV files that spreadsheets open: no cell may be taken for a formula.

A cell that begins with a sign of a formula gets an apostrophe in front, as OWASP advises ("CSV
Injection"). One that begins with apostrophes before such a sign gets one more, so that nothing is lost:
`restored` takes off exactly what `harmless` put on.
"""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # noqa: RUF001 (spreadsheets take wide signs for these, too)


def harmless(cell: str) -> str:
    """`cell` as no spreadsheet will run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """The text that `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
