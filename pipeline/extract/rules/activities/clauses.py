"""Sentences into clauses, each with its words of happenings, places and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records.annotated import Annotated, M, Sentence
from pipeline.records.mention import DateMention, PlaceMention
from pipeline.records.span import Span
from pipeline.records.swift import swift

# What stands in quotes or short brackets is one piece; 、 and 以及 part clauses only where a new year begins.
_CUT = re.compile(
    r"(?=[“「『\"《（(，；;：:。,)）、再以及和])(?:"  # looked at first: nearly every other character ends here
    r"[“「『\"][^”」』\"\n]{0,60}[”」』\"]|《[^》\n]{0,90}》|[（(][^（）()\n]{0,14}[)）]"
    r"|(?P<cut>[，；;：:。]|,(?!\d)|[（(）)]|(?<![年月日代\d])(?:、|再到|以及|及|和)(?=(?:1[89]|20)\d\d\s*年)))"
)


@dataclass(frozen=True, slots=True, eq=False)  # one word is itself alone: cheap to tell from others
class Trigger:
    """A word of a happening where it stands."""

    name: str
    start: int
    end: int


@swift
@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A piece of a sentence between commas."""

    span: Span
    words: str  # of the shadow
    triggers: tuple[Trigger, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]


def cut_clauses(document: Annotated, sentence: Sentence, triggers: Sequence[Trigger]) -> list[Clause]:
    """The clauses of a sentence in order."""
    return [_clause(document, sentence, span, triggers) for span in _spans(document.reading.text, sentence.span)]


def _spans(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for match in _CUT.finditer(text, span.start, span.end):
        if match["cut"] is None:
            continue
        if match.start() > at:
            yield Span(at, match.start())
        at = match.end()
    if at < span.end:
        yield Span(at, span.end)


def _clause(document: Annotated, sentence: Sentence, span: Span, triggers: Sequence[Trigger]) -> Clause:
    return Clause(
        span,
        document.reading.shadow[span.start : span.end],
        tuple([t for t in triggers if span.start <= t.start < span.end]),
        _in(sentence.places, span),
        _in(sentence.dates, span),
    )


def _in(mentions: tuple[M, ...], span: Span) -> tuple[M, ...]:
    if not mentions:
        return ()
    start, end = span.start, span.end
    return tuple([m for m in mentions if start <= m.span.start < end])
