"""Quantities: which numbers have a unit, what they are worth, and what is no quantity at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.quantities import find_quantities
from pipeline.text.dates import find_dates

Found = tuple[str, float, str, bool, bool]


def found(text: str) -> list[Found]:
    quantities = find_quantities(text, find_dates(text))
    return [(text[q.span.start : q.span.end], q.value, q.unit, q.approximate, q.ordinal) for q in quantities]


@pytest.mark.parametrize(
    ("text", "expected", "point"),
    [
        ("友城二十五个", [("二十五个", 25, "个", False, False)], "Han numeral"),
        ("来客3千人", [("3千人", 3000, "人", False, False)], "digit and scale"),
        ("往来1.6万人次", [("1.6万人次", 16000, "人次", False, False)], "the longer unit wins"),
        ("互访近30次", [("30次", 30, "次", True, False)], "word of approximation before"),
        ("项目160余个", [("160余个", 160, "个", True, False)], "word of approximation inside"),
        ("票房12.5%左右", [("12.5%", 12.5, "%", True, False)], "word of approximation after"),
        ("接待十余批", [("十余批", 10, "批", True, False)], "Han numeral with 余"),
        ("近百所学校", [("百所", 100, "所", True, False)], "a bare scale counts with 近"),
        ("上千人到场", [("千人", 1000, "人", True, False)], "上千 is about a thousand"),
        ("世界上57个国家", [("57个", 57, "个", False, False)], "上 of 世界上 is none"),
        ("签约8个项目", [("8个", 8, "个", False, False)], "约 of 签约 is none"),
        ("成交3.2亿美元", [("3.2亿美元", 320_000_000, "美元", False, False)], "亿 is multiplied out"),
        ("面积5万多平方公里", [("5万多平方公里", 50_000, "平方公里", True, False)], "多 after the scale"),
        ("逾1,200人次", [("1,200人次", 1200, "人次", True, False)], "thousands mark"),
        ("占百分之十二点五", [("百分之十二点五", 12.5, "%", False, False)], "percentage in words"),
        ("第37个友城", [("第37个", 37, "个", False, True)], "ordinal"),
        ("第三大伙伴", [("第三大", 3, "大", False, True)], "ordinal of size"),
        ("在全省排名第二。", [("第二", 2, "", False, True)], "a rank without a unit after its verb"),
        ("首个友城", [("首个", 1, "个", False, True)], "the first"),
        ("人口46.5万，", [("46.5万", 465_000, "", False, False)], "no unit, but a scale"),
        ("人口三百余万，", [("三百余万", 3_000_000, "", True, False)], "Han numeral after 人口"),
        ("人口约五十万。", [("五十万", 500_000, "", True, False)], "约 between"),
        ("捐款200万日圆", [("200万日圆", 2_000_000, "日圆", False, False)], "the yen in the older script"),
        ("有31\n个省", [("31\n个", 31, "个", False, False)], "a line end between number and unit"),
    ],
)
def test_is_a_quantity(text: str, expected: list[Found], point: str) -> None:
    assert found(text) == expected, point


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("1996年3月访问", "a date"),
        ("一个城市", "一 is an article"),
        ("三四个城市", "two digits side by side are a guess"),
        ("每年派1～2名", "the ends of a range say no one value"),
        ("数十个城市", "some tens"),
        ("二十国集团", "the name of a group"),
        ("三百余万，", "no unit, and not after 人口"),
        ("百家争鸣", "a bare scale without approximation"),
        ("16+1合作", "a formula"),
        ("第二，加强宣传", "an enumeration has no unit and no verb of rank"),
        ("2015成都大会", "a year before a name"),
    ],
)
def test_is_no_quantity(text: str, point: str) -> None:
    assert found(text) == [], point


@given(st.integers(min_value=2, max_value=99_999_999), st.sampled_from(["对", "个", "份", "次", "名", "家"]))
def test_arabic_numbers_keep_their_value(value: int, unit: str) -> None:
    assert found(f"共有{value}{unit}。") == [(f"{value}{unit}", value, unit, False, False)]


@given(st.text(alphabet="0123456789,.%十百万亿两三第首个对次名年月日近余多至~ \n，。城市", max_size=60))
def test_spans_lie_in_order_and_inside(text: str) -> None:
    quantities = find_quantities(text, find_dates(text))
    assert all(q.span.covers(q.number) and q.span.end <= len(text) for q in quantities)
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))


APPROXIMATE = [
    "约",
    "约有",
    "约为",
    "约占",
    "约达",
    "大约",
    "近",
    "将近",
    "接近",
    "超",
    "超过",
    "逾",
    "突破",
    "多达",
    "至少",
    "不少于",
    "不低于",
    "不下",
    "不到",
    "不足",
    "大概",
    "大致",
]


@pytest.mark.parametrize("word", APPROXIMATE)
@pytest.mark.parametrize("blank", ["", " "])
def test_every_word_of_approximation_counts(word: str, blank: str) -> None:
    (found,) = find_quantities(f"往来{word}{blank}30次", [])
    assert found.approximate
