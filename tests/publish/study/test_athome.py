"""Ties by the Chinese side: provinces, the division that the reports use, levels by code and name."""

from __future__ import annotations

import pytest

from pipeline.errors import UsageError
from pipeline.publish.study.athome import foreign_kind, kind_of, province_of
from pipeline.publish.study.words import data
from tests.publish.study.conftest import CHINA, NANJING, NARA, SHANGHAI, XIAN, Make, at, number, tie

EAST, WEST, NORTHEAST = at("x-CN-东部省份", "东部省份"), at("CN-WEST", "西部地区"), at("x-CN-东北", "东北")
CENTRE, CITIES = at("x-CN-中部", "中部"), at("x-CN-中西部地区", "中西部地区")


@pytest.mark.parametrize("key", ["three", "four", "three-1986"])
def test_a_division_holds_each_province_once_and_says_why(key: str) -> None:
    scheme = next(one for one in data("regions")["scheme"] if one["key"] == key)
    provinces = [p for region in scheme["region"] for p in region["provinces"].split()]
    assert (len(provinces), len(set(provinces))) == (31, 31)
    assert scheme["reason"]


def test_regions_as_the_reports_divide(release_of: Make) -> None:
    liaoning = at("210200", "大连")
    numbers = number(6, "2019", EAST), number(2, "2019", CENTRE), number(2, "2019", WEST)
    three = release_of(tie(liaoning, NARA), tie(XIAN, NARA), *numbers, number(12, "2018", CHINA)).table("by-region")
    rows = three.frame.set_index("key")
    assert rows.named.to_dict() == {"east": 1, "central": 0, "west": 1, "total": 2}
    assert rows.stated_share.to_dict() == {"east": 60.0, "central": 20.0, "west": 20.0, "total": 100.0}
    assert three.stated[0].what.en == "sum of the parts that reports state"  # no total of that day is stated
    four = release_of(tie(liaoning, NARA), *numbers, number(1, "2019", NORTHEAST)).table("by-region")
    assert four.frame.set_index("key").named.to_dict() == {
        "east": 0,
        "central": 0,
        "west": 0,
        "northeast": 1,
        "total": 1,
    }


def test_a_region_of_another_division_lends_no_number(release_of: Make) -> None:
    release = release_of(
        tie(XIAN, NARA), number(6, "2019", EAST), number(1, "2019", NORTHEAST), number(9, "2019", CITIES)
    )
    assert release.table("by-region", scheme="three").frame.stated.isna().all()
    with pytest.raises(UsageError, match="three-1986"):
        release.table("by-region", scheme="seven")


def test_provinces_sum_up_beside_their_region(release_of: Make) -> None:
    jiangsu = at("320000", "江苏")
    said = number(6, "2019", EAST), number(4, "2019", jiangsu), number(1, "2019", SHANGHAI)
    study = release_of(tie(NANJING, NARA), *said).table("by-region")
    row = study.frame.iloc[0]
    assert (row.provinces_stated, row.provinces_counted, row.stated) == (5, 2, 6)
    assert len(study.fact_ids(0, "provinces_stated")) == 2


@pytest.mark.parametrize(
    ("place_id", "province", "kind"),
    [
        ("610100", "610000", "subprovincial"), ("320500", "320000", "prefecture"), ("150781", "150000", "county-city"),
        ("310115", "310000", "district"), ("431228", "430000", "county"), ("310000", "310000", "municipality"),
        ("320000", "320000", "province"), ("CN-HK", "CN-HK", "sar"), ("CN-SIP", "320000", "zone"), ("x-CN-某", None, "unknown"),
        ("999901", "990000", "unknown"),  # a code that the gazetteer does not have
    ],
)  # fmt: skip
def test_levels_of_chinese_places(place_id: str, province: str | None, kind: str) -> None:
    assert (province_of(place_id), kind_of(place_id)) == (province, kind)


def test_levels_of_both_sides(release_of: Make) -> None:
    iowa = at("US-IA", "艾奥瓦州", "US")
    below = number(3, "2019", CHINA, item="县级以下")
    release = release_of(tie(XIAN, NARA), tie(at("130000", "河北"), iowa), number(2, "2019", CHINA, item="省级"), below)
    rows = release.table("by-level").frame.set_index("key")
    assert rows.named[["province", "below", "city", "county"]].tolist() == [1, 1, 1, 0]
    assert (rows.to_adm1["province"], rows.to_city["city"]) == (1, 1)
    assert rows.stated["province"] == 2
    assert release.table("by-level", scheme="foreign").frame.key.tolist() == ["adm1", "city", "total"]
    assert (foreign_kind("US-IA"), foreign_kind("x-XX-某")) == ("adm1", "unknown")
