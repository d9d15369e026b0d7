"""Spans and field anchors of statements: a field's words lie in the quote, or say from where they are inherited."""

from __future__ import annotations

from pipeline.records.claim import FieldAnchor
from pipeline.records.span import Span

_EDGES = " \n,，。;；:：、“”\"'「」『』*（）()《》"
_OPENING = {"“": "”", "「": "」", "『": "』", "(": ")", "《": "》"}


def stripped(shadow: str, start: int, end: int) -> Span | None:
    """The range without blanks, stops and lone quotes at its edges; None where nothing is left."""
    while start < end and shadow[start] in _EDGES and not _closes(shadow, start, end):
        start += 1
    while end > start and shadow[end - 1] in _EDGES and not _is_closed(shadow, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def _closes(shadow: str, start: int, end: int) -> bool:
    """Does the mark at `start` open what closes within the range (“结而不交”现象)?"""
    mark = _OPENING.get(shadow[start])
    return mark is not None and mark in shadow[start + 1 : end - 1]


def _is_closed(shadow: str, start: int, end: int) -> bool:
    opened = next((o for o, c in _OPENING.items() if c == shadow[end - 1]), None)
    return opened is not None and opened in shadow[start + 1 : end - 1]


def fields_of(quote: Span, inherited: str = "sentence", /, **named: Span | None) -> tuple[tuple[str, FieldAnchor], ...]:
    """Anchors of the fields that have words; one outside the quote is inherited from `inherited`."""
    return tuple(
        (name, FieldAnchor(span, None if quote.covers(span) else inherited)) for name, span in named.items() if span
    )
