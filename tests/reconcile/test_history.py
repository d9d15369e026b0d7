"""A tie's history: its steps stand in it, and the years from the first contact to the signing follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.reconcile import reconcile
from pipeline.records.claim import Claim, PairBody, PlaceRef, Relation
from pipeline.records.fact import Fact
from pipeline.records.statements import MilestoneBody, Stage

WUHAN = PlaceRef("武汉", "CN-4201", "武汉市", "Wuhan", "CN")
DUISBURG = PlaceRef("杜伊斯堡", "DE-05112", "杜伊斯堡市", "Duisburg", "DE")


def pair(claims: list[Claim]) -> Fact:
    (fact,) = (fact for fact in reconcile(claims).facts if isinstance(fact.body, PairBody))
    return fact


@pytest.fixture
def step(claim: Callable[..., Claim]) -> Callable[..., Claim]:
    def make(stage: Stage, date: str | None, number: int, document: str = "a") -> Claim:
        return claim(MilestoneBody(WUHAN, DUISBURG, stage, date), number=number, document=document)

    return make


def test_steps_stand_in_the_history(tie: Callable[..., Claim], step: Callable[..., Claim]) -> None:
    fact = pair([tie(date="1982-10-08"), step(Stage.APPROVED, "1982-07", 1), step(Stage.PROPOSED, "1979", 2)])
    assert [(m.kind, m.date) for m in fact.milestones] == [("proposed", "1979"), ("approved", "1982-07")]
    assert (fact.first_contact, fact.years_to_signature) == ("1979", 3)


@pytest.mark.parametrize(
    ("relation", "first", "signed", "years"),
    [
        ("intent", "1999-07", "2006-08-30", 7),
        ("exchange", "1980", "1982", 2),
        ("intent", "2006-08-30", "1999", None),
        ("intent", "198X", "1992", None),
    ],
)
def test_years_to_the_signing(
    tie: Callable[..., Claim], relation: str, first: str, signed: str, years: int | None
) -> None:
    fact = pair([tie(relation, first), tie("sister", signed, number=1)])
    assert fact.years_to_signature == years
    assert fact.first_contact == (first if years is not None else None)


def test_a_clash_of_two_days_of_one_step_is_told(tie: Callable[..., Claim], step: Callable[..., Claim]) -> None:
    said = [
        step(Stage.SIGNED, "1982-10-08", 1),
        step(Stage.SIGNED, "1982-10-18", 2, "b"),
        step(Stage.SIGNED, "1982-10", 3, "c"),
    ]
    found = reconcile(said)
    (conflict,) = found.conflicts
    assert (conflict.field, {conflict.kept, conflict.lost}) == ("date", {"1982-10-08", "1982-10-18"})


def test_a_citys_tie_is_not_its_provinces(claim: Callable[..., Claim]) -> None:
    province, city = (PlaceRef("吉林", i, n, None, "CN") for i, n in (("220000", "吉林省"), ("220200", "吉林市")))
    state, town = PlaceRef("某州", "US-XX", "某州", None, "US"), PlaceRef("某市", "geonames:1", "某市", None, "US")
    bodies = [
        PairBody(a, b, Relation.SISTER, "1990", "stated") for a, b in ((province, state), (city, town), (city, state))
    ]
    assert len(reconcile([claim(body, number=n) for n, body in enumerate(bodies)]).facts) == 3
