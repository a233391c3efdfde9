"""The version of the data's form: what programs that read the files can rely on.

Semantic versioning (semver.org) of names, types and allowed values, not of the content. `compatibility`
says what raises which part; tests/open_data_versions.json keeps the form of every version.
"""

from __future__ import annotations

VERSION = "1.1.0"
"""Raise it with every change of a table or of a JSON file, and add the new form to the committed list."""
