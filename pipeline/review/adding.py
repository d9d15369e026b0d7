"""A claim that a reviewer adds goes through the same gate as any other: the words selected must stand where they are said to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from pipeline.errors import UsageError
from pipeline.extract.gate import cite
from pipeline.records.claim import Claim, Draft, FieldAnchor
from pipeline.records.keys import fact_key
from pipeline.records.reading import Reading
from pipeline.records.span import Span
from pipeline.review.values import made
from pipeline.store.ledger.entry import Entry, normal_quote

EXTRACTOR = "review.add"


def added(entry: Entry, reading: Reading, home: str) -> Claim | str:
    """The claim, or why its words cannot be found. Raises `UsageError` for values that no claim of its type may have.

    `home` is what keeps the vague claims of its document to it.
    """
    subject = entry.about[0]
    body = made(subject.type, {name: str(value) for name, value in subject.body.items()})
    quotes = find_words(reading.text, subject.quote)
    if not quotes:
        return "the quote does not stand in the document"
    which = int(entry.more.get("which", 1))
    if which > len(quotes):
        return f"the quote stands there {len(quotes)} times, not {which}"
    quote = quotes[which - 1]
    anchors = []
    places = cast(Mapping[str, int], entry.more.get("field_which", {}))
    for name, words in cast(Mapping[str, str], entry.more.get("selected", {})).items():
        anchor = _anchor(reading.text, words, quote, places.get(name))
        if anchor is None:
            return f"the words of {name} do not stand in the document"
        anchors.append((name, anchor))
    (claim,) = cite(reading, [Draft(quote, body, EXTRACTOR, 1.0, tuple(anchors))])
    return replace(claim, fact_id=fact_key(body, home, claim.quote)) if claim.fact_id else claim


def find_words(text: str, words: str) -> list[Span]:
    """Every place where words stand, white space and width aside. Raises `UsageError` for no words."""
    wanted = normal_quote(words)
    if not wanted:
        raise UsageError("no words are selected")
    at, shown = [], []
    for i, mark in enumerate(text):
        for plain in normal_quote(mark):
            at.append(i)
            shown.append(plain)
    squeezed, found, begin = "".join(shown), [], 0
    while (begin := squeezed.find(wanted, begin)) >= 0:
        found.append(Span(at[begin], at[begin + len(wanted) - 1] + 1))
        begin += 1
    return found


def _anchor(text: str, words: str, quote: Span, which: int | None) -> FieldAnchor | None:
    """The place that was selected; else within the quote where they stand there, else the nearest, as inherited from there."""
    found = find_words(text, words)
    if which is not None:
        found = found[which - 1 : which]
    inside = next((span for span in found if quote.covers(span)), None)
    if inside:
        return FieldAnchor(inside)
    nearest = min(found, key=lambda span: (abs(span.start - quote.start), span.start), default=None)
    return FieldAnchor(nearest, "selection") if nearest else None
