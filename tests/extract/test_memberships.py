"""Places in organisations of cities: who, in which, since when, and what is a plan only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.statements import claims_of, values

ROWS: list[tuple[str, list[tuple[Any, ...]], str]] = [
    ("1998年，大连加入世界大都市协会。", [("大连", "世界大都市协会", "metropolis", "1998")], "the plain verb"),
    (
        "至今，洛阳、开封和京都都是世界历史都市联盟的会员。",
        [("洛阳", "世界历史都市联盟", "lhc", None), ("开封", "世界历史都市联盟", "lhc", None),
        ("京都", "世界历史都市联盟", "lhc", None)],
        "a list of members",
    ),
    (
        "2006年5月，烟台市加入世界城市和地方政府组织（UCLG）。威海加入该组织是在2009年。",
        [("烟台市", "世界城市和地方政府组织", "uclg", "2006-05"), ("威海", "世界城市和地方政府组织", "uclg", "2009")],
        "the organisation was named before",
    ),
    ("世界旅游城市联合会的中国会员包括三亚、桂林。", [("三亚", "世界旅游城市联合会", "wtcf", None),
        ("桂林", "世界旅游城市联合会", "wtcf", None)], "members behind"),
    ("2015年，丽水成为全球山地城镇联盟的创始会员。", [("丽水", "全球山地城镇联盟", None, "2015")], "a body that no list knows"),
    ("1992年，由某友协发起成立健康城市联盟，天津当年已有友城。", [], "another subject founded it"),
    ("波兰于2004年加入欧盟。", [], "countries are no places here"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "point"), ROWS, ids=[point for *_, point in ROWS])
def test_members(text: str, expected: list[tuple[Any, ...]], point: str) -> None:
    assert values(text, "membership", "place", "organisation", "organisation_id", "since") == expected, point


def test_a_plan_to_join_is_rejected_with_its_reason() -> None:
    (claim,) = claims_of("珠海计划于明年加入世界大都市协会。", "membership")
    assert claim.rejected == "a plan, wish or denial: 计划"
