"""What a document says of countries: where it names them, how often, and what that is worth for a name at this or that position."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.places.link import countries_of
from pipeline.places.propose import Proposer
from pipeline.places.settled import Settled
from pipeline.places.sightings import NATION, PLACE, Sighting, nation

NEAR = 40  # characters: a country this near before a name speaks for it
RECENT = 400  # characters: a heading or the sentence before
# Points for a country that is named: just before or behind in brackets, in the sentence, a little earlier, in the document at all.
NEAR_POINTS, SENTENCE_POINTS, RECENT_POINTS, DOCUMENT_POINTS = 40.0, 20.0, 12.0, 6.0
_ENDS = "。\n!?;"
_UNITS = frozenset("州省府道区县")


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known of a text before it is read.

    `countries` that it is about (ISO 3166-1 alpha-2), with points from 0 to 30; names that a person has `settled` (`settled_names`);
    a model that may `propose` names which no list has.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    settled: Mapping[str, tuple[Settled, ...]] = field(default_factory=dict)
    propose: Proposer | None = None


class Evidence:
    """The countries of one document and their points; `starts` are the offsets where its sentences begin, if another room knows them."""

    def __init__(
        self, shadow: str, seen: list[Sighting], context: PlaceContext | None, starts: Sequence[int] | None
    ) -> None:
        self.shadow, self.starts = shadow, starts
        self.nations = [(s.start, s.end, code) for s in seen if (code := _speaks_for(s))]
        self.nation_starts = [start for start, _, _ in self.nations]
        counts = Counter(code for _, _, code in self.nations if code != "CN")
        most = max(counts.values(), default=1)
        self.weights = {code: DOCUMENT_POINTS * n / most for code, n in counts.items()}
        for code, points in (context.countries if context else {}).items():
            self.weights[code] = self.weights.get(code, 0.0) + points

    def points(self, sighting: Sighting, wanted: Iterable[str | None]) -> dict[str, float]:
        """Points for each of the wanted countries that the surroundings of a sighting speak of."""
        points = {code: self.weights[code] for code in wanted if code in self.weights}
        if not points:
            return points
        start = self.sentence(sighting.start)
        low = bisect_left(self.nation_starts, sighting.start - RECENT)
        high = bisect_left(self.nation_starts, sighting.end + NEAR)
        for nation_start, nation_end, code in self.nations[low:high]:
            if code not in points:
                continue
            if nation_start >= sighting.end:
                gained = NEAR_POINTS if self.shadow[sighting.end : nation_start] in ("(", ",") else RECENT_POINTS
            elif nation_start >= start:
                gained = NEAR_POINTS if sighting.start - nation_end < NEAR else SENTENCE_POINTS
            else:
                gained = RECENT_POINTS
            points[code] = max(points[code], gained)
        return points

    def nearest(self, sighting: Sighting) -> str | None:
        """The country abroad named last before a sighting in its sentence."""
        low = bisect_left(self.nation_starts, self.sentence(sighting.start))
        high = bisect_left(self.nation_starts, sighting.start)
        before = [code for _, _, code in self.nations[low:high] if code != "CN"]
        return before[-1] if before else None

    def sentence(self, position: int) -> int:
        """Where the sentence of a position begins."""
        if self.starts is not None:
            at = bisect_left(self.starts, position + 1)
            return self.starts[at - 1] if at else 0
        return max(self.shadow.rfind(mark, max(0, position - RECENT), position) for mark in _ENDS) + 1

    def sentences(self) -> list[tuple[int, int]]:
        """Where every sentence begins and ends."""
        starts = (
            list(self.starts)
            if self.starts is not None
            else [0, *(i + 1 for i, c in enumerate(self.shadow) if c in _ENDS)]
        )
        return [(low, high) for low, high in pairwise([*starts, len(self.shadow)]) if low < high]

    def sentence_end(self, position: int) -> int:
        """Where the sentence of a position ends."""
        if self.starts is not None:
            at = bisect_left(self.starts, position)
            return self.starts[at] if at < len(self.starts) else len(self.shadow)
        ends = (self.shadow.find(mark, position, position + RECENT) for mark in _ENDS)
        return min((end for end in ends if end >= 0), default=min(len(self.shadow), position + RECENT))


def _speaks_for(sighting: Sighting) -> str | None:
    """The country that a sighting names, itself or by a first-level unit abroad with its kind (新泽西州)."""
    if sighting.kind == NATION:
        return nation(sighting)
    if sighting.kind != PLACE or sighting.guard or sighting.suffix[-1:] not in _UNITS:
        return None
    codes = countries_of(sighting.stem, sighting.suffix)
    return next(iter(codes)) if len(codes) == 1 and "CN" not in codes else None
