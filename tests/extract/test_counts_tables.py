"""Counts of table cells: labels, heads, captions, years over numbers, and the columns that hold no counts."""

from __future__ import annotations

import pytest

from pipeline.extract.rules.counts.cells import labelled_cells
from pipeline.extract.rules.counts.rows import Token, Zone
from pipeline.records.claim import CountBody
from pipeline.records.span import Span
from tests.extract.test_counts import Row, read, rows

PAIRED = "表1 中国与北欧友城统计表\n国别 数目 国别 数目\n丹麦 12 芬兰 7\n瑞典 9 挪威 5\n"
YEARS = "表2 中国与丹麦友城结好时间\n年份 2001 2002 2003\n数目 3 4 6\n"
GRID = (
    "表3 浙江省友好城市统计（截至2020年）\n| 序号 | 国家 | 友城数量（对） | 占比（%） |\n|---|---|---|---|\n"
    "| 1 | 日本 | 22 | 20.5 |\n| 2 | 美国 | 15 | 14.0 |\n"
)
CROSSED = "表4 各省与日本、韩国友城数量\n省份 日本 韩国\n江苏 35 28\n山东 20 40\n"
GUESTS = "表5 宁波市对外交流情况（单位：人次）\n年份 出访 来访\n2015 120 340\n2016 150 410\n"


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        (
            PAIRED,
            [
                (12, "对", "sister_pairs", ["中国", "丹麦"], None),
                (7, "对", "sister_pairs", ["中国", "芬兰"], None),
                (9, "对", "sister_pairs", ["中国", "瑞典"], None),
                (5, "对", "sister_pairs", ["中国", "挪威"], None),
            ],
            "label and number side by side",
        ),
        (
            YEARS,
            [
                (3, "对", "new_sister_pairs", ["中国", "丹麦"], "2001"),
                (4, "对", "new_sister_pairs", ["中国", "丹麦"], "2002"),
                (6, "对", "new_sister_pairs", ["中国", "丹麦"], "2003"),
            ],
            "years over numbers",
        ),
        (
            GRID,
            [
                (22, "对", "sister_pairs", ["浙江省", "日本"], "2020"),
                (20.5, "%", "share", ["浙江省", "日本"], "2020"),
                (15, "对", "sister_pairs", ["浙江省", "美国"], "2020"),
                (14, "%", "share", ["浙江省", "美国"], "2020"),
            ],
            "units from the heads; 序号 is no count; the caption's date",
        ),
        (
            CROSSED,
            [
                (35, "对", "sister_pairs", ["江苏", "日本"], None),
                (28, "对", "sister_pairs", ["江苏", "韩国"], None),
                (20, "对", "sister_pairs", ["山东", "日本"], None),
                (40, "对", "sister_pairs", ["山东", "韩国"], None),
            ],
            "a place in the row and a place in the column",
        ),
        (
            GUESTS,
            [
                (120, "人次", "activity_count", ["宁波市"], "2015"),
                (340, "人次", "activity_count", ["宁波市"], "2015"),
                (150, "人次", "activity_count", ["宁波市"], "2016"),
                (410, "人次", "activity_count", ["宁波市"], "2016"),
            ],
            "years down the rows, the unit in the caption",
        ),
    ],
    ids=["paired", "years", "grid", "crossed", "guests"],
)
def test_counts_of_tables(text: str, expected: list[Row], point: str) -> None:
    assert rows(text) == expected, point


def test_a_cell_under_its_head_is_quoted_with_it_and_others_with_their_label() -> None:
    reading, drafts = read(GRID)
    quotes = [reading.words(draft.span) for draft in drafts]
    assert quotes[0].startswith("友城数量") and quotes[0].endswith("22")
    assert quotes[2] == "美国 | 15"


def test_fields_name_where_they_are_inherited_from() -> None:
    _, drafts = read(YEARS)
    anchors = {name: anchor.inherited_from for name, anchor in drafts[0].fields}
    assert anchors == {"value": None, "scope": "caption", "time": "table head"}


