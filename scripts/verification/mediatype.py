"""Whether a media type that came is the one that a file should have (RFC 9110, 8.3)."""

from __future__ import annotations

from email.message import Message

from scripts.hosting.headers import content_type

_SAME = {
    "application/javascript": "text/javascript",  # RFC 9239
    "text/xml": "application/xml",  # RFC 7303
    "image/vnd.microsoft.icon": "image/x-icon",
}
_ANY = "application/octet-stream"


def type_fault(path: str, sent: str) -> str:
    """What is wrong with the type that was sent for a file; empty where nothing is."""
    wanted = content_type(path)
    (media, charset), (expected, expected_charset) = _parts(sent), _parts(wanted)
    if expected == _ANY and (not media or not media.startswith("text/")):
        return ""  # only scripts read these files
    if media != expected or (expected_charset and charset not in {"", expected_charset}):
        return f"'{sent}', expected '{wanted}'"
    if expected_charset and not charset and media == "text/html":
        return f"'{sent}' says no charset, expected '{wanted}'"
    return ""


def _parts(given: str) -> tuple[str, str]:
    """Media type and charset, in lower case."""
    message = Message()
    message["Content-Type"] = given or "x/none"
    media = "" if not given else message.get_content_type().lower()
    return _SAME.get(media, media), str(message.get_param("charset") or "").lower()
