"""The built file: small enough, every row with its source and licence, every own table used and with reasons."""

from __future__ import annotations

import sqlite3

import pytest

from pipeline.paths import data_file
from pipeline.places.build.row import LICENCES
from pipeline.places.gazetteer import FILE
from pipeline.places.matcher import rows

MAY_TRAVEL = {"CC-BY-4.0", "public domain", "Unicode-DFS-2016", "Unicode-3.0", "MIT", "Apache-2.0"}


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
    ["aliases.tsv", "places.tsv", "ended.tsv", "groups.tsv", "guards.tsv", "notplaces.tsv", "blends.tsv", "signs.tsv"],
)
def test_every_own_line_has_its_reason(table: str) -> None:
    assert [line for line in rows(table) if not line["reason"]] == []


def test_the_notice_names_every_source() -> None:
    notice = data_file("pipeline.places", "NOTICE.md").read_text(encoding="utf-8").lower()
    assert [s for s in LICENCES if s != "own" and s.replace("naturalearth", "natural earth") not in notice] == []
