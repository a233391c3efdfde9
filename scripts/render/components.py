"""The HTML of cards, lists and notes: Jinja templates in overrides/components/."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from babel.units import format_unit
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from scripts.content.formula import FIGURE_IN_FORMULA

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.render.pageview import PageView


@cache
def environment(folder: Path) -> Environment:
    """Templates of `folder`; every value is escaped, every unknown name an error."""
    made = Environment(
        loader=FileSystemLoader([folder, folder.parent / "partials"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "host": host,
        "bytes": _bytes,
        "formula": _formula,
        "capitalize_first": lambda text: text[:1].upper() + text[1:],
    }
    return made


def render(folder: Path, name: str, **values: Any) -> Markup:  # noqa: ANN401 (what a template needs)
    """The component `name` with `values`."""
    html = environment(folder).get_template(f"{name}.html").render(**values)
    return Markup(html.strip())  # noqa: S704 (escaped by the template)


def host(url: str) -> str:
    """The part of an address that tells a reader where it leads: ``www.itu.int``."""
    parts = urlsplit(url)
    return (parts.hostname or parts.path).removeprefix("www.")


def shown_size(size: int, locale: str) -> str:
    """A file's size, given in bytes, in the form of a CLDR locale, in units of 1,000 bytes as CLDR has them."""
    unit, shown = ("kilobyte", Decimal(size) / 1000) if size < _MEGABYTE else ("megabyte", Decimal(size) / _MEGABYTE)
    return str(format_unit(round(shown, 1), f"digital-{unit}", length="short", locale=locale))


def _bytes(size: int, view: PageView) -> str:
    return shown_size(size, view.language.cldr)


def _formula(formula: str, view: PageView) -> Markup:
    """A formula with each figure's value in the place of its id, linked to the figure."""
    parts = [Markup()]
    end = 0
    for match in FIGURE_IN_FORMULA.finditer(formula):
        reading = view.reading(match[1])
        parts.append(escape(_SIGNS.sub(_sign, formula[end : match.start()])))
        link = Markup('<a href="{}">{}</a>').format(view.figure_link(reading.figure), view.formatter.value(reading))
        parts.append(link)
        end = match.end()
    parts.append(escape(_SIGNS.sub(_sign, formula[end:])))
    return Markup().join(parts)


_MEGABYTE = 1_000_000
_SIGNS = re.compile(r"[*/-]")


def _sign(match: re.Match[str]) -> str:
    return {"*": "×", "/": "÷", "-": "−"}[match[0]]
