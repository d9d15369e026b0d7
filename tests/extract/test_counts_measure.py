"""Measures of counts: parts of ties told by place and number, people beside ties, gifts, and what only points at a table."""

from __future__ import annotations

import pytest

from tests.extract.test_counts import rows

Measured = list[tuple[float, str, str]]

MEASURES: list[tuple[str, Measured, str]] = [
    (
        "截至2014年，常州市有友城20个。金坛区、溧阳市各有3个。",
        [(20, "个", "sister_pairs"), (3, "个", "sister_pairs")],
        "a part by place and number",
    ),
    (
        "桃園市已同12國的30個城市結為姊妹市，其中日本9個居首。",
        [(12, "國", "partner_countries"), (30, "個", "sister_pairs"), (9, "個", "sister_pairs")],
        "in traditional script, with a rank behind",
    ),
    ("西安农业考察组7人赴友好省访问。", [(7, "人", "activity_count")], "people are no ties"),
    ("2000—2009年，中德友城又建成18对。", [(18, "对", "new_sister_pairs")], "建成 with a period"),
    ("2021年，名古屋友城向南京捐赠口罩三万只。", [(30000, "只", "other")], "goods that were given"),
    (
        "无锡友城首批派18个城市向8个国家的城市捐赠物资。",
        [(18, "个", "activity_count"), (8, "个", "activity_count")],
        "places that gave",
    ),
    ("该友城有居民约20万人。", [(200000, "人", "other")], "inhabitants"),
    ("赛事中，苏州友城队获团体第4名。", [(4, "名", "rank")], "a rank keeps its unit"),
    ("苏州为友城办培训班3期。", [(3, "期", "activity_count")], "courses; no issue of a journal"),
    ("友城仙台市人口一百余万。", [(1_000_000, "人", "other")], "人口 says the unit"),
    ("四对友城当年的往来情况见下表。", [], "the table has the numbers"),
    ("友城往来，两座城的故事很长。", [], "两座城 is the two of them"),
]


@pytest.mark.parametrize(("text", "expected", "point"), MEASURES, ids=[point for _, _, point in MEASURES])
def test_measures(text: str, expected: Measured, point: str) -> None:
    assert [row[:3] for row in rows(text)] == expected, point
