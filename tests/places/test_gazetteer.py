"""The built file: small enough, every row with its source and licence, every own table used and with reasons."""

from __future__ import annotations

import sqlite3

import pytest

from pipeline.paths import data_file
from pipeline.places.build.row import LICENCES
from pipeline.places.gazetteer import FILE, place
from pipeline.places.matcher import rows

MAY_TRAVEL = {"CC-BY-4.0", "public domain", "Unicode-DFS-2016", "Unicode-3.0", "MIT", "ISC", "Apache-2.0"}


@pytest.fixture(scope="module")
def built() -> sqlite3.Connection:
    return sqlite3.connect(data_file("pipeline.places", FILE))


def test_size() -> None:
    assert data_file("pipeline.places", FILE).stat().st_size < 12_000_000


def test_every_place_has_a_source_whose_licence_lets_it_travel(built: sqlite3.Connection) -> None:
    sources = {row[0] for row in built.execute("SELECT DISTINCT source FROM place")}
    assert sources <= set(LICENCES)
    assert set(LICENCES.values()) <= MAY_TRAVEL
    assert dict(built.execute("SELECT source, licence FROM licence")) == LICENCES


def test_every_parent_is_a_place(built: sqlite3.Connection) -> None:
    lost = built.execute(
        "SELECT place_id, parent FROM place WHERE parent IS NOT NULL AND parent NOT IN (SELECT place_id FROM place)"
    ).fetchall()
    assert lost == []


@pytest.mark.parametrize(
    "table",
    [
        "aliases.tsv",
        "places.tsv",
        "ended.tsv",
        "groups.tsv",
        "guards.tsv",
        "notplaces.tsv",
        "blends.tsv",
        "signs.tsv",
        "former.tsv",
        "earth.tsv",
        "codes.tsv",
        "townwords.tsv",
        "townends.tsv",
        "things.tsv",
    ],
)
def test_every_own_line_has_its_reason(table: str) -> None:
    assert [line for line in rows(table) if not line["reason"]] == []


def test_the_notice_names_every_source() -> None:
    notice = data_file("pipeline.places", "NOTICE.md").read_text(encoding="utf-8").lower()
    assert [s for s in LICENCES if s != "own" and s.replace("naturalearth", "natural earth") not in notice] == []


def test_a_wikidata_id_joins_one_place(built: sqlite3.Connection) -> None:
    places: dict[str, list[str]] = {}
    for place_id, ids in built.execute("SELECT place_id, ids FROM place"):
        for code in (ids or "").split():
            if code[0] == "Q" and code[1:].isdecimal():
                places.setdefault(code, []).append(place_id)
    assert {code: found for code, found in places.items() if len(found) > 1} == {}
    assert len(places) > 3500


@pytest.mark.parametrize(
    ("place_id", "keys", "point"),
    [
        ("NL", {"iso_3166_1_alpha3": "NLD", "cow": "210", "wikidata": "Q55"}, "the country, not the Kingdom"),
        ("KZ-ZHA", {"iso_3166_2": "KZ-31", "iso_3166_2_former": "KZ-ZHA"}, "the code of today beside the older one"),
        ("CO-DC", {"wikidata": "Q2841"}, "Bogotá, not the department around it"),
        ("CO-CUN", {"wikidata": "Q232564"}, "… and the department"),
        ("IT-25", {"wikidata": "Q1210"}, "a region that Natural Earth does not have"),
        ("440100", {"gbt_2260_2021": "440100", "geonames": "1809858"}, "GB/T 2260 with the year of its edition"),
        ("CN-HK", {"gbt_2260_2021": "810000", "iso_3166_2": "CN-HK", "iso_3166_1_alpha3": "HKG"}, "codes of all lists"),
        ("SUHH", {"iso_3166_3": "SUHH", "cow": "365", "wikidata": "Q15180"}, "a state that ended"),
    ],
)
def test_keys_for_joins(place_id: str, keys: dict[str, str], point: str) -> None:
    found = place(place_id)
    assert found is not None
    assert keys.items() <= found.keys.items(), point
