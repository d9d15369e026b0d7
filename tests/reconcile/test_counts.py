"""Numbers: the best supported stands, an exact one before a rounded one, and the others lose with their reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.reconcile import reconcile
from pipeline.records.claim import ActivityBody, Category, Claim, CountBody, Measure, PlaceRef

HUBEI = PlaceRef("湖北", "CN-HB", "湖北省", "Hubei", "CN")


def ties(value: float, approximate: bool = False, unit: str = "对") -> CountBody:
    return CountBody(value, unit, approximate, Measure.SISTER_PAIRS, (HUBEI,), "2018")


@pytest.mark.parametrize(
    ("said", "value", "lost", "why"),
    [
        ([("a", ties(92))], 92, [], "one value"),
        ([("a", ties(92)), ("b", ties(92, unit="个"))], 92, [], "the same in another classifier"),
        ([("a", ties(92)), ("b", ties(95)), ("c", ties(95))], 95, ["92"], "two documents against one"),
        ([("a", ties(90, True)), ("b", ties(92))], 92, [], "about 90 bears out 92"),
        ([("a", ties(200, True)), ("b", ties(92))], 92, ["about 200"], "about 200 does not"),
    ],
)
def test_values(
    claim: Callable[..., Claim], said: list[tuple[str, CountBody]], value: float, lost: list[str], why: str
) -> None:
    found = reconcile([claim(body, document=d, number=n) for n, (d, body) in enumerate(said)])
    (fact,) = found.facts
    assert isinstance(fact.body, CountBody)
    assert fact.body.value == value, why
    assert [conflict.lost for conflict in found.conflicts] == lost, why


def test_an_activity_told_twice_is_one_with_all_its_details(claim: Callable[..., Claim]) -> None:
    body = ActivityBody(Category.CULTURE_SPORTS, (HUBEI,), "2018-05-03", people=("某甲",))
    other = ActivityBody(Category.CULTURE_SPORTS, (HUBEI,), "2018-05-03", venue="剧院", people=("某乙",))
    (fact,) = reconcile([claim(body, confidence=0.9), claim(other, document="b")]).facts
    assert isinstance(fact.body, ActivityBody)
    assert (fact.body.venue, fact.body.people) == ("剧院", ("某甲", "某乙"))
