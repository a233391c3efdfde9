"""JSON-LD of the permanent page of a figure or a message: one thing, with its texts in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.cite.item import tag
from scripts.cite.jsonld import graph
from scripts.cite.metadata import LICENCE
from scripts.cite.nodes import SITE, Addresses, Node, claim, figure, filled, issuer, site, source, sources_of
from scripts.cite.passage import plain
from scripts.content.address import address, record_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scripts.content.library import Edition, Topic
    from scripts.render.pageview import PageView


def of_figure(views: Sequence[PageView], figure_id: str, site_url: str) -> Node:
    """A figure with all its values; `views` are one a language, the source language's first.

    Names and definitions are those of each language that has texts of its own. KeyError for an unknown figure.
    """
    view = views[0]
    one = view.library.figures[figure_id]
    addresses = Addresses(site_url, record_address(figure_id))
    node = figure(view, addresses, one, every_point=True)
    own = [other for other in views if figure_id in other.library.texts[other.language.code].figures]
    names = _each(own, lambda other: other.library.texts[other.language.code].figures[figure_id].name)
    node |= {
        "name": names,
        "variableMeasured": names,
        "description": _each(own, lambda other: other.library.texts[other.language.code].figures[figure_id].definition),
        "keywords": _each(views, lambda other: other.t(f"labels.{other.reading(figure_id).label}.name")),
        "publisher": SITE,
        "license": LICENCE,
        "url": addresses.record(figure_id),
        "measurementTechnique": one.record.formula or "",
    }
    cited = [source(view, addresses, source_id) for source_id in sources_of(one, every_point=True)]
    return graph([filled(node), site(view, addresses), *cited])


def of_message(views: Sequence[PageView], edition: Edition, topic: Topic, message_id: str, site_url: str) -> Node:
    """A message; `views` are those of the topic's page, one for each language that has it, the source's first."""
    view = views[0]
    addresses = Addresses(site_url, record_address(message_id))
    headings = _each(
        views, lambda other: plain(other, next(one.text for one in other.page.headings if one.id == message_id))
    )
    pages = [{"@id": addresses.of(address(other.language, topic.page))} for other in views]
    letter = {"@id": addresses.source(view, edition.record.letter)}
    node = claim(view, addresses, edition, message_id, "") | {
        "name": headings,
        "appearance": [letter, *pages],
        "inLanguage": [tag(other.language) for other in views],
        "publisher": SITE,
        "license": LICENCE,
        "url": addresses.record(message_id),
    }
    office = issuer(view, edition) | {"name": _each(views, lambda other: other.publisher(edition.record.issuer))}
    return graph([node, office, site(view, addresses), source(view, addresses, edition.record.letter)])


def _each(views: Sequence[PageView], text: Callable[[PageView], str]) -> list[Node]:
    """A text in each language, as JSON-LD has it."""
    return [{"@language": tag(view.language), "@value": text(view)} for view in views]
