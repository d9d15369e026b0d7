"""One side of a register's row: by its code, else by its Chinese name, else by its English one."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.places import Place, place, place_by_code, place_by_english, resolve
from pipeline.records.claim import PlaceRef

_LATIN = re.compile(r"[A-Za-zÀ-ž .,'()/-]+")
CHINA, NOWHERE = "CN", "XX"
_CODE = re.compile(r"[A-Z]{2}")


@lru_cache(maxsize=4096)
def country_of(words: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country's name or code; None where it is not known."""
    if _CODE.fullmatch(words.upper()) and place(words.upper()):
        return words.upper()
    found = place_by_code(words) or (place_by_english(words) if _LATIN.fullmatch(words) else resolve(words).place)
    return found.country if found is not None and found.level == "country" else None


@lru_cache(maxsize=65_536)
def side_of(code: str, name: str, first: str | None, second: str | None) -> PlaceRef:
    """The place of a side, looked for in `first`, then in `second`, then anywhere (countries by ISO 3166-1 alpha-2).

    Of a name that no list has an id made from country and name (x-PL-…); x-XX-… for one without a country of its own.
    """
    words = name or code
    found = (place_by_code(code) if code else None) or _named(name, first) or _named(name, second) or _named(name, None)
    if found is None:
        abroad = first if first not in (CHINA, None) else None
        return PlaceRef(words, f"x-{abroad or NOWHERE}-{words}", words, None, abroad)
    own = name if name and not _LATIN.fullmatch(name) else found.name_zh
    return PlaceRef(words, found.place_id, own, found.name_en, found.country)


def _named(name: str, country: str | None) -> Place | None:
    if not name:
        return None
    if _LATIN.fullmatch(name):
        return place_by_english(name.partition(",")[0].partition("(")[0], country)
    return resolve(name, country).place
