"""What a tie says of its places: its two sides lie in two countries, one of them China, and each was there when it was made.

`南京市与A市结为友好城市`: whatever A may mean, it is abroad; `A市与波兰B市缔结`: A is Chinese. Of two units of one name
that stood one after the other, the date of the sentence tells which.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from pipeline.places.link import Candidate, countries_of, link_name
from pipeline.places.sightings import GROUP, NATION, Sighting, nation

ABROAD = "abroad"
SIDE_POINTS = 25.0  # for every candidate on the side where the tie's other place is not
# Against a unit that was not there at the date, and, where no date is known, against one that is no more.
NOT_THEN, NO_MORE = 30.0, 5.0
SURE = 0.9  # score from which the other side's own country is believed where its name stands in China and abroad
NEAR = 10  # characters between the two places
REACH = 60  # characters from the second place to the word that makes it a tie
_JOINT = re.compile(r"(?:人民政府|市政府|政府)?(?:也|还|又)?(?:与|和|同|跟|及|暨|—|-)(?:来自)?")
_LAST = frozenset("与和同跟及暨—-自")
_TIE = re.compile(
    r"结为|结成|结[好盟]|缔结|友好(?:城市|省|州|县|关系|区|市|都市)|友城|姊妹|姐妹|建立[^。]{0,12}(?:关系|友)"
)


class Ties:
    """The ties of one document: which sightings stand on the two sides of one."""

    def __init__(self, shadow: str, seen: Sequence[Sighting]) -> None:
        self.shadow, self.seen = shadow, seen
        self.starts = [sighting.start for sighting in seen]

    def side(self, sighting: Sighting) -> str | None:
        """`CN` or `abroad` where the tie's other side leaves only that; None where nothing is known."""
        at = bisect_left(self.starts, sighting.start)
        if at == len(self.seen) or self.seen[at].start != sighting.start:
            return None
        for left, right in ((at - 1, at), (at, at + 1)):
            if left >= 0 and right < len(self.seen) and self._joined(self.seen[left], self.seen[right]):
                where = _country(self.seen[left if right == at else right])
                if where is not None:
                    return ABROAD if where == "CN" else "CN"
        return None

    def _joined(self, left: Sighting, right: Sighting) -> bool:
        """Do two sightings stand on the two sides of a tie?"""
        if (
            right.start - left.end > NEAR
            or self.shadow[right.start - 1] not in _LAST
            or GROUP in (left.kind, right.kind)
        ):
            return False
        if _JOINT.fullmatch(self.shadow, left.end, right.start) is None:
            return False
        return _TIE.search(self.shadow[right.end : right.end + REACH].partition("。")[0]) is not None

    def points(
        self, sighting: Sighting, wanted: Iterable[str | None], spoken_of: Container[str | None]
    ) -> dict[str, float]:
        """Points for those of the wanted countries that lie on the side left to the sighting.

        Abroad only countries that the document speaks of (`spoken_of`): two cities of China may be friends too (广州市与西安市).
        """
        side = self.side(sighting)
        if side == "CN":
            return {"CN": SIDE_POINTS} if "CN" in wanted else {}
        return {code: SIDE_POINTS for code in wanted if side and code and code != "CN" and code in spoken_of}


def _country(sighting: Sighting) -> str | None:
    """The country of a side, where its name leaves no doubt."""
    if sighting.kind == NATION:
        return nation(sighting)
    codes = countries_of(sighting.stem, sighting.suffix)
    if sighting.guard or not codes:
        return None
    if "CN" not in codes:
        return ABROAD
    best = link_name(sighting.stem, sighting.suffix).best
    return best.place.country if best and (len(codes) == 1 or best.score >= SURE) else None


def valid_in(found: tuple[Candidate, ...], year: int | None) -> tuple[Candidate, ...]:
    """The candidates, best first, those set back that were not there in that year; without a year, those that are no more."""
    weighed = (c if _stood(c, year) else replace(c, points=c.points - (NOT_THEN if year else NO_MORE)) for c in found)
    told = (_told(c, year) for c in weighed)
    return tuple(sorted(told, key=lambda c: (-c.points, c.place.place_id)))


def _stood(candidate: Candidate, year: int | None) -> bool:
    start, end = candidate.place.valid_from, candidate.place.valid_to
    if year is None:
        return end is None
    return (start is None or int(start[:4]) <= year) and (end is None or year <= int(end[:4]))


def _told(candidate: Candidate, year: int | None) -> Candidate:
    """The candidate, its reason with the days that it stood."""
    start, end = candidate.place.valid_from, candidate.place.valid_to
    if not (start or end) or candidate.place.level == "group":
        return candidate
    stood = f"{start or ''}/{end or ''}"
    words = (
        f"there in {year}" if year and _stood(candidate, year) else f"not there in {year}" if year else "by its dates"
    )
    return replace(candidate, reason=f"{candidate.reason}, {words} ({stood})")


class Years:
    """The years that a text's dates name, by where they stand."""

    def __init__(self, dated: Sequence[tuple[int, int]]) -> None:
        self.starts = [start for start, _ in dated]
        self.years = [year for _, year in dated]

    def within(self, start: int, end: int, near: int) -> int | None:
        """The year of the date nearest to `near` among those between `start` and `end`; None where no date stands there."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if low == high:
            return None
        return self.years[min(range(low, high), key=lambda at: (abs(self.starts[at] - near), at))]
