"""Every place of a document: sightings, joined with the country or province before them, linked by what stands around them.

Four walks: the first collects what the document itself makes clear (波兰滨海省, 芷江县), the second links each name with it, the third
comes back to short names that were turned down, where the document has named their place elsewhere (高雄市 … 高雄), the last
lets names without a place agree with those of the same name that have one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

from pipeline.places.agree import agreed
from pipeline.places.beside import Beside, beside
from pipeline.places.evidence import Evidence, PlaceContext
from pipeline.places.gazetteer import dated
from pipeline.places.known import behind_dots, named_with_country
from pipeline.places.latin import latin_beside, named
from pipeline.places.link import Candidate, Link, candidates, countries_of, in_country, link, link_in, link_name
from pipeline.places.making import UNHEARD, Maker
from pipeline.places.propose import with_proposed
from pipeline.places.settled import Settled
from pipeline.places.sightings import MARKS, PLACE, Sighting, again, sightings
from pipeline.places.ties import Ties, Years, valid_in
from pipeline.places.towns import KINDS as TOWNS
from pipeline.places.unknown import sounds, unknown_names
from pipeline.places.words import stands_alone
from pipeline.records.mention import PlaceMention

INSIDE_SCORE = 0.9  # of a name right behind the country or province that it lies in
BESIDE_SCORE = 0.9  # of a name whose country stands in brackets behind it or in the next cell
Points = tuple[tuple[str, float], ...]  # country → points, in order
NO_POINTS: tuple[Points, bool] = ((), False)
SIDE = ", the tie's other side lies elsewhere"
AGAIN_SCORE, HELD_SCORE, SURE_SCORE = 0.85, 0.7, 0.99
_JOINTS = frozenset("、,和与及暨/-—·( \n")


def find_places(
    text: str,
    shadow: str,
    *,
    sentence_starts: Sequence[int] | None = None,
    context: PlaceContext | None = None,
    years: Sequence[tuple[int, int]] = (),
) -> tuple[PlaceMention, ...]:
    """All place mentions of a document in order, none overlapping another; `shadow` is the text's shadow, of the same length.

    `sentence_starts` (sorted offsets) replaces this room's own idea of where sentences begin; `years` are the text's dates, each with its
    offset, in order.
    """
    settled = context.settled if context else {}
    known = sightings(shadow)
    near = beside(shadow, known)
    seen = unknown_names(shadow, known, near, settled)
    evidence = Evidence(shadow, seen, context, sentence_starts)
    proposed: dict[int, float] = {}
    if context and context.propose:
        seen, proposed = with_proposed(shadow, seen, evidence.sentences(), context.propose)
    return tuple(_Finder(Maker(text, shadow, proposed), seen, near, evidence, settled, Years(years)).mentions())


class _Finder:
    """The walks over the sightings of one document."""

    def __init__(
        self,
        make: Maker,
        seen: list[Sighting],
        near: Beside,
        evidence: Evidence,
        settled: Mapping[str, tuple[Settled, ...]],
        years: Years,
    ) -> None:
        self.make, self.shadow, self.seen, self.near, self.evidence = make, make.shadow, seen, near, evidence
        self.known, self.settled, self.years = named_with_country(seen), settled, years
        self.dated = dated()
        self.persons = behind_dots(self.shadow)
        self.dropped: list[Sighting] = []
        self.named: dict[str, PlaceMention] = {}

    def mentions(self) -> list[PlaceMention]:
        """The second walk and the third."""
        made: list[PlaceMention] = []
        for at, sighting in enumerate(self.seen):
            before = made[-1] if made and made[-1].span.end == sighting.start else None
            mention = self._mention(sighting, before, at)
            if mention is None:
                if sighting.guard == 1 and not sighting.suffix:
                    self.dropped.append(sighting)
                mention, before = self._inner(sighting, at), None
            elif sighting.kind == PLACE:
                self.named.setdefault(sighting.stem, mention)
            if mention is None:
                continue
            if before is not None and mention.span.start < sighting.start:
                made.pop()
            made.append(mention)
        made = self._with_dropped(made) if self.dropped else made
        return agreed(made) if self.make.typed else made

    def _inner(self, sighting: Sighting, at: int) -> PlaceMention | None:
        """Of another name that begins inside one that was turned down, and ends before the next."""
        other = again(self.shadow, sighting)
        if other is None or (at + 1 < len(self.seen) and other.end > self.seen[at + 1].start):
            return None
        return self._mention(other, None, at)

    def _with_dropped(self, made: list[PlaceMention]) -> list[PlaceMention]:
        """高雄市 … 与高雄结盟: a short name stands for the place that the document has named by it, outside other words."""
        starts = [mention.span.start for mention in made]
        more = []
        for sighting in self.dropped:
            named = self.named.get(sighting.stem)
            if named is None or not stands_alone(self.shadow, sighting.start, sighting.end):
                continue
            at = bisect_left(starts, sighting.end)
            if at and made[at - 1].span.end > sighting.start:
                continue
            same = next((c for c in candidates(sighting.stem, "") if c.place.place_id == named.place_id), None)
            if same is not None:
                more.append(self.make.linked(sighting, same, ", as named in this document", score=AGAIN_SCORE))
        return sorted([*made, *more], key=lambda m: m.span.start) if more else made

    def _mention(self, sighting: Sighting, before: PlaceMention | None, at: int) -> PlaceMention | None:
        found = candidates(sighting.stem, sighting.suffix)
        if sighting.stem in self.dated:
            found = valid_in(found, self._year(sighting))
        if sighting.kind != PLACE:
            return self.make.linked(sighting, found[0], score=SURE_SCORE) if found else None
        codes = self.near.of(sighting)
        if self.settled and (mention := self._by_hand(sighting, before, codes)):
            return mention
        if codes and (mention := self._of_country(sighting, found, codes)):
            return mention
        if sighting.guard == 2 and not _has_kind(sighting, found) and not self._closes(sighting, before, found):
            return None
        if before is not None and (joined := self._joined(sighting, before, found)):
            return joined
        if sighting.guard and not self._in_company(sighting, found, at):
            if sighting.suffix and sounds(sighting.stem):
                return self.make.unknown(sighting, self._nearest(sighting), found)
            return None
        if not sighting.suffix and self._is_person(sighting, found):
            return None
        return self._linked(sighting, found)

    def _by_hand(self, sighting: Sighting, before: PlaceMention | None, codes: tuple[str, ...]) -> PlaceMention | None:
        """As a person has settled it, for this country or for all."""
        meant = self.settled.get(sighting.stem + sighting.suffix) or self.settled.get(sighting.stem, ())
        around = {*codes, before.country if before else self.evidence.nearest(sighting)}
        one = next((m for m in meant if m.country in around), None) or next((m for m in meant if not m.country), None)
        if one is None and len(meant) == 1 and around <= {None, "CN"}:
            one = meant[0]
        start = before.span.start if one and before and before.country == one.place.country else None
        return (
            self.make.linked(sighting, Candidate(one.place, 0.0, "settled by hand", SURE_SCORE), start=start)
            if one
            else None
        )

    def _of_country(
        self, sighting: Sighting, found: tuple[Candidate, ...], codes: tuple[str, ...]
    ) -> PlaceMention | None:
        """奥克兰(美), | 圣何塞市 | 哥斯达黎加 |: the country beside a name leaves no other; places of China in a row stay theirs."""
        bracket = sighting.end in self.near.behind
        if found and found[0].place.country == "CN" and not bracket:
            return None
        for code in codes:
            best = link_in(sighting.stem, sighting.suffix, code).best
            if best is not None:
                return self.make.linked(sighting, best, score=max(best.score, BESIDE_SCORE))
        if sighting.guard == 0 and (not found or sighting.suffix or bracket) and codes != ("CN",):
            return self.make.unknown(sighting, codes[0] if len(codes) == 1 else None, found)
        return None

    def _nearest(self, sighting: Sighting) -> str | None:
        """The country of an unknown name: China where the tie's other side is abroad, else the one named last before it."""
        return "CN" if self.ties.side(sighting) == "CN" else self.evidence.nearest(sighting)

    @cached_property
    def ties(self) -> Ties:
        """Which sightings are the two sides of a tie; asked only where a name stands in China and abroad, or is unknown."""
        return Ties(self.shadow, self.seen)

    def _year(self, sighting: Sighting) -> int | None:
        """The year of the sentence that a sighting stands in."""
        start = self.evidence.sentence(sighting.start)
        return self.years.within(start, self.evidence.sentence_end(sighting.end), sighting.start)

    @cached_property
    def cities(self) -> set[str]:
        """The places that names free of doubt mean first."""
        free = (s for s in self.seen if s.kind == PLACE and not s.guard)
        return {c.place.place_id for s in free for c in candidates(s.stem, s.suffix)[:1]}

    def _closes(self, sighting: Sighting, before: PlaceMention | None, found: tuple[Candidate, ...]) -> bool:
        """韩国天安(1997年), 广西来宾、: a word that is also a name, right behind its country or province and before a mark."""
        if before is None or before.place_id == "CN" or before.level not in ("country", "adm1"):
            return False
        return _inside(found, before) is not None and self.shadow[sighting.end : sighting.end + 1] in MARKS

    def _joined(self, sighting: Sighting, before: PlaceMention, found: tuple[Candidate, ...]) -> PlaceMention | None:
        """The name together with the country or province right before it, where it lies there."""
        inside = _inside(found, before)
        if inside is not None:
            reason = f", in {before.name} before it"
            return self.make.linked(sighting, inside, reason, score=INSIDE_SCORE, start=before.span.start)
        if sighting.suffix in TOWNS and not found and before.country == "CN":
            return self.make.unknown(sighting, "CN", start=before.span.start, within=before.place_id)
        unheard = sighting.guard == 0 and (before.level == "country" or not found)
        if unheard and before.country not in ("CN", None) and (sighting.suffix or not found):
            return self.make.unknown(sighting, before.country, found, start=before.span.start)
        return None

    def _in_company(self, sighting: Sighting, found: tuple[Candidate, ...], at: int) -> bool:
        """A guarded name may stand with its kind, after the document has said which place it is, or in a list of places."""
        if _has_kind(sighting, found) or sighting.stem in self.known or self._has_latin(sighting, found):
            return True
        left, right = self.seen[at - 1] if at else None, self.seen[at + 1] if at + 1 < len(self.seen) else None
        return self._lists(left, sighting) or self._lists(sighting, right)

    def _has_latin(self, sighting: Sighting, found: tuple[Candidate, ...]) -> bool:
        latin = latin_beside(self.shadow, sighting.end)
        return bool(latin and named(found, latin))

    def _lists(self, one: Sighting | None, other: Sighting | None) -> bool:
        """Do two sightings stand side by side in a list, and is one of them free of doubt?"""
        if one is None or other is None or other.start - one.end != 1 or self.shadow[one.end] not in _JOINTS:
            return False
        return one.kind == other.kind == PLACE and (one.guard == 0 or other.guard == 0)

    def _is_person(self, sighting: Sighting, found: tuple[Candidate, ...]) -> bool:
        """肯·利文斯通 … 利文斯通说: a name abroad that the document has behind a dot is a person's there too."""
        if not found or found[0].place.country == "CN":
            return False
        return sighting.stem in self.persons and sighting.stem not in self.known

    def _linked(self, sighting: Sighting, found: tuple[Candidate, ...]) -> PlaceMention | None:
        known = self.known.get(sighting.stem + sighting.suffix)
        if isinstance(known, Candidate):
            same = next((c for c in found if c.place.country == known.place.country), None)
            if same is not None:
                return self.make.linked(sighting, same, ", as named before", score=AGAIN_SCORE)
        elif known is not None:
            return self.make.unknown(sighting, known, found)
        latin = latin_beside(self.shadow, sighting.end) if len(found) > 1 else ""
        if latin and (one := link(named(found, latin)).best):
            return self.make.linked(sighting, one, f", {latin} beside it", score=BESIDE_SCORE)
        if len(found) < 2 or len(several := countries_of(sighting.stem, sighting.suffix)) < 2:
            points, side = NO_POINTS
        else:
            points, side = self._points(sighting, several)
        answer = (
            link(found, dict(points))
            if sighting.stem in self.dated
            else link_name(sighting.stem, sighting.suffix, points)
        )
        if answer.best is None:
            return self._unclear(sighting, answer)
        return self.make.linked(sighting, answer.best, SIDE if side and self._is_on_side(sighting, answer.best) else "")

    def _points(self, sighting: Sighting, several: frozenset[str | None]) -> tuple[Points, bool]:
        """What the surroundings and the tie say for each of several countries, and whether the tie says anything."""
        points = self.evidence.points(sighting, several)
        sides = self.ties.points(sighting, several, self.evidence.weights) if "CN" in several else {}
        for code, more in sides.items():
            points[code] = points.get(code, 0.0) + more
        return tuple(sorted(points.items())), bool(sides)

    def _is_on_side(self, sighting: Sighting, best: Candidate) -> bool:
        return (best.place.country == "CN") == (self.ties.side(sighting) == "CN")

    def _unclear(self, sighting: Sighting, answer: Link) -> PlaceMention | None:
        """Of several in China the one whose city is named; a short name is else dropped, a longer one gets a typed id."""
        here = self.cities
        held = [c for c in answer.candidates if c.place.country == "CN" and here.intersection(c.place.parents) - {"CN"}]
        if len(held) == 1:
            return self.make.linked(sighting, held[0], ", its city is named", score=HELD_SCORE)
        if not sighting.suffix and len(sighting.stem) < 3:
            return None
        countries = {c.place.country for c in answer.candidates}
        country = countries.pop() if len(countries) == 1 else self._nearest(sighting)
        return self.make.unknown(sighting, country, answer.candidates, answer.reason if answer.candidates else UNHEARD)


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
