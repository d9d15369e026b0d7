"""Every place of a document: sightings, joined with the country or province before them, linked by what stands around them.

Two walks: the first collects what the document itself makes clear (波兰滨海省, 芷江县), the second uses it for the same name
where it stands without company.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.places.gazetteer import Place
from pipeline.places.kinds import UNKNOWN_LEVEL
from pipeline.places.link import Candidate, Link, candidates, in_country, link, same_sound
from pipeline.places.sightings import NATION, PLACE, Sighting, again, sightings
from pipeline.places.unknown import sounds, unknown_names
from pipeline.records.mention import PlaceMention
from pipeline.records.span import Span

NEAR = 40  # characters: a country this near before a name speaks for it
RECENT = 400  # characters: a heading or the sentence before
# Points for a country that is named: just before or behind in brackets, in the sentence, a little earlier, in the document at all.
NEAR_POINTS, SENTENCE_POINTS, RECENT_POINTS, DOCUMENT_POINTS = 30.0, 20.0, 12.0, 6.0
INSIDE = 0.2  # what the country or province right before a name adds to its score
UNKNOWN_SCORE = 0.3
UNHEARD = "no gazetteer knows it"
NOWHERE = "XX"  # user-assigned in ISO 3166: a place whose country is not known
_ENDS = "。\n!?;"
_MARKS = frozenset("(),、;。\n与和同及 ")
_UNITS = frozenset("州省府道区县")
_JOINTS = frozenset("、,和与及暨/-—·( \n")


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known of a text before it is read: countries that it is about (ISO 3166-1 alpha-2), with points from 0 to 30."""

    countries: Mapping[str, float] = field(default_factory=dict)


NO_CONTEXT = PlaceContext()


def find_places(
    text: str, shadow: str, *, sentence_starts: Sequence[int] | None = None, context: PlaceContext | None = None
) -> tuple[PlaceMention, ...]:
    """All place mentions of a document in order, none overlapping another; `shadow` is the text's shadow, of the same length.

    `sentence_starts` (sorted offsets) replaces this room's own idea of where sentences begin.
    """
    seen = unknown_names(shadow, sightings(shadow))
    return tuple(_Finder(text, shadow, seen, context or NO_CONTEXT, sentence_starts).mentions())


