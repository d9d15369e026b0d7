"""Numbers in words, partner cities counted in seats, answers counted in people, and what is no number yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extract.rules.counts.extract import extract_counts
from pipeline.read.plain import read_plain
from pipeline.records.claim import CountBody
from pipeline.records.source import Kind, Source


def counts(text: str) -> list[tuple[float, str, bool, str]]:
    document = annotate(read_plain(Source(Path("own.txt"), "own.txt", Kind.TEXT, "", len(text), None, None), text))
    bodies = [draft.body for draft in extract_counts(document) if isinstance(draft.body, CountBody)]
    return [(body.value, body.unit, body.approximate, body.measure.value) for body in bodies]


SHARES = [
    # text, percent, approximate
    ("杭州市的友城里，日本占三成。", 30, False),
    ("宁波市的友城里，欧洲占两成七。", 27, False),
    ("济南市的友城里，亚洲约占四成半。", 45, True),
    ("合肥市的友城里，有往来的不足六成。", 60, True),
    ("南昌市的友城里，欧洲占三分之一。", 33.3, False),
    ("郑州市的友城里，近四分之三有交流。", 75, True),
    ("西安市的友城里，半数在亚洲。", 50, False),
    ("武汉市的友城里，亚洲接近一半。", 50, True),
    ("成都市的友城里，结好二十年的过半。", 50, False),
]


@pytest.mark.parametrize(("text", "percent", "approximate"), SHARES, ids=[row[0] for row in SHARES])
def test_a_share_in_words_is_a_percentage(text: str, percent: float, approximate: bool) -> None:
    assert counts(text)[-1] == (percent, "%", approximate, "share")


@pytest.mark.parametrize(
    "text", ["友城会馆三成立了。", "他在友城住了一半时间。", "庆祝友城结好四分之一个世纪。", "友城代表上半年来访。"]
)
def test_what_only_looks_like_a_share(text: str) -> None:
    assert [c for c in counts(text) if c[1] == "%"] == []


SEATS = [
    ("截至2015年底，湖州市有国际友城9座。", "sister_pairs"),
    ("嘉义市的姊妹市計有十一處。", "sister_pairs"),
    ("中山市的友好交流城市达6家。", "sister_pairs"),
    ("2012年，芜湖市新增友城2座。", "new_sister_pairs"),
    ("2018年，宜昌市新结友城1个。", "new_sister_pairs"),
]


@pytest.mark.parametrize(("text", "measure"), SEATS, ids=[row[0] for row in SEATS])
def test_partner_cities_before_their_number(text: str, measure: str) -> None:
    assert counts(text)[-1][3] == measure


ANSWERS = [
    ("问卷向友城主管处室发出。选“缺经费”的41家。", 41),
    ("问卷调查了友城家庭。认为往来太少的有96人。", 96),
    ("友城问卷的这一题里，“语言不通”被勾选58次。", 58),
]


@pytest.mark.parametrize(("text", "value"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_who_answers_is_counted_as_a_survey(text: str, value: int) -> None:
    assert (value, "survey") in [(c[0], c[3]) for c in counts(text)]


UNITS = [
    ("2016年，郑州市至汉堡市的班列开行251列。", (251, "列")),
    ("2014年，南宁市医疗队在友城做手术三十例。", (30, "例")),
    ("1987年，金华市友城事宜往来函电十四通。", (14, "通")),
    ("2005年，苏州市与友城的合办课程持续三周。", (3, "周")),
]


@pytest.mark.parametrize(("text", "told"), UNITS, ids=[row[0] for row in UNITS])
def test_units_that_need_a_word_beside_them(text: str, told: tuple[int, str]) -> None:
    assert told in [(c[0], c[1]) for c in counts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "力争三年内使杭州市的友城总数超过40对。",
        "预计明年来自友城的客商将达到三百人。",
        "届时我市友城将有20个。",
        "关于友城，试举两例。",
        "结为友城已有十五个年头。",
    ],
)
def test_what_is_planned_or_only_orders_is_no_count(text: str) -> None:
    assert counts(text) == []


def test_the_countries_that_ties_are_spread_over() -> None:
    assert counts("新北市有姊妹市14個，分屬8國。")[-1][2:] == (False, "partner_countries")
