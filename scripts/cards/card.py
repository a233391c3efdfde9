"""What stands on a page's card: the site's name, the title, and for a topic whose messages they are and one figure.

A figure never stands without its date and source, and where sources differ every value stands there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from babel.core import get_global
from lxml import html

from scripts.cards.breaking import JOINER, SPACELESS, Line, line, value_line
from scripts.typefaces import LATIN, families

if TYPE_CHECKING:
    from markupsafe import Markup

    from scripts.content.figure import Reading
    from scripts.content.languages import Language
    from scripts.render.pageview import PageView

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_UNSEEN = str.maketrans("", "", _LEFT_TO_RIGHT + _RIGHT_TO_LEFT + JOINER)
_BETWEEN = " · "


@dataclass(frozen=True)
class CardFigure:
    """The first headline figure of a topic, in the reader's words."""

    name: str
    value: Line
    """With its unit: ``5.4%``."""
    differs: bool
    """Whether sources give other values, which then stand in `lines`."""
    status: tuple[str, str]
    """How it is to be taken, and its date: ``Sources differ``, ``As of 2018``."""
    lines: tuple[str, ...]
    """The source, and what other sources give."""


@dataclass(frozen=True)
class Card:
    """One card, as scripts/cards/card.typ draws it."""

    page: str
    """The page's name, such as ``2024-09/child-labour.md``."""
    language: str
    region: str
    """Territory of the language, which chooses between forms of Chinese characters: ``CN``."""
    direction: str
    spaceless: bool
    """Whether words stand without spaces between them."""
    faces: tuple[str, ...] = field(repr=False)
    """Names of the typefaces, best first."""
    latin: str
    """That of numbers in right-to-left text."""
    site: str
    title: Line
    description: str
    attribution: str
    """Whose messages the page holds; empty for a page that is no topic."""
    figure: CardFigure | None

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is written on the card."""
        if self.figure is None:
            return (self.site, self.title.text, self.description)
        figure = self.figure
        shown = (figure.name, figure.value.text, *figure.status, *figure.lines)
        return (self.site, self.title.text, self.attribution, *shown)

    @property
    def alternative(self) -> str:
        """The same for those who do not see the card, as one line."""
        text = " ".join(one if one.endswith(_STOPS) else f"{one}." for one in self.texts[1:])
        return f"{self.site}: {text}".translate(_UNSEEN)


_STOPS = tuple(".!?。！？។؟")  # noqa: RUF001 (marks of many scripts)


def territory(language: Language) -> str:
    """Where the language is at home, by its CLDR locale or else by CLDR's likely subtags: ``CN``; empty if nowhere."""
    likely = get_global("likely_subtags")
    named = language.cldr.split("_")
    guessed = str(likely.get(language.cldr) or likely.get(named[0], ""))
    return next((part for part in (*named, *guessed.split("_")) if part.isupper()), "")


def card(view: PageView) -> Card:
    """The card of the page that `view` shows, in the language of its text."""
    topic, edition = view.topic, view.edition
    attribution = ""
    if topic is not None and edition is not None:
        issuer = view.publisher(edition.record.issuer)
        office = view.t("topic.attributed", issuer=issuer, letter=view.letter_name(edition))
        attribution = f"{view.t('labels.official-position.name')}{_BETWEEN}{office}"
    return Card(
        page=view.page.name,
        language=view.language.code,
        region=territory(view.language),
        direction=view.language.direction,
        spaceless=view.language.code in SPACELESS,
        faces=families(view.language.code),
        latin=LATIN,
        site=view.t("site.name"),
        title=line(_plain(view.page_title(view.page.name)), view.language.code),
        description=_plain(view.page_description(view.page.name)),
        attribution=attribution,
        figure=_figure(view, view.reading(topic.record.headline[0])) if topic is not None else None,
    )


def _figure(view: PageView, reading: Reading) -> CardFigure:
    label = view.t(f"labels.{reading.label}.name")
    as_of = view.t("figure.as-of", date=view.date(reading.as_of))
    colon = view.t("marks.colon")
    lines = [f"{view.t('figure.source')}{colon}{_publisher(view, reading.sources[0].source)}"]
    others = [
        view.formatter.conflicting(conflict, reading)
        + view.t("marks.open")
        + _publisher(view, conflict.source)
        + (view.t("marks.comma") + view.date(conflict.as_of) if conflict.as_of else "")
        + view.t("marks.close")
        for conflict in reading.conflicts
    ]
    if others:
        lines.append(view.t("figure.conflicts") + colon + view.t("marks.semicolon").join(others))
    return CardFigure(
        name=_plain(view.text(reading.figure).name),
        value=value_line(view.formatter.quantity(reading), view.language.code),
        differs=bool(others),
        status=(label, as_of),
        lines=tuple(one.strip() for one in lines),
    )


def _publisher(view: PageView, source_id: str) -> str:
    return view.publisher(view.library.sources[source_id].publisher)


def _plain(markup: Markup) -> str:
    """`markup` as text; what is isolated in it keeps its order by marks of direction around it."""
    tree = html.fragment_fromstring(str(markup), create_parent="p")
    for apart in tree.iter("bdi"):
        mark = _RIGHT_TO_LEFT if apart.get("dir") == "rtl" else _LEFT_TO_RIGHT
        apart.text = f"{mark}{apart.text or ''}{mark}"
    return str(tree.text_content())
