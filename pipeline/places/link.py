"""From a name to one place or none: kind before string match, country before prior, population last; every answer has its reasons.

All weights stand in `WEIGHTS`. Two candidates of different countries (in China: of different provinces) within `CLEAR` points are not told
apart: then there is no answer, and the candidates are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log10

from pipeline.places.gazetteer import Entry, Place, countries, entries, keys_from, place, sound_alikes
from pipeline.places.kinds import FIRST, levels_of

WEIGHTS = {
    "own": 30.0,  # our own table says so
    "full": 6.0,  # the very string, kind included
    "stem": 0.0,
    "kind": 20.0,  # the level that the kind names
    "first": 6.0,  # … and the level that this kind mostly means
    "country": 40.0,
    "per tenfold population": 5.0,
}
PRIOR = {
    "country": 60.0,
    "region": 40.0,
    "group": 40.0,
    "adm1": 27.0,
    "adm2": 14.0,
    "city": 2.0,
    "county": 6.0,
    "town": 0.0,
}
CHINESE_PRIOR = {"adm1": 60.0, "prefecture": 45.0, "adm2": 40.0, "city": 34.0, "county": 30.0, "district": 22.0}
CLEAR = 2.5
SCORE = {
    "base": 0.5,
    "sure": 0.2,
    "alone": 0.25,
    "context": 0.2,
}  # a score's parts: kind or own table, no rival near, country known
SOUND_SCORE = 0.7
PART_SCORE = 0.6
ISLET = 200_000  # inhabitants
MARGIN = 20.0  # points between the best and the next place elsewhere that count as no rival at all


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with points and the reasons for them."""

    place: Place
    points: float
    reason: str
    score: float = 0.5  # 0 to 1; what has no rival and is of the kind that the name says comes near 1


@dataclass(frozen=True, slots=True)
class Link:
    """The one place, or None with the candidates that could not be told apart (best first)."""

    best: Candidate | None
    candidates: tuple[Candidate, ...]
    reason: str


@lru_cache(maxsize=20_000)
def candidates(stem: str, suffix: str) -> tuple[Candidate, ...]:
    """All places that stem and kind may mean, best first, before any context."""
    found: dict[str, Candidate] = {}
    for key in dict.fromkeys((stem + suffix, stem)):
        for entry in entries(key):
            made = _weigh(entry, suffix, key == stem + suffix)
            if made and (made.place.place_id not in found or found[made.place.place_id].points < made.points):
                found[made.place.place_id] = made
    return tuple(sorted(found.values(), key=lambda c: (-c.points, c.place.place_id)))


def _weigh(entry: Entry, suffix: str, whole: bool) -> Candidate | None:
    where, reasons = entry.place, []
    points = prior(where)
    if entry.form == "o":
        points += WEIGHTS["own"] + (WEIGHTS["full"] if whole else 0)
        reasons.append("own table")
    elif whole and (entry.form == "f" or not suffix):
        points += WEIGHTS["full"] if entry.form == "f" else WEIGHTS["stem"]
        reasons.append("whole name" if entry.form == "f" else "name without its kind")
    levels = levels_of(suffix, where.country)
    if levels is not None:
        if where.level in levels and _is_city(where, suffix):
            points += WEIGHTS["kind"] + (WEIGHTS["first"] if FIRST.get(suffix[-1]) == where.level else 0)
            reasons.append(f"kind {suffix}")
        elif not whole:
            return None
    if where.population and where.country != "CN":
        points += log10(where.population + 1) * WEIGHTS["per tenfold population"]
    return Candidate(where, points, ", ".join(reasons) or "name")


def _is_city(where: Place, suffix: str) -> bool:
    """A first-level unit answers to 市 only where it is a city itself (上海市, 胡志明市)."""
    return suffix[-1] != "市" or where.level != "adm1" or where.name_zh.endswith("市")


def prior(where: Place) -> float:
    """How likely a place of this rank is meant at all."""
    if where.country == "CN" and where.level in CHINESE_PRIOR:
        return CHINESE_PRIOR[_rank(where)]
    if where.level == "adm1" and where.country in _islets():
        return PRIOR["adm2"]
    return PRIOR.get(where.level, 0.0)


@cache
def _islets() -> frozenset[str]:
    """Countries of so few people that their first-level units are parishes (Devonshire on Bermuda)."""
    return frozenset(p.country for p in countries() if p.country and 0 < p.population < ISLET)


def _rank(where: Place) -> str:
    if where.level == "city" and where.place_id.isdecimal() and where.place_id.endswith("00"):
        return "prefecture"
    return "district" if where.level == "county" and where.name_zh.endswith("区") else where.level


def link(
    found: tuple[Candidate, ...],
    countries: Mapping[str, float] | None = None,
    *,
    only: str | None = None,
    show: bool = False,
) -> Link:
    """The one place among candidates; `countries` gives points for context, `only` is a country that is certain.

    The candidates of the answer have their scores only with `show`, or where there is no answer.
    """
    if only:
        within = tuple(c for c in found if in_country(c.place, only))
        return _decide(within, f"in {only}", show) if within else Link(None, (), f"no such name in {only}")
    if countries:
        weighed = (_weighed(c, countries.get(c.place.country or "", 0.0)) for c in found)
        found = tuple(sorted(weighed, key=lambda c: (-c.points, c.place.place_id)))
    return _decide(found, "", show)


