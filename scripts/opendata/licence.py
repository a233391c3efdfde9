"""The licence of the data: that of the texts in docs/, see LICENSE."""

from __future__ import annotations

LICENCE = "CC-BY-4.0"
"""By SPDX."""
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
