"""Changes of figures in a reader's words. A value is never without its unit, its date and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from scripts.updates.revisions import history

if TYPE_CHECKING:
    from scripts.content.figure import Reading
    from scripts.render.pageview import PageView
    from scripts.updates.revisions import Change, Pair

_PLAIN = ("verification", "conflicts", "formula", "definition", "note", "details", "wording", "figures", "withdrawn")
"""Kinds of change that one sentence says it all of."""


def sentences(view: PageView, change: Change) -> list[Markup]:
    """What happened, one sentence a change, as HTML in the view's language."""
    said = [_say(view, kind) for kind in ("published", "restored") if kind in change.kinds]
    said += [_value(view, pair) for pair in change.values]
    said += [
        _say(view, "date", name=full(view, pair.either), old=_date(view, pair.old), new=_date(view, pair.new))
        for pair in change.dates
    ]
    said += [
        _say(view, "label", name=full(view, pair.either), old=_label(view, pair.old), new=_label(view, pair.new))
        for pair in change.labels
    ]
    said += [_say(view, "source-added", name=_source(view, one)) for one in change.sources_added]
    said += [_say(view, "source-removed", name=_source(view, one)) for one in change.sources_removed]
    if "source" in change.kinds and not change.sources_added and not change.sources_removed:
        said.append(_say(view, "source"))
    return said + [_say(view, kind) for kind in _PLAIN if kind in change.kinds]


def histories(view: PageView, record_id: str) -> list[tuple[str, list[Markup]]]:
    """Day and sentences of each change of a figure, message or page, newest first."""
    return [(change.date, sentences(view, change)) for change in reversed(history(view.library, record_id))]


def full(view: PageView, reading: Reading) -> Markup:
    """A value with its unit, its date, who published it, and what others give."""
    open_, close, comma, semicolon = (view.t(f"marks.{mark}") for mark in ("open", "close", "comma", "semicolon"))
    about = [escape(view.date(reading.as_of))]
    about += dict.fromkeys(_publisher(view, one.source) for one in reading.sources)
    said = escape(comma).join(about)
    if reading.conflicts:
        given = (
            Markup("{}{}{}").format(view.formatter.conflicting(one, reading), comma, _publisher(view, one.source))
            for one in reading.conflicts
        )
        others = view.t("figure.conflicts") + view.t("marks.colon")
        said += escape(semicolon) + escape(others) + escape(semicolon).join(given)
    return Markup("{}{}{}{}").format(_amount(view, reading), open_, said, close)


def _value(view: PageView, pair: Pair) -> Markup:
    if pair.old is None or pair.new is None:
        key = "value-added" if pair.new else "value-removed"
        return _say(view, key, new=full(view, pair.either), old=full(view, pair.either))
    # What goes with both values is said once.
    old = _amount(view, pair.old) if _about(pair.old) == _about(pair.new) else full(view, pair.old)
    return _say(view, "value", old=old, new=full(view, pair.new))


def _about(reading: Reading) -> object:
    return reading.as_of.text, [one.source for one in reading.sources], reading.conflicts


def _say(view: PageView, key: str, **parts: Markup) -> Markup:
    """The string with HTML in its places."""
    text = str(escape(view.t(f"updates.{key}")))
    for name, part in parts.items():
        text = text.replace("{" + name + "}", str(part))
    return Markup(text)  # noqa: S704 (escaped, its parts too)


def _amount(view: PageView, reading: Reading) -> Markup:
    return escape(view.formatter.quantity(reading))


def _date(view: PageView, reading: Reading | None) -> Markup:
    return escape(view.date(reading.as_of)) if reading else Markup()


def _label(view: PageView, reading: Reading | None) -> Markup:
    return escape(view.t(f"labels.{reading.label}.name")) if reading else Markup()


def _source(view: PageView, source_id: str) -> Markup:
    """A source by its publisher and title; by its id where it is no longer listed."""
    source = view.library.sources.get(source_id)
    if source is None:
        return escape(source_id)
    title = view.translated_title(source_id)
    shown = escape(title) if title else _marked(source.title, view.source_language(source))
    return Markup("{}{}{}").format(_publisher(view, source_id), view.t("marks.colon"), shown)


def _publisher(view: PageView, source_id: str) -> Markup:
    source = view.library.sources.get(source_id)
    if source is None:
        return escape(source_id)
    return _marked(view.publisher(source.publisher), view.publisher_language(source.publisher))


def _marked(text: str, language: str) -> Markup:
    return Markup('<bdi lang="{}">{}</bdi>').format(language, text) if language else escape(text)
