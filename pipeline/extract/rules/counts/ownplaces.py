"""我省, 本市, 全省, 该州: the place that a document speaks for, or the one named last whose full name ends so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.rules.counts.sides import CHINA, Side
from pipeline.extract.rules.counts.words import pattern
from pipeline.extract.rules.refs import place_ref
from pipeline.places import place
from pipeline.records.claim import PlaceRef
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import Reading
from pipeline.records.span import Span

_OUR = frozenset("我本")  # 我省, 本市; 全省 and 该州 are whoever's was named


def own_places(reading: Reading, mentions: Sequence[PlaceMention], title: Span | None) -> Iterator[Side]:
    """A side for each of these words whose place the text names: in the title, before them, or as a part of it (全省 after a city)."""
    found = list(pattern("ours").finditer(reading.shadow))
    if not found:
        return
    homes = [m for m in mentions if m.is_chinese]
    starts = [m.span.start for m in homes]
    first = next((m for m in homes if title is not None and title.covers(m.span)), None)
    for match in found:
        span = Span(*match.span())
        before = homes[: bisect_left(starts, span.start)]
        if meant := (_side(first) if first and match[0][0] in _OUR else _meant(match["kind"], first, before)):
            yield Side(span, replace(meant.ref, text=reading.words(span)), meant.level)


def _meant(kind: str, first: PlaceMention | None, before: Sequence[PlaceMention]) -> Side | None:
    """The title's place if it is of this kind, else the last that is, else what the title's or the last place lies in."""
    named = [m for m in (first, *reversed(before)) if m is not None]
    if is_so := next((m for m in named if _is_a(kind, m.place_id)), None):
        return _side(is_so)
    for mention in named[:1]:
        known = place(mention.place_id)
        for above in known.parents if known is not None else ():
            if above != CHINA and _is_a(kind, above):
                return _of_authority(above)
    return None


def _is_a(kind: str, place_id: str) -> bool:
    known = place(place_id)
    return known is not None and known.name_zh.endswith(kind)


def _of_authority(place_id: str) -> Side | None:
    known = place(place_id)
    if known is None:
        return None
    return Side(Span(0, 1), PlaceRef("", place_id, known.name_zh, known.name_en, CHINA), known.level)


def _side(mention: PlaceMention) -> Side:
    return Side(mention.span, place_ref(mention), mention.level)