def test_a_flattened_table_goes_on_over_short_lines() -> None:
    text = "截至2018年，成绩明显。\n\n表6 我国与东盟友城国内分布\n区域 省份 数目\n西部\n云南 8\n广西 9\n东部\n海南 3 福建 2\n"
    found = {(row[0], row[3][0], row[4]) for row in rows(text)}
    assert {(8, "云南", "2018"), (9, "广西", "2018"), (3, "海南", "2018"), (2, "福建", "2018")} <= found


def test_a_head_over_several_columns_heads_them_all() -> None:
    def token(words: str, column: int, width: int = 1) -> Token:
        return Token(Span(0, 1), words, column, width)

    rows = (
        (token("省份", 0), token("日本", 1, 2), token("韩国", 3, 2)),
        (token("对数", 1), token("占比", 2), token("对数", 3), token("占比", 4)),
        (token("江苏", 0), token("35", 1), token("10.5%", 2), token("28", 3), token("8.1%", 4)),
    )
    cells = list(labelled_cells(Zone(rows, None, 0, True)))
    assert [(c.value, c.unit, [t.words for t in (c.head, *c.above) if t]) for c in cells] == [
        (35, "", ["对数", "日本"]), (10.5, "%", ["占比", "日本"]), (28, "", ["对数", "韩国"]), (8.1, "%", ["占比", "韩国"]),
    ]  # fmt: skip


def test_a_table_of_something_else_holds_no_counts() -> None:
    assert rows("表7 各省粮食产量（万吨）\n省份 产量\n云南 1900\n四川 3500\n") == []


def test_bodies_are_counts() -> None:
    assert all(isinstance(draft.body, CountBody) for draft in read(PAIRED)[1])


WORK = (
    "四川省友好城市一览\n\n表8 2019年各市友城工作数量\n\n"
    "市州      友城数（对）   来访批次   互派学生（人）\n"
    "绵阳      6             7          9\n"
    "乐山      3             0          25\n"
    "合计      9             7          34\n"
)


def test_columns_of_visits_stand_beside_columns_of_ties() -> None:
    assert rows(WORK)[:6] == [
        (6, "对", "sister_pairs", ["绵阳"], "2019"),
        (7, "批次", "activity_count", ["绵阳"], "2019"),
        (9, "人", "activity_count", ["绵阳"], "2019"),
        (3, "对", "sister_pairs", ["乐山"], "2019"),
        (0, "批次", "activity_count", ["乐山"], "2019"),
        (25, "人", "activity_count", ["乐山"], "2019"),
    ]


def test_a_total_is_of_the_place_in_the_title() -> None:
    assert [(row[0], row[3]) for row in rows(WORK)[6:]] == [(9, ["四川省"]), (7, ["四川省"]), (34, ["四川省"])]


def test_pairs_as_labels_and_heads_that_are_units() -> None:
    text = (
        "表9 两对中法友城2015年往来情况\n友城 团组(个) 人次 青年项目(项)\n成都—蒙彼利埃 11 150 4\n武汉—波尔多 5 42 2\n"
    )
    assert rows(text) == [
        (11, "个", "activity_count", ["成都", "蒙彼利埃"], "2015"),
        (150, "人次", "activity_count", ["成都", "蒙彼利埃"], "2015"),
        (4, "项", "activity_count", ["成都", "蒙彼利埃"], "2015"),
        (5, "个", "activity_count", ["武汉", "波尔多"], "2015"),
        (42, "人次", "activity_count", ["武汉", "波尔多"], "2015"),
        (2, "项", "activity_count", ["武汉", "波尔多"], "2015"),
    ]


def test_the_caption_names_the_partner_by_one_character() -> None:
    text = "表10 西南各省对韩友城数量（2018年底，单位：对）\n省份 省级 市级 合计\n云南 1 4 5\n贵州 1 2 3\n"
    assert [row[3] for row in rows(text)] == [["云南", "韩国"]] * 3 + [["贵州", "韩国"]] * 3
