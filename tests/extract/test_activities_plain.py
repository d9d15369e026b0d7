"""Happenings whose verb no list has: the shape of a dated clause tells them, and nothing else does."""

from __future__ import annotations

import pytest

from tests.extract.test_activities_verbs import activities

DEEDS = [
    ("1998年3月，北九州市的教练在大连市带出两名女子裁判。", "1998-03"),
    ("2009年，南宁市的厨师在曼谷捏出一条面龙，引来掌声。", "2009"),
    ("2014年5月，广州市的花匠为里昂市扎出一座牡丹牌楼，供游客合影。", "2014-05"),
]


@pytest.mark.parametrize(("text", "date"), DEEDS, ids=[row[0] for row in DEEDS])
def test_one_side_acts_at_the_other(text: str, date: str) -> None:
    (found,) = activities(text)
    assert (found.date, len(found.participants)) == (date, 2)


NONE = [
    "北九州市的教练在大连市带出两名女子裁判。",  # no date
    "2009年，南宁市与曼谷的糕点师捏面龙。",  # no direction
    "2014年，广州市对里昂市的出口是学生用品。",  # what is
    "2014年，广州市的花匠拟为里昂市扎一座学校牌楼。",  # a plan
    "1998年，大连市的学校在北京市带出裁判。",  # one side
]


@pytest.mark.parametrize("text", NONE)
def test_other_shapes_tell_of_none(text: str) -> None:
    assert activities(text) == []


BROAD = [
    ("1997年5月，南京市的木偶剧团在伦敦巡游三天。", {"culture_sports"}),
    ("2012年6月，上海市的眼科医生在仰光接诊白内障病人二百名。", {"science_health"}),
    ("2003年9月，厦门市的茶叶店在马拉加市开张。", {"trade_investment"}),
    ("2018年8月，济南市与大阪市的孩子们结伴参观聚餐。", {"civil_society", "people_education"}),
]


@pytest.mark.parametrize(("text", "fair"), BROAD, ids=[row[0] for row in BROAD])
def test_verbs_and_things_of_each_field(text: str, fair: set[str]) -> None:
    (found,) = activities(text)
    assert found.category in fair
