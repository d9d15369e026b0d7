"""What reviewers decide outweighs what documents say, and the reason tells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.reconcile import reconcile
from pipeline.records.claim import Claim, CountBody, Measure, PairBody, PlaceRef
from pipeline.records.judgement import Judgement, Verdict

Tie = Callable[..., Claim]
ANHUI = PlaceRef("安徽", "340000", "安徽省", "Anhui", "CN")


@pytest.fixture
def claims(tie: Tie) -> list[Claim]:
    """Three documents say 1982, one says 1983-02-01."""
    return [*(tie(date="1982", document=d) for d in "abc"), tie(date="1983-02-01", document="d")]


def date_of(claims: list[Claim], *judgements: Judgement) -> str | None:
    (fact,) = reconcile(claims, judgements=judgements).facts
    assert isinstance(fact.body, PairBody)
    return fact.body.date


def test_without_a_reviewer_the_many_win(claims: list[Claim]) -> None:
    assert date_of(claims) == "1982"


@pytest.mark.parametrize("field", [None, "date", "date of sister"])
def test_an_accepted_claim_wins(claims: list[Claim], field: str | None) -> None:
    judgement = Judgement(claims[3].claim_id, field, Verdict.ACCEPT)
    assert date_of(claims, judgement) == "1983-02-01"
    (conflict,) = reconcile(claims, judgements=[judgement]).conflicts
    assert conflict.reason.startswith("a reviewer says so")
    assert conflict.reason_zh.startswith("经审核者认定")


def test_a_rejected_claim_supports_nothing(claims: list[Claim]) -> None:
    judgements = [Judgement(c.claim_id, None, Verdict.REJECT) for c in claims[:3]]
    (fact,) = reconcile(claims, judgements=judgements).facts
    assert fact.claims == (claims[3].claim_id,)


def test_a_rejected_date_leaves_the_claim(claims: list[Claim]) -> None:
    judgements = [Judgement(c.claim_id, "date", Verdict.REJECT) for c in claims[:3]]
    (fact,) = reconcile(claims, judgements=judgements).facts
    assert (len(fact.claims), fact.states[0].date) == (4, "1983-02-01")


def test_a_correction_puts_its_value_in_place(claims: list[Claim]) -> None:
    assert date_of(claims, Judgement(claims[0].claim_id, "date", Verdict.CORRECT, "1984-05")) == "1984-05"
    fact_id = claims[0].fact_id or ""
    assert date_of(claims, Judgement(fact_id, "date of sister", Verdict.CORRECT, "1985-06-07")) == "1985-06-07"


def test_the_last_decision_stands(claims: list[Claim]) -> None:
    target = claims[3].claim_id
    judgements = [
        Judgement(target, None, Verdict.ACCEPT, at="2024-01-01"),
        Judgement(target, None, Verdict.REJECT, at="2024-02-01"),
    ]
    assert date_of(claims, *judgements) == date_of(claims, *judgements[::-1]) == "1982"


def test_counts_are_corrected_too(claim: Callable[..., Claim]) -> None:
    said = [
        claim(CountBody(v, "对", False, Measure.SISTER_PAIRS, (ANHUI,), "2019"), document=d)
        for v, d in ((80, "a"), (81, "b"))
    ]
    judgement = Judgement(said[0].fact_id or "", "value", Verdict.CORRECT, "83")
    (fact,) = reconcile(said, judgements=[judgement]).facts
    assert isinstance(fact.body, CountBody)
    assert (fact.body.value, fact.body.approximate) == (83, False)


def test_where_all_is_rejected_nothing_stands(claims: list[Claim]) -> None:
    judgements = [Judgement(c.claim_id, "date", Verdict.REJECT) for c in claims]
    assert date_of(claims, *judgements) is None
