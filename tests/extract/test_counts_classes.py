"""Classes of measures and times: gifts, decades, years held against, what stands at a year's end; sentences of our own."""

from __future__ import annotations

import pytest

from tests.extract.test_counts import rows

MEASURES = [
    ("1991年，济南市向和歌山市赠送丹顶鹤1对。", 1, "other", "a gift of a pair is no tie"),
    ("2003年，长沙市回赠鹿儿岛市锦鲤4对。", 4, "other", "a gift in return"),
    ("20世纪80年代湖南省的友城只有5对。", 5, "new_sister_pairs", "ties of a decade were made in it"),
    ("20世纪90年代四川省有友城9对。", 9, "new_sister_pairs", "another decade"),
    ("截至2016年，河北省同33座外国城市缔结了友城40对。", 33, "sister_places", "ties have a number of their own"),
    ("2016年，合肥市与仁川市签署合作备忘录3份。", 3, "activity_count", "papers that were signed"),
    ("安徽省友城不少，但有8个非洲国家至今没有结好。", 8, "other", "places without a tie"),
]
TIMES = [
    ("2021年，珠海市友城来访团组12批，较2019年减少30人次。", 30, "2021", "a year that is held against"),
    ("到2018年底，落户无锡的日本企业达900家。", 900, "2018-12", "what there is on a day"),
    ("1992年以前，扬州市先后接待唐津市代表团15批。", 15, "../1992", "a period that is open at its beginning"),
    (
        "截至2020年6月，云南省共有友城90对。到90年代，省里往来渐多。\n\n其中泰国21对。",
        21,
        "2020-06",
        "no table is as of a decade",
    ),
]


@pytest.mark.parametrize(("text", "value", "measure", "point"), MEASURES, ids=[row[3] for row in MEASURES])
def test_measures_by_class(text: str, value: float, measure: str, point: str) -> None:
    assert [str(row[2]) for row in rows(text) if row[0] == value] == [measure], point


@pytest.mark.parametrize(("text", "value", "time", "point"), TIMES, ids=[row[3] for row in TIMES])
def test_times_by_class(text: str, value: float, time: str, point: str) -> None:
    assert [row[4] for row in rows(text) if row[0] == value] == [time], point


def test_any_two_houses_are_no_count() -> None:
    assert rows("那年洛阳与图尔尚无往来，两家都不是友城。") == []
