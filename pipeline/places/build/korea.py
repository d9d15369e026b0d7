"""Korean cities and counties in Chinese, written by hand: GeoNames has aliases for a third of them only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.places.build.geonames import City
from pipeline.places.build.own import table
from pipeline.places.build.row import Row


def rows(path: Path, adm1: dict[str, str], cities: list[City]) -> Iterator[Row]:
    """A row for each si and gun, with GeoNames' id where its Latin name stands in the same province."""
    known = _geonames(adm1, cities)
    for line in table(path):
        city = known.get((line["province"], _plain(line["name_en"])))
        place_id = f"geonames:{city['geonameid']}" if city else f"{line['province']}-{line['name_en']}"
        yield Row(
            place_id=place_id,
            country="KR",
            level="city" if line["name_zh"].endswith("市") else "county",
            name_zh=line["name_zh"],
            source="own",
            name_en=line["name_en"],
            lat=round(city["latitude"], 4) if city else None,
            lon=round(city["longitude"], 4) if city else None,
            population=city["population"] if city else 0,
            parent=line["province"],
            ids={place_id},
            names={line["name_zh"]: "own-plain"},
        )


def _geonames(adm1: dict[str, str], cities: list[City]) -> dict[tuple[str, str], City]:
    found: dict[tuple[str, str], City] = {}
    for city in cities:
        if city["countrycode"] == "KR":
            for name in (*city["alternatenames"], city["name"]):
                if name.isascii():
                    found[adm1.get(f"KR.{city['admin1code']}", ""), _plain(name)] = city
    return found


def _plain(name: str) -> str:
    return re.sub(r"(?:si|gun|shi|kun)$", "", re.sub(r"[^a-z]", "", name.lower()))
