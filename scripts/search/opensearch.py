"""The OpenSearch description of a language: by it a browser searches the site from its address bar."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from scripts.content.address import address

if TYPE_CHECKING:
    from scripts.content.languages import Language

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST_NAME = 16
"""Characters of a short name, by the specification."""


def description(language: Language, site_url: str, name: str, text: str) -> str:
    """The description as XML; `site_url` ends with a slash."""
    root = Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    SubElement(root, "ShortName").text = name[:_LONGEST_NAME].strip()
    SubElement(root, "LongName").text = name[:48]
    SubElement(root, "Description").text = text
    SubElement(root, "Language").text = language.code
    SubElement(root, "InputEncoding").text = "UTF-8"
    page = f"{site_url}{address(language, 'search.md')}"
    SubElement(root, "Url", {"type": "text/html", "template": f"{page}?q={{searchTerms}}"})
    SubElement(
        root,
        "Url",
        {"rel": "self", "type": "application/opensearchdescription+xml", "template": f"{page}opensearch.xml"},
    )
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
