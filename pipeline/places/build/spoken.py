"""Foreign cities as mainland papers write them (`data/cities.tsv`), joined to GeoNames by Latin name and country."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import GazetteerBroken
from pipeline.places.build.geonames import City
from pipeline.places.build.own import table
from pipeline.places.build.row import Row
from pipeline.places.build.spelling import stem
from pipeline.places.latin import plain
from pipeline.text.script import shadow

SEAT = 50_000  # inhabitants: a smaller namesake is not what the name brings to mind
REMARK = re.compile(r"\(.*\)$")  # 伦敦(加拿大): written without the remark, but London CA is not what plain 伦敦 means


def spoken(path: Path, cities: list[City]) -> dict[int, dict[str, str]]:
    """GeoNames id → names of that city, each with its source: `own`, or `own-second` where another place comes to mind first."""
    known = by_name(cities)
    found: dict[int, dict[str, str]] = {}
    lost = []
    for line in table(path):
        city = known.get((line["country"], plain(line["name_en"])))
        if city is None:
            lost.append(f"{line['name_zh']} {line['name_en']} {line['country']}")
            continue
        name = REMARK.sub("", line["name_zh"])
        found.setdefault(city["geonameid"], {})[name] = "own" if name == line["name_zh"] else "own-second"
    if lost:
        raise GazetteerBroken(f"cities that GeoNames does not have under that name: {', '.join(lost)}")
    return found


def seats(units: Iterable[Row], cities: list[City], adm1: dict[str, str]) -> dict[int, dict[str, str]]:
    """Cities that bear the Latin name of the unit they lie in: the unit's Chinese name, kind aside, is theirs too (Lagos in Lagos)."""
    known = by_name(cities)
    found: dict[int, dict[str, str]] = {}
    for row in units:
        city = known.get((row.country or "", plain(row.name_en or "")))
        if row.level != "adm1" or row.country == "CN" or city is None or city["population"] < SEAT:
            continue
        if adm1.get(f"{row.country}.{city['admin1code']}") == row.place_id:
            for name, source in row.names.items():
                rest = stem(shadow(name)) or shadow(name)
                if source in ("naturalearth", "cldr") and len(rest) > 2:
                    found.setdefault(city["geonameid"], {})[rest] = source
    return found


def by_name(cities: list[City]) -> dict[tuple[str, str], City]:
    """(country, Latin name) → the largest city of that name; a main name goes before an alternate one. `cities` are sorted by size."""
    found: dict[tuple[str, str], City] = {}
    for city in cities:
        for name in city["alternatenames"]:
            found[city["countrycode"], plain(name)] = city
    for city in cities:
        found[city["countrycode"], plain(city["name"])] = city
    return found
