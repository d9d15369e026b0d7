"""Counting rules: which numbers of one measure, scope and day stand beside each other, and which speak of one thing."""

from __future__ import annotations

import pytest

from pipeline.records.claim import CountBody, Measure, PlaceRef
from pipeline.records.rules import CountRule, counting_rule

HUNAN = PlaceRef("湖南", "430000", "湖南省", "Hunan", "CN")


@pytest.mark.parametrize(
    ("item", "quote", "rule", "why"),
    [
        ("共有友好城市", "全省共有友好城市103对", "", "the whole"),
        ("国际友好城市总数达", "国际友好城市总数达103对", "", "the whole in other words"),
        ("其中省级", "其中省级41对", "level province", "a level"),
        ("省级层面", "省级层面41对", "level province", "the same level in other words"),
        ("设区市一级", "设区市一级50对", "level city", "another level"),
        ("市级交流城市", "6个市级交流城市", "level city; kind exchange", "level and kind"),
        ("年均新增", "年均新增4对", "rate 年均新增", "a rate is no number"),
        ("结于欧洲", "表中1对结于欧洲", "listed 结于欧洲", "of a list, by the word before the number"),
        ("较早结好的", "较早结好的9对", "listed 较早结好的", "of some"),
        ("2019年有", "2019年有5个", "of 2019", "of another year than the one it was dated with"),
        ("友好城市", "据日本自治体协会统计，友好城市共99对", "by 日本自治体协会", "another side's count"),
        ("友好城市", "按韩方口径友好城市为97对", "by 韩方", "another side's definition"),
        ("友好城市", "据省外事办统计，友好城市103对", "", "whose count is the usual one"),
    ],
)
def test_rules(item: str, quote: str, rule: str, why: str) -> None:
    body = CountBody(1, "对", False, Measure.SISTER_PAIRS, (HUNAN,), "2020-06", item)
    assert counting_rule(body, quote).rule == rule, why


@pytest.mark.parametrize(
    ("quote", "phase"),
    [("签约前友好城市为88对", "before"), ("签署仪式之后友好城市为89对", "after"), ("友好城市为89对", "")],
)
def test_before_and_after_an_event_of_the_day(quote: str, phase: str) -> None:
    body = CountBody(88, "对", False, Measure.SISTER_PAIRS, (HUNAN,), "2020-06-01", "友好城市为")
    assert counting_rule(body, quote) == CountRule("", phase)


@pytest.mark.parametrize(
    ("item", "quote", "value", "rule"),
    [
        ("省", "全国有29个省、自治区", 29, "side own; 省"),
        ("省", "和390个市与120个国家的402个省", 402, "side other; 省"),
        ("市与五大洲120个", "和390个市与120个国家", 390, "side own; 市"),
        ("城市", "外方有1100个城市", 1100, "side other; 城市"),
        ("中方县市和25个外方", "邀请12个中方县市和25个外方县市", 12, "side own; 县"),
        ("外方县市", "邀请12个中方县市和25个外方县市", 25, "side other; 县"),
        ("区中有5个区", "该市18个区中有5个区", 18, "side own; base; 区"),
    ],
)
def test_places_are_of_a_side_and_a_kind(item: str, quote: str, value: float, rule: str) -> None:
    body = CountBody(value, "个", False, Measure.SISTER_PLACES, (HUNAN,), "2020", item)
    assert counting_rule(body, quote).rule == rule