class _Finder:
    """The walks over the sightings of one document."""

    def __init__(
        self, text: str, shadow: str, seen: list[Sighting], context: PlaceContext, starts: Sequence[int] | None
    ) -> None:
        self.text, self.shadow, self.seen, self.starts = text, shadow, seen, starts
        self.nations = [(s.start, s.end, code) for s in seen if (code := _speaks_for(s))]
        self.nation_starts = [start for start, _, _ in self.nations]
        counts = Counter(code for _, _, code in self.nations if code != "CN")
        most = max(counts.values(), default=1)
        self.weights = {code: DOCUMENT_POINTS * n / most for code, n in counts.items()}
        for code, points in context.countries.items():
            self.weights[code] = self.weights.get(code, 0.0) + points
        self.known = self._known()
        self.cities = {
            c.place.place_id for s in seen if s.kind == PLACE and not s.guard for c in candidates(s.stem, s.suffix)[:1]
        }

    def _known(self) -> dict[str, Candidate | str]:
        """Name (罗兹市) and stem (罗兹) → the place that the document says it is, or the country of a name that no gazetteer has."""
        known: dict[str, Candidate | str] = {}
        before: Sighting | None = None
        for sighting in self.seen:
            if sighting.kind == PLACE and before is not None and before.kind == NATION and before.end == sighting.start:
                code = _nation(before)
                found = candidates(sighting.stem, sighting.suffix)
                inside = next((c for c in found if in_country(c.place, code)), None)
                if (inside and sighting.guard < 2) or (sighting.suffix and code != "CN"):
                    _remember(known, sighting, inside or code)
            elif sighting.kind == PLACE and sighting.suffix and sighting.guard == 1:
                answer = link(candidates(sighting.stem, sighting.suffix), {})
                if answer.best is not None:
                    _remember(known, sighting, answer.best)
            before = sighting
        return known

    def mentions(self) -> list[PlaceMention]:
        """The second walk."""
        made: list[PlaceMention] = []
        for at, sighting in enumerate(self.seen):
            before = made[-1] if made and made[-1].span.end == sighting.start else None
            mention = self._mention(sighting, before, at)
            if mention is None:
                other = again(self.shadow, sighting)
                fits = other is not None and (at + 1 == len(self.seen) or other.end <= self.seen[at + 1].start)
                mention = self._mention(other, None, at) if other is not None and fits else None
                before = None
            if mention is None:
                continue
            if before is not None and mention.span.start < sighting.start:
                made.pop()
            made.append(mention)
        return made

    def _mention(self, sighting: Sighting, before: PlaceMention | None, at: int) -> PlaceMention | None:
        found = candidates(sighting.stem, sighting.suffix)
        if sighting.kind != PLACE:
            return self._made(sighting, sighting.start, replace(found[0], score=0.99)) if found else None
        if sighting.guard == 2 and not _has_kind(sighting, found) and not self._closes(sighting, before):
            return None
        if before is not None and (joined := self._joined(sighting, before, found)):
            return joined
        if sighting.guard and not self._in_company(sighting, found, at):
            if sighting.suffix and sounds(sighting.stem):
                return self._unknown(sighting, sighting.start, self._nearest_country(sighting), UNHEARD)
            return None
        return self._linked(sighting, found)

    def _closes(self, sighting: Sighting, before: PlaceMention | None) -> bool:
        """韩国天安(1997年): a word that is also a name, right behind a foreign country and before a mark."""
        abroad = before is not None and before.level == "country" and before.country != "CN"
        return abroad and (sighting.end == len(self.shadow) or self.shadow[sighting.end] in _MARKS)

    def _joined(self, sighting: Sighting, before: PlaceMention, found: tuple[Candidate, ...]) -> PlaceMention | None:
        """The name together with the country or province right before it, where it lies there."""
        inside = _inside(found, before)
        if inside is not None:
            best = replace(inside, reason=f"{inside.reason}, in {before.name} before it", score=min(0.99, 0.7 + INSIDE))
            return self._made(sighting, before.span.start, best)
        unheard = sighting.guard == 0 and (before.level == "country" or not found)
        if unheard and before.country not in ("CN", None) and (sighting.suffix or not found):
            return self._unknown(sighting, before.span.start, before.country, UNHEARD)
        return None

    def _in_company(self, sighting: Sighting, found: tuple[Candidate, ...], at: int) -> bool:
        """A guarded name may stand with its kind, after the document has said which place it is, or in a list of places."""
        if _has_kind(sighting, found) or sighting.stem in self.known:
            return True
        left, right = self.seen[at - 1] if at else None, self.seen[at + 1] if at + 1 < len(self.seen) else None
        return self._lists(left, sighting) or self._lists(sighting, right)

    def _lists(self, one: Sighting | None, other: Sighting | None) -> bool:
        """Do two sightings stand side by side in a list, and is one of them free of doubt?"""
        if one is None or other is None or other.start - one.end != 1 or self.shadow[one.end] not in _JOINTS:
            return False
        return one.kind == other.kind == PLACE and (one.guard == 0 or other.guard == 0)

    def _linked(self, sighting: Sighting, found: tuple[Candidate, ...]) -> PlaceMention | None:
        known = self.known.get(sighting.stem + sighting.suffix)
        if isinstance(known, Candidate):
            same = next((c for c in found if c.place.country == known.place.country), None)
            if same is not None:
                return self._made(
                    sighting, sighting.start, replace(same, reason=f"{same.reason}, as named before", score=0.85)
                )
        elif known is not None:
            return self._unknown(sighting, sighting.start, known, UNHEARD)
        several = len({c.place.country for c in found}) > 1
        answer = link(found, self._countries(sighting) if several else {})
        if answer.best is not None:
            return self._made(sighting, sighting.start, answer.best)
        return self._unclear(sighting, answer)

    def _unclear(self, sighting: Sighting, answer: Link) -> PlaceMention | None:
        """Of several in China the one whose city is named; a short name is else dropped, a longer one gets a typed id."""
        held = [
            c
            for c in answer.candidates
            if c.place.country == "CN" and self.cities.intersection(c.place.parents) - {"CN"}
        ]
        if len(held) == 1:
            return self._made(
                sighting, sighting.start, replace(held[0], reason=f"{held[0].reason}, its city is named", score=0.7)
            )
        if not sighting.suffix and len(sighting.stem) < 3:
            return None
        countries = {c.place.country for c in answer.candidates}
        country = countries.pop() if len(countries) == 1 else self._nearest_country(sighting)
        return self._unknown(sighting, sighting.start, country, answer.reason)

    def _countries(self, sighting: Sighting) -> dict[str, float]:
        """Points for each country that the surroundings speak of."""
        points = dict(self.weights)
        start = self._sentence(sighting.start)
        low = bisect_left(self.nation_starts, sighting.start - RECENT)
        high = bisect_left(self.nation_starts, sighting.end + NEAR)
        for nation_start, nation_end, code in self.nations[low:high]:
            if nation_start >= sighting.end:
                gained = NEAR_POINTS if self.shadow[sighting.end : nation_start] in ("(", ",") else RECENT_POINTS
            elif nation_start >= start:
                gained = NEAR_POINTS if sighting.start - nation_end < NEAR else SENTENCE_POINTS
            else:
                gained = RECENT_POINTS
            if code != "CN":
                points[code] = max(points.get(code, 0.0), gained)
        return points

    def _sentence(self, position: int) -> int:
        """Where the sentence of a position begins."""
        if self.starts is not None:
            at = bisect_left(self.starts, position + 1)
            return self.starts[at - 1] if at else 0
        return max(self.shadow.rfind(mark, max(0, position - RECENT), position) for mark in _ENDS) + 1

    def _nearest_country(self, sighting: Sighting) -> str | None:
        """The country named last before the name in its sentence."""
        start = self._sentence(sighting.start)
        low, high = bisect_left(self.nation_starts, start), bisect_left(self.nation_starts, sighting.start)
        before = [code for _, _, code in self.nations[low:high] if code != "CN"]
        return before[-1] if before else None

    def _made(self, sighting: Sighting, start: int, best: Candidate) -> PlaceMention:
        where: Place = best.place
        return PlaceMention(
            Span(start, sighting.end), Span(sighting.start, sighting.end), self.text[start : sighting.end], where.place_id,
            self.shadow[sighting.start : sighting.end], where.name_en, where.country, where.level, best.score, best.reason,
        )  # fmt: skip

    def _unknown(self, sighting: Sighting, start: int, country: str | None, reason: str) -> PlaceMention:
        """The place of that country which sounds the same, else a typed id, the same for all spellings with and without the kind."""
        like = same_sound(sighting.stem, sighting.suffix, country) if country else None
        if like is not None:
            return self._made(sighting, start, like)
        stem = sighting.stem.replace("·", "").replace("-", "")
        return PlaceMention(
            Span(start, sighting.end), Span(sighting.start, sighting.end), self.text[start : sighting.end],
            f"x-{country or NOWHERE}-{stem}", self.shadow[sighting.start : sighting.end], None, country or NOWHERE,
            UNKNOWN_LEVEL.get(sighting.suffix[-1:], "city"), UNKNOWN_SCORE, reason,
        )  # fmt: skip


