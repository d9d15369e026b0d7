"""Problems, factors, recommendations, candidates and awards: items under their headings, and sentences that say so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.statements import values

ITEMS = """三、县级友城存在的主要问题

第一，专人太少。各县多由一人兼管友城事务，换岗之后往往没有人接着做下去，来往的信件也就没有了下文。

第二，往来靠人情。换届之后常常要从头再来，前任留下的名片到了后任手里，多半已经找不到可以说话的人。

四、改进友城工作的建议

一是设固定联络员，换岗的时候当面交代清楚，名片和来信一并移交。
"""

ROWS: list[tuple[str, list[tuple[Any, ...]], str]] = [
    (
        ITEMS,
        [("problem", "县级友城", "专人太少"), ("problem", "县级友城", "往来靠人情"),
        ("recommendation", "改进友城工作", "设固定联络员，换岗的时候当面交代清楚，名片和来信一并移交")],
        "items under headings",
    ),
    ("各地友城仍存在重仪式、轻落实等问题。", [("problem", None, "重仪式、轻落实")], "存在…等问题"),
    ("小语种翻译紧缺，是友城往来的瓶颈。", [("problem", "友城往来", "小语种翻译紧缺")], "…是…的瓶颈"),
    ("影响友城往来的首要因素是航班。", [("factor", None, "航班")], "影响…的因素是…"),
    ("调研组建议每五年清点一次友城名单。", [("recommendation", "调研组", "每五年清点一次友城名单")], "建议…"),
    ("2012年，宁德市荣获友城工作贡献奖。", [("award", "宁德市", "友城工作贡献奖")], "荣获…奖"),
    ("荷兰鹿特丹被列为舟山结好的备选城市。", [("candidate", "荷兰鹿特丹", "舟山结好的备选城市")], "who is next"),
    ("友城工作面临几项挑战：首先，钱少。其次，人少。", [("problem", None, "钱少"), ("problem", None, "人少")], "items in running text"),
    ("旅游业仍存在淡季太长等问题。", [], "not about ties"),
    ("1986年，对方市长建议两市结为友好城市。", [], "a proposal made on a day is a step of a tie, no advice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "point"), ROWS, ids=[point for *_, point in ROWS])
def test_assessments(text: str, expected: list[tuple[Any, ...]], point: str) -> None:
    assert values(text, "assessment", "kind", "of", "topic") == expected, point
