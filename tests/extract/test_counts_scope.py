"""Scopes of counts: the places that hold a number where its clause names none, or names them by a pronoun or a number."""

from __future__ import annotations

import pytest

from tests.extract.test_counts import rows

Placed = list[tuple[float, list[str]]]

SCOPES: list[tuple[str, Placed, str]] = [
    (
        "截至2019年，山东省共有友城200对。1979年，青岛市与下关市结好。后来又增加30对。",
        [(200, ["山东省"]), (30, ["山东省"])],
        "two cities make one pair",
    ),
    ("1984年，广州市与里昂市结好。整个90年代，中法新结友城25对。", [(25, ["中国", "法国"])], "a blend is a whole"),
    ("截至2015年，辽宁省对韩友城共12对。", [(12, ["辽宁省", "韩国"])], "对韩 names the partner"),
    (
        "截至2017年，吉林省同俄罗斯、韩国等结好友城30对，上述两国合计20对。",
        [(30, ["吉林省", "俄罗斯", "韩国"]), (20, ["吉林省", "上述两国"])],
        "places by their number",
    ),
    ("全国有21个省份同越南结有友城。", [(21, ["中国", "越南"])], "the partner after the number"),
    (
        "截至2020年，湖北省有友城100对，其中法国12个。",
        [(100, ["湖北省"]), (12, ["湖北省", "法国"])],
        "a part with whose and with whom",
    ),
    (
        "浙江省友城工作通报\n\n一、来访\n\n宁波友城来访团组9批。\n\n二、派出\n\n派往友城团组14批。",
        [(9, ["宁波"]), (14, ["浙江省"])],
        "a new section is the title's",
    ),
    (
        "河南省友城通讯\n\n韩国友城庆尚北道5月向我省捐赠图书800册。",
        [(800, ["河南省", "庆尚北道"])],
        "我省 is the title's, and a gift has two sides",
    ),
    (
        "武汉与大分结好多年。两市共同举办中日文化周，观众两万人次。",
        [(20000, ["武汉", "大分"])],
        "countries in the name of an event",
    ),
]


@pytest.mark.parametrize(("text", "expected", "point"), SCOPES, ids=[point for _, _, point in SCOPES])
def test_scopes(text: str, expected: Placed, point: str) -> None:
    assert [(row[0], row[3]) for row in rows(text)] == expected, point


def test_a_group_is_meant_by_its_number_alone() -> None:
    text = "截至2019年，东北三省与俄罗斯共有友城50对。1992年，大连市与海参崴市结好。三省新结友城6对。"
    assert [row[3] for row in rows(text)][-1][0] == "东北三省"


BY_CLASS: list[tuple[str, Placed, str]] = [
    ("我国已同南非结好30对，另与埃及结好12对。", [(30, ["中国", "南非"]), (12, ["中国", "埃及"])], "我国 is a side"),
    (
        "截至2018年，山东省共有友城200对。欧洲最多，为41%。",
        [(200, ["山东省"]), (41, ["山东省", "欧洲"])],
        "a clause of the number alone goes on with the one before",
    ),
    (
        "全国友城截至2020年共1500对，东部占七成多即71%。",
        [(1500, ["中国"]), (71, ["东部"])],
        "a region by two characters",
    ),
    (
        "1990年4月，高松市向南昌市赠送石灯笼2座。南昌市回赠瓷瓶3件。",
        [(2, ["南昌市", "高松市"]), (3, ["南昌市", "高松市"])],
        "what is given in return has two sides",
    ),
    (
        "云南省友城概况\n\n昆明市有友城22对，红河州9对，文山州仅2对。全省16年间派出教师300人。",
        [(22, ["昆明市"]), (9, ["红河州"]), (2, ["文山州"]), (300, ["云南省"])],
        "全省 is the province, not the prefecture named last",
    ),
    (
        "云南省共有友城90对。昆明市22对；红河州9对；文山州2对。泰国11对、老挝10对。",
        [
            (90, ["云南省"]),
            (22, ["昆明市"]),
            (9, ["红河州"]),
            (2, ["文山州"]),
            (11, ["云南省", "泰国"]),
            (10, ["云南省", "老挝"]),
        ],
        "after a list of parts the whole goes on",
    ),
    (
        "1985年，烟台市与别府市结好。截至2019年，全省共有友城200对。",
        [(200, ["山东省"])],
        "全省 after a city is the province that it lies in",
    ),
    (
        "截至2016年，四川省有友城80对。成都市和马赛市往来多，该市接待来宾4000人。",
        [(80, ["四川省"]), (4000, ["成都市", "马赛市"])],
        "该市 is the city named last",
    ),
    (
        "桂林市友好城市名录\n\n熊本市 1979年10月\n\n奥兰多市 1986年4月\n\n（以上合计2个）",
        [(2, ["桂林市"])],
        "the sum of a list is the title's",
    ),
]


@pytest.mark.parametrize(("text", "expected", "point"), BY_CLASS, ids=[point for _, _, point in BY_CLASS])
def test_scopes_by_class(text: str, expected: Placed, point: str) -> None:
    assert [(row[0], row[3]) for row in rows(text)] == expected, point
