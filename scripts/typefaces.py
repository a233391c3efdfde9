"""The typefaces that files to take away are set in: the same on every machine, never those that it happens to have.

The faces in ``scripts/fonts/`` cover Latin with Vietnamese, Cyrillic, Arabic, Lao, Khmer and Thai; a
package of the lock file brings that of Chinese, Japanese and Korean. Naskh, not Noto's sans, for Arabic:
its ligatures are made of glyphs for single letters, so that text copies out of a PDF as it was written.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

LATIN = "Noto Sans"
"""The face of Latin, Vietnamese and Cyrillic, and of what the others lack."""

_FAMILIES = {
    "ar": "Noto Naskh Arabic",
    "km": "Noto Sans Khmer",
    "lo": "Noto Sans Lao",
    "th": "Noto Sans Thai",
}
FOLDER = Path(__file__).parent / "fonts"
"""The font files of this project."""
_CJK = "Noto Sans CJK TC"
"""Has the forms of all of them; the language set in a document chooses."""


def folders() -> tuple[Path, ...]:
    """Where the font files stand."""
    packages = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")
    return (FOLDER, *(Path(str(files(name))) for name in packages))


def families(code: str) -> tuple[str, ...]:
    """Names of the faces for text in language `code`, the first that has a letter wins; all scripts are covered."""
    own = _FAMILIES.get(code)
    rest = (LATIN, _CJK, *_FAMILIES.values())
    first = (own,) if own else (_CJK,) if code in {"zh", "ja", "ko"} else ()
    return tuple(dict.fromkeys((*first, *rest)))
