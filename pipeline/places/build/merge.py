"""All sources together: one row for each place id, former names and own aliases laid on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import GazetteerBroken
from pipeline.paths import data_file
from pipeline.places.build import china, coordinates, countries, geonames, korea, own, spoken, units
from pipeline.places.build.row import Row
from pipeline.places.build.spelling import stem
from pipeline.places.latin import plain
from pipeline.text.script import shadow

RANKS = ("country", "adm1", "adm2", "city", "county", "town")
OWN_PLACES = ("places.tsv", "ended.tsv", "groups.tsv", "former.tsv")


def gather(packages: Path) -> dict[str, Row]:
    """Every place by its id."""
    cities = geonames.all_cities()
    named = spoken.spoken(data_file("pipeline.places", "cities.tsv"), cities)
    merged: dict[str, Row] = {}
    _add(merged, (row for name in OWN_PLACES for row in own.places(data_file("pipeline.places", name))))
    _add(merged, countries.rows(packages))
    _add(merged, countries.regions(packages))
    _add(merged, china.rows(packages, geonames.with_han(cities, ())))
    seats = _seats(cities)
    known = {f"geonames:{city['geonameid']}" for city in cities}  # Natural Earth has cities among its units
    _add(merged, (row for row in units.rows(packages, seats) if row.place_id not in known))
    codes = {code: unit for code, unit in seats.items() if unit in merged} | units.admin_codes(packages, merged)
    for geonameid, names in spoken.seats(merged.values(), cities, codes).items():
        named[geonameid] = names | named.get(geonameid, {})
    _add(merged, geonames.rows(geonames.with_han(cities, named), codes, named))
    _add(merged, korea.rows(data_file("pipeline.places", "korea.tsv"), codes, cities))
    _join_taiwan(merged)
    _former(merged, packages)
    _aliases(merged)
    _mend_parents(merged)
    _codes(merged)
    coordinates.mend(merged, cities)
    return merged


def _add(merged: dict[str, Row], found: Iterable[Row]) -> None:
    for row in found:
        if row.place_id in merged:
            merged[row.place_id].absorb(row)
        else:
            merged[row.place_id] = row


def _seats(cities: list[geonames.City]) -> dict[str, str]:
    """GeoNames' admin code of a unit's seat → the unit, for units that no source joins (PL.82 is Gdańsk's, so it is 滨海省)."""
    known = spoken.by_name(cities)
    found: dict[str, str] = {}
    for line in own.table(data_file("pipeline.places", "seats.tsv")):
        city = known.get((line["country"], plain(line["city"])))
        if city is not None and line["place_id"][:3] == f"{line['country']}-":
            found[f"{line['country']}.{city['admin1code']}"] = line["place_id"]
    return found


def _codes(merged: dict[str, Row]) -> None:
    """The codes of the Correlates of War list, for joining with data on states, and further codes of any place."""
    for line in own.table(data_file("pipeline.places", "codes.tsv")):
        if line["place_id"] not in merged:
            raise GazetteerBroken(f"codes of a place that no source has: {line['place_id']}")
        for row in merged.values():
            row.ids -= {code for code in line["codes"].split() if code[0] == "Q"}
        merged[line["place_id"]].ids |= set(line["codes"].split())
    _unshare(merged)
    for line in own.table(data_file("pipeline.places", "cow.tsv")):
        if line["place_id"] in merged:
            merged[line["place_id"]].ids.add(f"COW:{line['number']}")


def _unshare(merged: dict[str, Row]) -> None:
    """An id of Wikidata or GeoNames joins one place: of several the highest keeps it (AW before its only unit), of equals none."""
    claimed: dict[str, list[Row]] = defaultdict(list)
    for row in merged.values():
        for code in row.ids - {row.place_id}:
            if code[0] == "Q" or code.startswith("geonames:"):
                claimed[code].append(row)
    for code, found in claimed.items():
        best = min(map(_rank, found))
        highest = [row for row in found if _rank(row) == best]
        for row in found:
            if len(highest) > 1 or row is not highest[0] or code in merged:
                row.ids.discard(code)


def _rank(row: Row) -> int:
    return RANKS.index(row.level) if row.level in RANKS else len(RANKS)


def _mend_parents(merged: dict[str, Row]) -> None:
    """A parent that no source names (counties straight under a province, dependencies) gives way to the next unit above."""
    for row in merged.values():
        if row.parent and row.parent not in merged:
            province = row.parent[:2] + "0000"
            above = province if row.parent.isdecimal() else row.country
            row.parent = above if above in merged and above != row.place_id else None


def _join_taiwan(merged: dict[str, Row]) -> None:
    """A city of Taiwan is one place, though ISO 3166-2 and GeoNames have a row each."""
    cities = {
        stem(row.name_zh) or row.name_zh: row
        for row in merged.values()
        if row.parent == "CN-TW" and row.place_id.startswith("TW-")
    }
    for row in [r for r in merged.values() if r.parent == "CN-TW" and r.source == "geonames"]:
        unit = next((cities[name] for name in map(_plain, row.names) if name in cities), None)
        if unit is not None:
            unit.absorb(row)
            unit.lat, unit.lon, unit.name_en = row.lat, row.lon, row.name_en
            del merged[row.place_id]


def _plain(name: str) -> str:
    key = shadow(name)
    return stem(key) or key


def _former(merged: dict[str, Row], packages: Path) -> None:
    """A renamed unit keeps its former name as a name; a name that another place bears today is left to that place."""
    today = {row.name_zh: row for row in merged.values() if row.country == "CN" and row.source == "jionlp"}
    for old, new, _day in china.former_names(packages / "jionlp/jionlp/dictionary/china_location_change.txt"):
        if old not in today and new in today:
            today[new].names.setdefault(old, "jionlp")


def _aliases(merged: dict[str, Row]) -> None:
    lines = own.table(data_file("pipeline.places", "aliases.tsv"))
    lost = [f"{line['name']} ({line['place_id']})" for line in lines if line["place_id"] not in merged]
    if lost:
        raise GazetteerBroken(f"aliases of places that no source has: {', '.join(lost)}")
    for line in lines:
        row = merged[line["place_id"]]
        for name in line["name"].split():
            row.names[name] = "own"
