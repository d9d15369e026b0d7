"""Counts of running text: what is counted, whose it is, of when, and what is no count."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extract.rules.counts import extract_counts
from pipeline.read.plain import read_plain
from pipeline.records.claim import CountBody, Draft
from pipeline.records.reading import Reading
from pipeline.records.source import Kind, Source

Row = tuple[float, str, str, list[str], str | None]


def read(text: str) -> tuple[Reading, list[Draft]]:
    reading = read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "", len(text)), text)
    return reading, extract_counts(annotate(reading))


def rows(text: str) -> list[Row]:
    """Value, unit, measure, places by name and time of each count."""
    bodies = [draft.body for draft in read(text)[1]]
    return [
        (b.value, b.unit, str(b.measure), [p.name for p in b.scope], b.time) for b in bodies if isinstance(b, CountBody)
    ]


TEXTS: list[tuple[str, list[Row], str]] = [
    (
        "截至2021年底，四川省共有国际友城121对。",
        [(121, "对", "sister_pairs", ["四川省"], "2021-12")],
        "a stock with its as-of date",
    ),
    (
        "截至2020年，云南省与9个国家结成友好省州37对，其中与泰国、老挝分别结好8对和5对。",
        [
            (9, "个", "partner_countries", ["云南省"], "2020"),
            (37, "对", "sister_pairs", ["云南省"], "2020"),
            (8, "对", "sister_pairs", ["云南省", "泰国"], "2020"),
            (5, "对", "sister_pairs", ["云南省", "老挝"], "2020"),
        ],
        "分别 gives each place its number, and the home side is carried on",
    ),
    (
        "山东省友城总数由2010年的150对增至2020年的260对，济南友城突破30对。",
        [
            (150, "对", "sister_pairs", ["山东省"], "2010"),
            (260, "对", "sister_pairs", ["山东省"], "2020"),
            (30, "对", "sister_pairs", ["济南"], "2020"),
        ],
        "each end of a rise has its own year",
    ),
    (
        "2005年至2009年，中法新增友城17对，年均3.4对。",
        [
            (17, "对", "new_sister_pairs", ["中国", "法国"], "2005/2009"),
            (3.4, "对", "new_sister_pairs", ["中国", "法国"], "2005/2009"),
        ],
        "ties made in a period; both halves of a blend",
    ),
    (
        "我国友城伙伴里，丹麦（12对）、芬兰（7对）不多。",
        [(12, "对", "sister_pairs", ["中国", "丹麦"], None), (7, "对", "sister_pairs", ["中国", "芬兰"], None)],
        "a place and its number in brackets",
    ),
    (
        "我国友城最多的伙伴是：日本90对、美国80对。",
        [(90, "对", "sister_pairs", ["中国", "日本"], None), (80, "对", "sister_pairs", ["中国", "美国"], None)],
        "a list of places, each before its number",
    ),
    (
        "1992年4月11日，大连市友好代表团一行6人访问日本北九州市，签订合同5个。",
        [
            (6, "人", "activity_count", ["大连市", "北九州市"], "1992-04-11"),
            (5, "个", "activity_count", ["大连市", "北九州市"], "1992-04-11"),
        ],
        "things done take all who took part",
    ),
    (
        "至2012年6月，昆明和仰光互访近40次。两市友好。",
        [(40, "次", "activity_count", ["昆明", "仰光"], "../2012-06")],
        "up to a day",
    ),
    (
        "2017年6月2日，西安市与丹麦签约。这是西安市第35个国际友城。",
        [(35, "个", "rank", ["西安市", "丹麦"], "2017-06-02")],
        "a numbered tie",
    ),
    (
        "外国友城众多。九江市是江西省第三大城市，面积1.88万平方公里。",
        [(3, "位", "rank", ["九江市", "江西省"], None), (18800, "平方公里", "other", ["九江市"], None)],
        "what a place is has no time",
    ),
    (
        "江苏省友城总数由2015年的280对增加到2022年的348对。",
        [(280, "对", "sister_pairs", ["江苏省"], "2015"), (348, "对", "sister_pairs", ["江苏省"], "2022")],
        "增加到 says how many stand, not how many are new",
    ),
    (
        "云南省16个州市全部结有友城，缔结友好学校12对。",
        [(16, "个", "sister_places", ["云南省"], None), (12, "对", "other", ["云南省"], None)],
        "places that have ties; pairs of schools are no ties of cities",
    ),
    (
        "郑州市现有友城26对（截至2021年6月）。",
        [(26, "对", "sister_pairs", ["郑州市"], "2021-06")],
        "the as-of date in brackets after the number",
    ),
    (
        "我国同外国结好的城市多在沿海，东部地区占62%，西部地区占13%。",
        [(62, "%", "share", ["东部地区"], None), (13, "%", "share", ["西部地区"], None)],
        "parts of the country are places of their own",
    ),
    (
        "1995年，大连市组织友好访问团，历时6天，成交320万美元。",
        [(6, "天", "other", ["大连市"], "1995"), (3_200_000, "美元", "other", ["大连市"], "1995")],
        "a stated duration stays; 万 is multiplied out",
    ),
    (
        "昆明与丹麦来往不少，两地友城互派教师5名、学生30名。",
        [(5, "名", "activity_count", ["昆明", "丹麦"], None), (30, "名", "activity_count", ["昆明", "丹麦"], None)],
        "两地 are the two named before",
    ),
    (
        "臺中市與美國締結姊妹市，共派出1,200人次。",
        [(1200, "人次", "activity_count", ["台中市", "美国"], None)],
        "traditional script",
    ),
]


@pytest.mark.parametrize(("text", "expected", "point"), TEXTS, ids=[point for _, _, point in TEXTS])
def test_counts_of_running_text(text: str, expected: list[Row], point: str) -> None:
    assert rows(text) == expected, point


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("苏州友城工作分三个阶段。", "stages order the text"),
        ("第五届友城大会在昆明召开。", "an event's number is its name"),
        ("昆明与仰光结好15周年。", "an anniversary"),
        ("四十多年来，两国友城往来不断。", "how long ago"),
        ("昆明的这12对友城都很活跃。", "points back"),
        ("友城大会期间，苏州、无锡、常州三个城市签约。", "sums up the list before it"),
        ("昆明市出版《友城100例》。", "inside a title"),
        ("友城之间要讲“三个注重”。", "a slogan"),
        ("两国友城往来密切，双方满意。", "两国 is no number"),
        ("友城众多的前三个省份在东部。", "a selection"),
    ],
)
def test_no_counts(text: str, point: str) -> None:
    assert rows(text) == [], point


def test_general_news_is_left_out_of_a_mixed_bulletin() -> None:
    text = (
        "一季度，快递业务量完成400亿件，同比多送60亿件，农村网点又添2万个，乡镇基本实现全覆盖，消费者反映良好。\n\n"
        "松花江今日开江，航运恢复，沿江港口作业平稳，冬季封江长达五个月，吞吐量较去年多出30万吨，创下新高。\n\n"
        "昨天，成都友城大会签署12项协议。\n"
    )
    assert [row[:3] for row in rows(text)] == [(12, "项", "activity_count")]


def test_answers_of_a_survey() -> None:
    text = (
        "课题组向各友城发放调查问卷。在韩方城市的40份问卷中，选择“很满意”的有22份，占55.0%；"
        "选择“一般”或“不满意”的各有6份和4份，分别占15.0%和10.0%；认为“经费”和“人手”不足的各有1份。"
    )
    found = rows(text)
    assert [(row[0], row[2]) for row in found] == [
        (40, "survey"), (22, "survey"), (55.0, "share"), (6, "survey"), (4, "survey"),
        (15.0, "share"), (10.0, "share"), (1, "survey"), (1, "survey"),
    ]  # fmt: skip
    assert {(tuple(row[3]), row[4]) for row in found} == {(("韩国",), None)}
    items = [draft.body.item for draft in read(text)[1] if isinstance(draft.body, CountBody)]
    assert items[3:5] == ["一般", "不满意"]
    assert items[-2:] == ["经费", "人手"]


def test_a_repeated_stock_takes_the_date_of_its_fullest_statement() -> None:
    text = "截至2019年底，云南省共有友城96对。\n\n一、现状\n\n目前，云南省已有96对友城，任务很重。"
    assert [(row[0], row[4]) for row in rows(text)] == [(96, "2019-12"), (96, "2019-12")]


def test_quotes_show_the_number_and_every_field_has_words() -> None:
    text = "截至2021年底，四川省共有国际友城121对，居西部第一位。"
    reading, drafts = read(text)
    assert drafts
    for draft in drafts:
        anchors = dict(draft.fields)
        assert draft.span.covers(anchors["value"].span)
        assert all(0 <= a.span.start < a.span.end <= len(reading.text) for _, a in draft.fields)


def test_long_lines_are_read_in_time() -> None:
    assert len(rows("江苏省友城20对、" * 2000)) == 2000
