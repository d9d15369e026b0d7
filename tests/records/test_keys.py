"""Canonical keys: what is one fact in two documents, and what is not."""

from __future__ import annotations

import pytest

from pipeline.records.claim import ActivityBody, Category, CountBody, Measure, PlaceRef
from pipeline.records.keys import fact_key, normal_amount

HERE, THERE = "a" * 64, "b" * 64
JIANGSU = PlaceRef("江苏", "CN-JS", "江苏省", "Jiangsu", "CN")
JAPAN = PlaceRef("日本", "JP", "日本", "Japan", "JP")


@pytest.mark.parametrize(
    ("value", "unit", "plain"),
    [
        (3.5, "万人次", (35000.0, "人次")),
        (2, "亿美元", (200000000.0, "美元")),
        (12, "对", (12.0, "对")),
        (1, " 千 米", (1000.0, "米")),
        (5, "", (5.0, "")),
    ],
)
def test_amounts_in_their_plain_unit(value: float, unit: str, plain: tuple[float, str]) -> None:
    assert normal_amount(value, unit) == plain


def count(value: float = 12, unit: str = "对", measure: Measure = Measure.SISTER_PAIRS, **changes: object) -> CountBody:
    values = {"scope": (JIANGSU, JAPAN), "time": "2020", **changes}
    return CountBody(value, unit, False, measure, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        (count(12), count(14), True, "a series is observed anew each time: the value is no key"),
        (count(12, "对"), count(12, "个"), True, "classifiers of ties say the same"),
        (count(12), count(12, time="2021"), False, "another time is another observation"),
        (count(12), count(12, scope=(JAPAN, JIANGSU)), True, "the order of the scope says nothing"),
        (count(12), count(12, scope=(JIANGSU,)), False, "another scope"),
        (count(12), count(12, time=None), False, "no time"),
        (count(12, item="全省共有"), count(14, item="目前已有"), True, "other words for the whole"),
        (count(12), count(4, item="其中县级"), False, "a part stands beside the whole"),
        (count(4, item="其中省级"), count(8, item="其中县级"), False, "and beside another part"),
        (count(1, "%", Measure.SHARE), count(2, "%", Measure.SHARE), False, "shares are told apart by their value"),
        (count(3, "家", Measure.OTHER, item="企业"), count(3, "家", Measure.OTHER, item="医院"), False, "and by what is counted"),
        (count(1, "万人", Measure.OTHER), count(10000, "人", Measure.OTHER), True, "one amount in two units"),
    ],
)  # fmt: skip
def test_counts(one: CountBody, other: CountBody, same: bool, why: str) -> None:
    assert (fact_key(one, HERE) == fact_key(other, THERE)) is same, why


def test_a_count_without_time_stays_in_its_document() -> None:
    vague = count(12, time=None)
    assert fact_key(vague, HERE) == fact_key(vague, HERE) != fact_key(vague, THERE)


@pytest.mark.parametrize(
    ("date", "joined"), [("2010-05-08", True), ("2010-05", True), ("2010", False), (None, False), ("XXXX-05-08", False)]
)
def test_only_sharp_dates_join_activities_of_two_documents(date: str | None, joined: bool) -> None:
    body = ActivityBody(Category.HIGH_LEVEL_VISIT, (JIANGSU, JAPAN), date)
    assert (fact_key(body, HERE, "访问") == fact_key(body, THERE, "到访")) is joined
