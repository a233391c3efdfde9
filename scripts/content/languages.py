"""The list of languages, kept in mkdocs.yml under the i18n plugin and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    fallback: tuple[str, ...] = ()
    """Languages that a page is shown in while it is missing in this one, best first."""
    interface: str = ""
    """The language of menus and notices while this one's strings are not all translated; empty: its own."""

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
    data = _settings(config)
    for plugin in data.get("plugins") or []:
        if isinstance(plugin, dict) and "i18n" in plugin:
            order = read_fallback(config)
            return tuple(_language(entry, order) for entry in plugin["i18n"]["languages"])
    message = "there is no list of languages"
    hint = "Add the i18n plugin with 'languages:' under 'plugins:'."
    raise ContentError([Problem(config, 0, message, hint, "config")], config.parent)


def read_fallback(config: Path) -> list[str]:
    """The languages that stand in for one that lacks a page, best first; the source language comes after them."""
    return [str(code) for code in (_settings(config).get("extra") or {}).get("fallback") or []]


def read_required_reviews(config: Path) -> tuple[str, ...]:
    """Codes of the languages whose pages a second person must have read before a release, or ``all``."""
    wanted = (_settings(config).get("extra") or {}).get("require_review") or []
    return (wanted,) if isinstance(wanted, str) else tuple(str(code) for code in wanted)


def _settings(config: Path) -> dict[str, Any]:
    try:
        data = yaml.load(config.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
    except (OSError, yaml.YAMLError) as error:
        raise ContentError([Problem(config, 0, f"cannot be read: {error}", rule="config")], config.parent) from error
    return data if isinstance(data, dict) else {}


def _language(entry: dict[str, Any], order: list[str]) -> Language:
    extra = entry.get("extra") or {}
    code = str(entry["locale"])
    is_source = bool(entry.get("default", False))
    fallback = () if is_source else tuple(str(other) for other in extra.get("fallback", order) if other != code)
    return Language(
        code=code,
        name=str(entry["name"]),
        cldr=str(extra.get("cldr", code)),
        direction=str(extra.get("direction", "ltr")),
        is_source=is_source,
        fallback=fallback,
        interface=str(extra.get("interface", "")),
    )
