"""The door for a model that knows names when no list does: it proposes characters, the rules here decide what becomes of them.

A model is asked only where it can help: in sentences that name a place or country already. What it proposes over a name that the
gazetteer or a rule found is left aside; the rest is linked like any other name, and where nothing is known of it gets a typed id.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.places.kinds import split_kind
from pipeline.places.sightings import GROUP, PLACE, Sighting

LONGEST = 16  # characters of a name


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that a model sees from `start` to `end` (half-open, in the text it was given), with its own score from 0 to 1."""

    start: int
    end: int
    score: float


Span = tuple[int, int]
# `propose(text, spans)`: the shadow text whole, the sentences to look at; proposals in any order. Must give the same for the same.
Proposer = Callable[[str, Sequence[Span]], Iterable[Proposal]]


def with_proposed(
    text: str, seen: list[Sighting], spans: Iterable[Span], propose: Proposer
) -> tuple[list[Sighting], dict[int, float]]:
    """The sightings with those proposed among them, in order, and the score of each of these by where it begins."""
    starts = [s.start for s in seen]
    more: list[Sighting] = []
    scores: dict[int, float] = {}
    for one in sorted(propose(text, _asked(seen, starts, spans)), key=lambda p: (-p.score, p.start, p.end)):
        if _is_free(one, text, seen, starts) and not any(one.start < s.end and s.start < one.end for s in more):
            stem, suffix = split_kind(text[one.start : one.end])
            more.append(Sighting(one.start, one.end, stem, suffix, PLACE, 0))
            scores[one.start] = one.score
    return sorted([*seen, *more], key=lambda s: s.start), scores


def _asked(seen: list[Sighting], starts: list[int], spans: Iterable[Span]) -> list[Span]:
    """The spans in which a place or country is named."""
    asked = []
    for low, high in spans:
        at = bisect_left(starts, low)
        if any(s.kind != GROUP for s in seen[at : bisect_left(starts, high)]):
            asked.append((low, high))
    return asked


def _is_free(one: Proposal, text: str, seen: list[Sighting], starts: list[int]) -> bool:
    """Does a proposal stand in the text, on Chinese characters of one line, beside every name that is known?"""
    if not (0 <= one.start < one.end <= len(text) and 2 <= one.end - one.start <= LONGEST):
        return False
    if not all("\u4e00" <= char <= "\u9fff" or char in "·-" for char in text[one.start : one.end]):
        return False
    at = bisect_left(starts, one.end)
    return at == 0 or seen[at - 1].end <= one.start
