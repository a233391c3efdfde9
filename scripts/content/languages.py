"""The list of languages, kept in mkdocs.yml under the i18n plugin and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from scripts.content.problem import ContentError, Problem

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Language:
    """A language of the site."""

    code: str
    """Folder under docs/ and prefix of addresses: ``en``."""
    name: str
    """Its own name for itself."""
    cldr: str
    """The CLDR locale that numbers and dates are formatted for: ``en_GB``."""
    direction: str
    is_source: bool

    @property
    def prefix(self) -> str:
        """What its addresses begin with: empty for the source language, else ``en/``."""
        return "" if self.is_source else f"{self.code}/"


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without resolving its tags."""


_Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, _node: None)


def read_languages(config: Path) -> tuple[Language, ...]:
    """The languages in the order of `config`, the path of mkdocs.yml; ContentError when it has no list."""
    try:
        data = yaml.load(config.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
    except (OSError, yaml.YAMLError) as error:
        raise ContentError([Problem(config, 0, f"cannot be read: {error}", rule="config")], config.parent) from error
    for plugin in (data or {}).get("plugins") or []:
        if isinstance(plugin, dict) and "i18n" in plugin:
            return tuple(
                Language(
                    code=str(entry["locale"]),
                    name=str(entry["name"]),
                    cldr=str(entry.get("extra", {}).get("cldr", entry["locale"])),
                    direction=str(entry.get("extra", {}).get("direction", "ltr")),
                    is_source=bool(entry.get("default", False)),
                )
                for entry in plugin["i18n"]["languages"]
            )
    message = "there is no list of languages"
    hint = "Add the i18n plugin with 'languages:' under 'plugins:'."
    raise ContentError([Problem(config, 0, message, hint, "config")], config.parent)
