"""Links to other sites: well formed, by https where a record has it; and with ``--online`` alive."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from scripts.audit.alive import Answer, ask_all
from scripts.audit.finding import Finding, Result
from scripts.content.library import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.audit.site import Settings, Site

NAME = "outside"
_MEND = "Mend the address in the record or page that has it."


def run(site: Site, settings: Settings) -> Result:
    """Addresses of other sites that are malformed, not by https though a record is, or (when asked) gone."""
    links = _links(site)
    substitutes = _substitutes(settings)
    recorded = {address for address in substitutes if address.startswith("https://")}
    findings = [finding for url, page in links.items() for finding in _faults(url, page, recorded)]
    notes = ["Other sites were not asked; --online does."]
    if settings.online:
        sound = sorted(links.keys() - {finding.place for finding in findings})
        answers = ask_all(sound, settings.cache / "answers.json", settings.say)
        findings += [
            _dead(url, links[url], answer) for url, answer in answers.items() if _gone(url, answers, substitutes)
        ]
        refused = [url for url, answer in answers.items() if answer.kind == "refused"]
        saved = [url for url, answer in answers.items() if answer.is_bad and not _gone(url, answers, substitutes)]
        notes = [
            f"{url}: the site is there but answers no program ({answers[url].detail}); look by hand." for url in refused
        ]
        notes += [f"{url}: {answers[url].detail}; its record names a copy, which answers." for url in saved]
    return Result(len(links), "addresses of other sites", tuple(findings), tuple(notes))


def _links(site: Site) -> dict[str, str]:
    """Address of every link to another site, with the first page that has it."""
    own = urlsplit(site.url).netloc
    found: dict[str, str] = {}
    for page in site.pages:
        for link in page.tree().iter("a", "area"):
            href = str(link.get("href") or "").strip()
            parts = _split(href)
            if parts is None or (parts[0] in {"http", "https"} and (not own or parts[1] != own)):
                found.setdefault(href, page.name)
    return found


def _split(address: str) -> tuple[str, str] | None:
    """Scheme and host; None where the address cannot be read."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.scheme.lower(), parts.netloc


def _faults(url: str, page: str, recorded: set[str]) -> Iterator[Finding]:
    if reason := malformed(url):
        yield Finding(NAME, page, f"the address is malformed: {reason}", _MEND, url)
    elif url.startswith("http://") and (secure := f"https://{url.removeprefix('http://')}") in recorded:
        yield Finding(
            NAME, page, "the link goes by http, a record has the same address by https", f"Write {secure}", url
        )


def malformed(url: str) -> str:
    """Why an absolute web address is none by RFC 3986; empty where it is."""
    if any(char.isspace() or ord(char) < ord(" ") for char in url):
        return "it has a space"
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        return str(error)
    if not parsed.host:
        return "it has no host"
    if "." not in parsed.host and ":" not in parsed.host and parsed.host != "localhost":
        return f"'{parsed.host}' is no name of a host"
    return ""


def _substitutes(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Every address of the records, with those of copies of it that the records name (``seen``)."""
    library, _ = load(settings.root)
    found: dict[str, list[str]] = {}
    for one in library.sources.values():
        if one.url:
            found.setdefault(one.url, [])
    for figure in library.figures.values():
        record = figure.record
        for citation in (*record.sources, *(cited for point in record.series for cited in point.sources)):
            source = library.sources.get(citation.source)
            if citation.seen:
                found.setdefault(citation.seen, [])
                if source is not None and source.url and citation.seen_kind == "primary-copy":
                    found[source.url].append(citation.seen)
    return {url: tuple(dict.fromkeys(copies)) for url, copies in found.items()}


def _gone(url: str, answers: Mapping[str, Answer], substitutes: Mapping[str, tuple[str, ...]]) -> bool:
    copies = (answers.get(copy) for copy in substitutes.get(url, ()))
    return answers[url].is_bad and not any(copy is not None and copy.kind == "alive" for copy in copies)


def _dead(url: str, page: str, answer: Answer) -> Finding:
    advice = {
        "gone": "Find where it moved and mend the record, or name a copy as 'seen' (seen_kind: primary-copy).",
        "failing": "Try again later; if it stays so, name an archived copy in the record.",
    }[answer.kind]
    return Finding(NAME, page, f"the site answers: {answer.detail}", advice, url)
