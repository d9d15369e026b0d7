"""The tie's other side and the date: two countries, one of them China, and units that were there when it was made."""

from __future__ import annotations

import pytest

from pipeline.places import find_places
from pipeline.records.mention import PlaceMention
from pipeline.text.script import shadow


def found(text: str, year: int | None = None) -> list[PlaceMention]:
    years = [(0, year)] if year else []
    return [m for m in find_places(text, shadow(text), years=years) if m.level != "country"]


@pytest.mark.parametrize(
    ("text", "ids", "point"),
    [
        ("韩国来信。宁波市与丽水市结为友好城市。", ["330200", "geonames:1884138"], "Korea is spoken of: Yeosu"),
        ("广州市与西安市结为友好城市。", ["440100", "610100"], "nothing abroad is spoken of: friends within China"),
        ("丽水市与德国汉堡市缔结友好关系", ["331100", "geonames:2911298"], "… and the German one with Lishui"),
        ("丽水市与宁波市开展协作", ["331100", "330200"], "no tie: both stay in China"),
        ("山东省与河南省建立友好关系", ["370000", "410000"], "a province is not lost to Hà Nam"),
        ("青枫市与法国里昂市结为友好城市", ["x-CN-青枫", "geonames:2996944"], "an unknown name before a place abroad"),
        ("里昂市同青枫市结为友好城市", ["geonames:2996944", "x-CN-青枫"], "… and behind it"),
        ("宁波市同青枫市结为友好城市", ["330200", "x-XX-青枫"], "abroad, but nobody says where"),
        ("汕头市与岸和田市缔结友好城市", ["440500", "geonames:1859383"], "one meaning only stays as it is"),
    ],
)
def test_the_other_side(text: str, ids: list[str], point: str) -> None:
    assert [m.place_id for m in found(text)] == ids, point


def test_the_reason_names_the_other_side() -> None:
    assert "the tie's other side lies elsewhere" in found("韩国来信。宁波市与丽水市结为友好城市。")[1].reason


@pytest.mark.parametrize(
    ("text", "year", "place_id", "point"),
    [
        ("法国阿尔萨斯大区", 1986, "FR-A-ALS", "a region that ended in 2015"),
        ("清水市代表团", 1984, "former:JP-shimizu", "a city until 2003"),
    ],
)
def test_units_that_ended(text: str, year: int, place_id: str, point: str) -> None:
    mention = found(text, year)[-1]
    assert mention.place_id == place_id, point
    assert f"there in {year}" in mention.reason, point