@lru_cache(maxsize=20_000)
def link_name(stem: str, suffix: str, countries: tuple[tuple[str, float], ...] = ()) -> Link:
    """`link` for a name with its kind; the same names in the same company come again and again within a document."""
    return link(candidates(stem, suffix), dict(countries))


@lru_cache(maxsize=20_000)
def link_in(stem: str, suffix: str, country: str) -> Link:
    """`link` for a name with its kind whose country is certain."""
    return link(candidates(stem, suffix), only=country)


@lru_cache(maxsize=20_000)
def countries_of(stem: str, suffix: str) -> frozenset[str | None]:
    """The countries of all places that stem and kind may mean."""
    return frozenset(c.place.country for c in candidates(stem, suffix))


def _weighed(candidate: Candidate, points: float) -> Candidate:
    if not points:
        return candidate
    reason = f"{candidate.reason}, {candidate.place.country} in context"
    return replace(candidate, points=candidate.points + points, reason=reason)


def _decide(found: tuple[Candidate, ...], why: str, show: bool) -> Link:
    if not found:
        return Link(None, (), "no such name")
    best = found[0]
    rival = next((c for c in found[1:] if _elsewhere(best.place, c.place)), None)
    margin = best.points - rival.points if rival else MARGIN
    shown = found[:5]
    if show or margin < CLEAR:
        shown = tuple(replace(c, score=_score(c, c.points - best.points, why)) for c in shown)
    if margin < CLEAR:
        near = sum(best.points - c.points < CLEAR for c in found[1:] if _elsewhere(best.place, c.place))
        return Link(None, shown, f"{near + 1} places of this name, none clearly meant")
    reason = f"{best.reason}{', ' + why if why else ''}"
    return Link(replace(best, reason=reason, score=_score(best, margin, why)), shown, reason)


def _score(candidate: Candidate, margin: float, why: str) -> float:
    """0.05 to 0.99 from what speaks for the candidate and how far its next rival is."""
    sure = any(word in candidate.reason for word in ("kind", "own", "whole"))
    known = bool(why) or "context" in candidate.reason
    points = (
        SCORE["base"]
        + SCORE["sure"] * sure
        + SCORE["alone"] * max(-1.0, min(1.0, margin / MARGIN))
        + SCORE["context"] * known
    )
    return round(max(0.05, min(0.99, points)), 3)


def _elsewhere(one: Place, other: Place) -> bool:
    """Two places that cannot be the same at two levels (city and province of one name)."""
    if one.country != other.country:
        return True
    if one.country == "CN":
        return _province(one) != _province(other)
    if one.place_id in other.parents or other.place_id in one.parents:
        return False
    return (
        one.level == other.level
        and one.country is not None
        and bool(one.lat and other.lat and abs(one.lat - other.lat) > 0.5)
    )


def same_sound(stem: str, suffix: str, country: str) -> Candidate | None:
    """The one place of `country` whose name is read like this one (帕尔玛 for 帕尔马); equal sounds only, likeness misleads."""
    found = {c.place.place_id: c for key in sound_alikes(stem) for c in candidates(key, suffix)}
    best = link(tuple(sorted(found.values(), key=lambda c: (-c.points, c.place.place_id))), {}, only=country).best
    return best and replace(best, reason=f"{best.reason}, same sound as {best.place.name_zh}", score=SOUND_SCORE)


@lru_cache(maxsize=5_000)
def alike(stem: str, suffix: str, country: str) -> Candidate | None:
    """The one place of `country` that is written otherwise: of the same sound, else with the same first part."""
    return same_sound(stem, suffix, country) or same_first_part(stem, suffix, country)


def same_first_part(stem: str, suffix: str, country: str) -> Candidate | None:
    """The one unit of `country` whose name begins with the same part before its mark (豪伊杜-比豪 for 豪伊杜-比哈尔州)."""
    first, mark, _ = stem.replace("·", "-").partition("-")
    if not mark or len(first) < 2 or not suffix:
        return None
    found = {c.place.place_id: c for key in keys_from(f"{first}-") for c in candidates(key, suffix)}
    fits = [c for c in found.values() if in_country(c.place, country) and f"kind {suffix}" in c.reason]
    if len(fits) != 1:
        return None
    reason = f"{fits[0].reason}, begins like {fits[0].place.name_zh}"
    return replace(fits[0], reason=reason, score=PART_SCORE)


def _province(where: Place) -> str:
    """The first-level unit of China that a place is or lies in."""
    chain = (where.place_id, *where.parents)
    return chain[-2] if len(chain) > 1 else where.place_id


def in_country(where: Place, country: str) -> bool:
    """Is the place in that country, or in a successor of a country that ended?"""
    if where.country == country or PARTS.get(where.country or "") == country:
        return True
    ended = place(ENDED.get(country, ""))
    return ended is not None and where.country in ended.members


PARTS = {"XK": "RS"}  # GeoNames' code for cities of 科索沃, which the gazetteer has as a unit of Serbia
ENDED = {"SU": "SUHH", "YU": "YUCS", "CS": "CSHH", "DD": "DDDE", "ZR": "ZRCD"}
