"""JSON-LD of each page, by schema.org: what the page is, whose it is, what it holds and where its translations are.

A topic page and a letter page are a ``Report`` of the issuing office, published by the site; the home page is a
``WebSite``, any other page a ``WebPage``. The letter's words on the letter page are a ``Quotation`` of it; other
quotations cannot be told apart from the text. There is no ``datePublished``, only ``dateModified``: the content says
when a page was last changed, not when it first came out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from scripts.cite.item import tag
from scripts.cite.metadata import LICENCE
from scripts.cite.nodes import ISSUER, SITE, Addresses, Node, claim, figure, filled, issuer, site, source, sources_of
from scripts.cite.passage import plain
from scripts.content.address import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.content.library import Edition, Topic
    from scripts.render.pageview import PageView

_TRANSCRIPTION = "transcription"
"""Id of the heading on a letter page under which the letter stands word for word."""
_ABOUT = "about.md"


def script(data: Node) -> Markup:
    """`data` as the content of a script element: nothing in it can end the element or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 (escaped above)


def graph(nodes: Sequence[Node]) -> Node:
    """Nodes as one document."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def of_page(view: PageView, site_url: str) -> Node:
    """The view's page; the view is that of its text, whose language may be another than the reader's."""
    addresses = Addresses(site_url, address(view.reader, view.page.name))
    nodes = [_page(view, addresses), site(view, addresses)]
    topic, edition = view.topic, view.edition
    if edition:
        nodes.append(issuer(view, edition))
        sources = [edition.record.letter]
        if topic:
            sources += [source_id for one in _figures(topic) for source_id in sources_of(view.library.figures[one])]
        nodes += [source(view, addresses, one) for one in dict.fromkeys(sources)]
    crumbs = _breadcrumbs(view, addresses)
    return graph([*nodes, crumbs] if crumbs else nodes)


def _page(view: PageView, addresses: Addresses) -> Node:
    edition, topic, name = view.edition, view.topic, view.page.name
    here = addresses.of(address(view.language, name))
    home = {"@type": "WebSite", "name": view.t("site.name"), "url": addresses.of(address(view.language, "index.md"))}
    kind = "Report" if edition else {"index.md": "WebSite", _ABOUT: "AboutPage"}.get(name, "WebPage")
    title = view.page.front.title
    node: Node = {
        "@type": kind,
        "@id": here,
        "url": here,
        "name": view.t("site.name") if kind == "WebSite" else title,
        "headline": title if edition else "",
        "description": view.page.front.description,
        "inLanguage": tag(view.language),
        "dateModified": view.page.front.updated.text,
        "author": ISSUER if edition else {},
        "publisher": SITE,
        "license": LICENCE,
        **_translations(view, addresses),
    }
    if edition:
        node["about"] = {"@id": addresses.source(view, edition.record.letter)}
        node["isPartOf"] = {"@id": addresses.of(address(view.language, edition.page))} if topic else home
        node["hasPart"] = _parts(view, addresses, edition, topic)
    elif kind != "WebSite":
        node["isPartOf"] = home
    return filled(node)


def _parts(view: PageView, addresses: Addresses, edition: Edition, topic: Topic | None) -> list[Node]:
    headings = {one.id: one.text for one in view.page.headings}
    if topic is None:
        pages: list[Node] = [{"@id": addresses.of(address(view.language, one.page))} for one in edition.topics]
        return [*pages, *([_quotation(view, addresses, edition)] if _TRANSCRIPTION in headings else [])]
    claims = [
        claim(view, addresses, edition, one.id, plain(view, headings[one.id]))
        for one in topic.record.messages
        if one.id in headings
    ]
    return [*claims, *(figure(view, addresses, view.library.figures[one]) for one in _figures(topic))]


def _quotation(view: PageView, addresses: Addresses, edition: Edition) -> Node:
    """The letter word for word; in other languages than its own a translation."""
    letter = {"@id": addresses.source(view, edition.record.letter)}
    is_original = view.library.sources[edition.record.letter].language == view.language.code
    return {
        "@type": "Quotation",
        "url": f"{addresses.of(address(view.language, view.page.name))}#{_TRANSCRIPTION}",
        "inLanguage": tag(view.language),
        "author": ISSUER,
        "isBasedOn" if is_original else "translationOfWork": letter,
    }


def _figures(topic: Topic) -> list[str]:
    """Ids of the figures that a topic page shows at its head and as cards, each once."""
    return list(dict.fromkeys([*(ref.partition(".")[0] for ref in topic.record.headline), *topic.record.cards]))


def _translations(view: PageView, addresses: Addresses) -> Node:
    """The original of a translation; of the original, its translations."""
    name, library = view.page.name, view.library
    original = library.source_language
    if view.language.code != original.code:
        return {"translationOfWork": {"@id": addresses.of(address(original, name))}}
    others = [one for one in library.languages if one.code != original.code and (one.code, name) in library.pages]
    return {"workTranslation": [{"@id": addresses.of(address(one, name))} for one in others]}


def _breadcrumbs(view: PageView, addresses: Addresses) -> Node | None:
    """The way from the home page; None on the home page itself."""
    if view.page.name == "index.md":
        return None
    trail = [("index.md", view.t("site.home"))]
    if view.edition and view.topic:
        trail.append((view.edition.page, view.letter_name(view.edition)))
    trail.append((view.page.name, view.page.front.title))
    steps = [
        {
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": {"@id": addresses.of(address(view.language, page))},
        }
        for place, (page, name) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
