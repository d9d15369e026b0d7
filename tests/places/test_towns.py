"""Towns and sub-districts of China sign ties too; words that end like them are none."""

from __future__ import annotations

import pytest

from pipeline.places import find_places
from pipeline.text.script import shadow


def towns(text: str) -> list[tuple[str, str]]:
    return [(m.name, m.place_id) for m in find_places(text, shadow(text)) if m.level == "town"]


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        ("江苏省昆山市周庄镇与意大利来往", [("周庄镇", "x-CN-320583-周庄")], "behind its city"),
        ("昆山市周庄镇来访，周庄镇代表团", [("周庄镇", "x-CN-320583-周庄")] * 2, "later without it"),
        ("崑山市周莊鎮", [("周庄镇", "x-CN-320583-周庄")], "traditional characters"),
        ("德清县武康街道", [("武康街道", "x-CN-330521-武康")], "a sub-district"),
        ("瑞丽市弄岛镇", [("弄岛镇", "x-CN-533102-弄岛")], "on the border"),
        ("中山市古镇镇", [("古镇镇", "x-CN-442000-古镇")], "a town called Old Town"),
        ("浙江桐乡市乌镇", [("乌镇", "CN-WUZHEN")], "one that the gazetteer has"),
        ("昆山市乡镇企业", [], "towns at large"),
        ("桐乡市城镇居民", [], "… and townspeople"),
        ("台山市侨乡文化", [], "home of emigrants"),
        ("苏州市水乡古镇", [], "old water towns"),
        ("青岛市主要街道", [], "main streets"),
        ("成都市老街道", [], "old streets, and no province of Vietnam"),
        ("昆山市镇长", [], "an office"),
    ],
)
def test_towns(text: str, expected: list[tuple[str, str]], point: str) -> None:
    assert towns(text) == expected, point
