"""Places by what other data call them: a code (Wikidata, GeoNames, GB/T 2260, ISO), or an English name.

Reports are Chinese and never ask this; lists of ties from elsewhere do. An English name counts only where one place bears it, or one
of its country stands out by its level.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

from pipeline.places.gazetteer import Place, place, place_names

_ENTITY = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(?P<code>Q\d+)$")
_GEONAMES = re.compile(r"(?:https?://(?:www\.|sws\.)?geonames\.org/)(?P<number>\d+)/?$")
_KINDS = re.compile(
    r"\b(?:city|municipality|province|prefecture|state|county|region|district|metropolitan|governorate|oblast|of|the)\b"
)
_WIDE = re.compile(r"\b(?:province|prefecture|state|region|governorate|oblast)\b")
# Which of several places of one name is meant: the city, unless the name says that it is a province.
_CITY_FIRST = {"country": 0, "city": 1, "adm2": 2, "adm1": 3, "county": 4, "town": 5}
_PROVINCE_FIRST = {**_CITY_FIRST, "adm1": 0}


def place_by_code(code: str) -> Place | None:
    """The place of an id of the gazetteer, or of a code of another list; None where no place has it."""
    words = code.strip()
    if (entity := _ENTITY.match(words)) is not None:
        words = entity["code"]
    if (number := _GEONAMES.match(words)) is not None:
        words = f"geonames:{number['number']}"
    return place(words) or (place(_codes()[words]) if words in _codes() else None)


def place_by_english(name: str, country: str | None = None) -> Place | None:
    """The one place of that English name, in `country` (ISO 3166-1 alpha-2) where it is known; None where several may be meant."""
    ids = _english().get(_folded(name)) or _english().get(_stem(name)) or ()
    found = [p for p in map(place, ids) if p is not None and country in (None, p.country)]
    if len(found) > 1:
        rank = _PROVINCE_FIRST if _WIDE.search(name.lower()) else _CITY_FIRST
        best = min(rank.get(p.level, 6) for p in found)
        found = [p for p in found if rank.get(p.level, 6) == best]
    if len(found) > 1 and country is not None:
        by_size = sorted(found, key=lambda p: (-p.population, p.place_id))
        found = by_size[:1] if by_size[0].population > 4 * by_size[1].population else found
    return found[0] if len(found) == 1 else None


@cache
def _codes() -> dict[str, str]:
    return {code: place_id for place_id, _, ids in place_names() for code in ids.split()}


@cache
def _english() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = defaultdict(list)
    for place_id, name, _ in place_names():
        for key in dict.fromkeys((_folded(name), _stem(name))) if name else ():
            names[key].append(place_id)
    return {name: tuple(ids) for name, ids in names.items()}


def _folded(name: str) -> str:
    """Without accents, case and marks: Saint-Étienne and saint etienne are one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", plain.replace("'", "")).split())


def _stem(name: str) -> str:
    """Without the word for its kind: Hyogo Prefecture, City of York."""
    words = _KINDS.sub(" ", _folded(name))
    return " ".join(words.split()) or _folded(name)