def _remember(known: dict[str, Candidate | str], sighting: Sighting, what: Candidate | str) -> None:
    for name in {sighting.stem, sighting.stem + sighting.suffix}:
        known.setdefault(name, what)


def _speaks_for(sighting: Sighting) -> str | None:
    """The country that a sighting names, itself or by a first-level unit abroad with its kind (新泽西州)."""
    if sighting.kind == NATION:
        return _nation(sighting)
    if sighting.kind != PLACE or sighting.guard or sighting.suffix[-1:] not in _UNITS:
        return None
    codes = {c.place.country for c in candidates(sighting.stem, sighting.suffix)}
    return codes.pop() if len(codes) == 1 and "CN" not in codes else None


def _nation(sighting: Sighting) -> str:
    return candidates(sighting.stem, "")[0].place.country or ""


def _has_kind(sighting: Sighting, found: tuple[Candidate, ...]) -> bool:
    return bool(sighting.suffix) and any("kind" in c.reason for c in found)


def _inside(found: tuple[Candidate, ...], before: PlaceMention) -> Candidate | None:
    """The best candidate that lies in the place before it."""
    for candidate in found:
        if before.level == "country":
            if before.country and in_country(candidate.place, before.country):
                return candidate
        elif before.place_id in candidate.place.parents:
            return candidate
    return None
