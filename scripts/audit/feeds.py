"""What programs read of the site: ``sitemap.xml``, ``robots.txt``, Atom and JSON feeds, OpenSearch descriptions."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from scripts.audit.finding import Finding, Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.audit.site import Settings, Site

NAME = "feeds"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_OPEN = "{http://a9.com/-/spec/opensearch/1.1/}"
_BUILD = "Build the site again; if it stays so, mend what writes this file."


def run(site: Site, settings: Settings) -> Result:
    """Files that are not well formed, lack what they must have, or name pages that are not there."""
    del settings
    files = [path for name in ("sitemap.xml", "robots.txt") if (path := site.folder / name).is_file()]
    files += sorted(path for name in ("feed.xml", "feed.json", "opensearch.xml") for path in site.folder.rglob(name))
    findings = [
        Finding(NAME, path.relative_to(site.folder).as_posix(), message, _BUILD)
        for path in files
        for message in _faults(site, path)
    ]
    notes = []
    if not site.url:
        notes = ["Built without SITE_URL: the site has no feeds, and its sitemap names no page."]
    else:
        findings += _announced(site)
        if not (site.folder / "sitemap.xml").is_file():
            findings.append(Finding(NAME, "sitemap.xml", "there is no sitemap", _BUILD))
    return Result(len(files), "files", tuple(findings), tuple(notes))


def _faults(site: Site, path: Path) -> Iterator[str]:
    if path.suffix == ".txt":
        yield from _robots(path)
    elif path.suffix == ".json":
        yield from _json_feed(path)
    else:
        try:
            root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            yield f"it is no well-formed XML: {error}"
            return
        if path.name == "sitemap.xml":
            yield from _sitemap(site, path, root)
        elif path.name == "feed.xml":
            yield from _atom(root)
        else:
            yield from _lacking(
                root, "OpenSearchDescription", (f"{_OPEN}ShortName", f"{_OPEN}Description", f"{_OPEN}Url")
            )


def _sitemap(site: Site, path: Path, root: etree._Element) -> Iterator[str]:
    pages = {site.url + page.address: page for page in site.pages}
    seen: set[str] = set()
    for url in root.iter(f"{_MAP}url"):
        address = str(url.findtext(f"{_MAP}loc") or "").strip()
        if address in seen:
            yield f"it names {address} twice"
        seen.add(address)
        if address not in pages:
            yield f"it names a page that is not there: {address}"
        elif "noindex" in str(pages[address].tree().xpath("string(//meta[@name='robots']/@content)")):
            yield f"it names a page that asks not to be indexed: {address}"
        if (changed := url.findtext(f"{_MAP}lastmod")) and not _is_date(changed):
            yield f"lastmod of {address} is no date: {changed}"
    packed = path.with_name("sitemap.xml.gz")
    if packed.is_file() and gzip.decompress(packed.read_bytes()) != path.read_bytes():
        yield "sitemap.xml.gz holds something else"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _is_moment(text: str) -> bool:
    """Whether a text is a date and time with its offset (RFC 3339)."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _robots(path: Path) -> Iterator[str]:
    """RFC 9309: lines of a field and its value."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        field, colon, _ = line.partition("#")[0].partition(":")
        known = {"user-agent", "allow", "disallow", "sitemap", "crawl-delay"}
        if field.strip() and (not colon or field.strip().lower() not in known):
            yield f"line {number} is no rule: {line}"


def _lacking(root: etree._Element, what: str, wanted: tuple[str, ...]) -> Iterator[str]:
    for name in wanted:
        element = root.find(name)
        if element is None or not ((element.text or "").strip() or len(element) or element.attrib):
            yield f"{what} lacks {etree.QName(name).localname}"


def _atom(root: etree._Element) -> Iterator[str]:
    """RFC 4287, 4.1.1 and 4.1.2."""
    if root.tag != f"{_ATOM}feed":
        yield f"its first element is {root.tag}, not an Atom feed"
        return
    wanted = (f"{_ATOM}id", f"{_ATOM}title", f"{_ATOM}updated")
    yield from _lacking(root, "the feed", wanted)
    authored = root.find(f"{_ATOM}author") is not None
    ids = []
    for number, entry in enumerate(root.iter(f"{_ATOM}entry"), 1):
        yield from _lacking(entry, f"entry {number}", wanted)
        ids.append(entry.findtext(f"{_ATOM}id"))
        if not authored and entry.find(f"{_ATOM}author") is None:
            yield f"entry {number} has no author, nor has the feed"
    if len(set(ids)) < len(ids):
        yield "two entries have the same id"
    for moment in root.iter(f"{_ATOM}updated"):
        if not _is_moment(moment.text or ""):
            yield f"updated is no date and time: {moment.text}"


def _json_feed(path: Path) -> Iterator[str]:
    """JSON Feed 1.1."""
    try:
        feed = json.loads(path.read_bytes())
    except ValueError as error:
        yield f"it is no JSON: {error}"
        return
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/"):
        yield "it does not say its version of JSON Feed"
        return
    if not feed.get("title"):
        yield "the feed lacks title"
    if not isinstance(feed.get("items"), list):
        yield "the feed lacks items"
        return
    for number, item in enumerate(feed["items"], 1):
        if not item.get("id"):
            yield f"item {number} lacks id"
        if not ("content_html" in item or "content_text" in item):
            yield f"item {number} has no content"


def _announced(site: Site) -> Iterator[Finding]:
    """Feeds and search descriptions that pages name and that are not there."""
    kinds = "@type='application/atom+xml' or @type='application/feed+json'"
    for page in site.pages:
        for address in page.tree().xpath(f"//link[@rel='alternate'][{kinds}]/@href"):
            name = unquote(str(address).removeprefix(site.url))
            if not (site.folder / name).is_file():
                yield Finding(NAME, page.name, f"the page names a feed that is not there: {address}", _BUILD)
