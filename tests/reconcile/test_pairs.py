"""Ties: one fact however many claims, the finest date, a history, and every loser with its reason."""

from __future__ import annotations

import random as random_module
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.reconcile import reconcile
from pipeline.reconcile.stamps import agree
from pipeline.records.claim import Claim, PairBody

Tie = Callable[..., Claim]


def now(claims: list[Claim]) -> tuple[str, str | None]:
    (fact,) = reconcile(claims).facts
    assert isinstance(fact.body, PairBody)
    return fact.body.relation.value, fact.body.date


def test_the_finest_date_stands_for_all(tie: Tie) -> None:
    claims = [tie(date="1982"), tie(date="1982-10-08", number=1), tie(number=2), tie(date="1982-10", document="b")]
    found = reconcile(claims)
    (fact,) = found.facts
    assert now(claims) == ("sister", "1982-10-08")
    assert found.conflicts == ()
    assert (len(fact.claims), len(fact.documents)) == (4, 2)
    assert "1982-10-08 is the finest date given (to the day), by 1 of 4 claims, 2 more agree with it" in fact.reason


@pytest.mark.parametrize(
    ("kept", "lost", "reason"),
    [
        (("1982-10-08", "stated"), ("1983", "stated"), "1982-10-08 is given to the day, 1983 to the year"),
        (("1982", "stated"), ("1983", "derived"), "1982 is stated, 1983 derived"),
    ],
)
def test_a_date_loses_with_its_reason(tie: Tie, kept: tuple[str, str], lost: tuple[str, str], reason: str) -> None:
    claims = [tie("sister", *lost, confidence=0.9), tie("sister", *kept, number=1)]
    (conflict,) = reconcile(claims).conflicts
    assert (conflict.field, conflict.kept, conflict.lost) == ("date of sister", kept[0], lost[0])
    assert conflict.reason.startswith(reason)
    assert "although confidence 0.80 against 0.90" in conflict.reason
    assert (conflict.kept_claims, conflict.lost_claims) == ((claims[1].claim_id,), (claims[0].claim_id,))


def test_documents_outweigh_repetition(tie: Tie) -> None:
    repeated = [tie(date="1983", number=n, confidence=0.9) for n in range(5)]
    claims = [*repeated, tie(date="1982", document="b"), tie(date="1982", document="c")]
    assert now(claims) == ("sister", "1982")
    assert reconcile(claims).conflicts[0].reason.startswith("2 works say so against 1")


@pytest.mark.parametrize(
    ("said", "expected", "conflicts", "why"),
    [
        ([("intent", "1980"), ("sister", "1982")], ("sister", "1982"), 0, "an intent that was carried out is history"),
        ([("sister", "1982"), ("terminated", "2020")], ("terminated", "2020"), 0, "an end is the last state"),
        ([("sister", "1982"), ("terminated", None)], ("terminated", None), 0, "an end without a date ends it too"),
        ([("terminated", "1990"), ("sister", "1995")], ("sister", "1995"), 0, "made again after its end"),
        ([("exchange", None), ("sister", "1982")], ("sister", "1982"), 1, "two readings of one tie"),
        ([("exchange", "1979"), ("sister", "1982")], ("sister", "1982"), 0, "friendly exchange came first"),
    ],
)
def test_stages(
    tie: Tie, said: list[tuple[str, str | None]], expected: tuple[str, str | None], conflicts: int, why: str
) -> None:
    claims = [tie(relation, date, number=n) for n, (relation, date) in enumerate(said)]
    assert now(claims) == expected, why
    assert len(reconcile(claims).conflicts) == conflicts, why
    assert len(reconcile(claims).facts[0].states) == 2


def test_the_history_is_in_order_of_time(tie: Tie) -> None:
    claims = [tie("terminated", "2020"), tie("sister", "1982", number=1), tie("intent", "1981", number=2)]
    states = reconcile(claims).facts[0].states
    assert [(s.relation.value, s.date) for s in states] == [
        ("intent", "1981"),
        ("sister", "1982"),
        ("terminated", "2020"),
    ]


def test_sides_that_one_claim_exchanges(tie: Tie) -> None:
    claims = [tie(), tie(number=1), tie(number=2)]
    body = claims[2].body
    assert isinstance(body, PairBody)
    claims[2] = replace(claims[2], body=replace(body, a=body.b, b=body.a))
    (fact,) = reconcile(claims).facts
    assert isinstance(fact.body, PairBody)
    assert (fact.body.a.country, fact.body.b.country) == ("CN", "DE")


def test_rejected_claims_support_nothing(tie: Tie) -> None:
    assert reconcile([replace(tie(), fact_id=None, rejected="the quote is empty")]).facts == ()


def test_confidence_grows_with_works_only(tie: Tie) -> None:
    (alone,) = reconcile([tie(number=n) for n in range(3)]).facts
    (borne_out,) = reconcile([tie(), tie(document="b")]).facts
    assert (alone.confidence, borne_out.confidence) == (0.8, 0.96)


DATES = st.sampled_from([None, "1982", "1982-10", "1982-10-08", "1983", "198X", "1982/1983"])
SAID = st.tuples(st.sampled_from(["intent", "exchange", "sister", "terminated"]), DATES, st.sampled_from("abc"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(SAID, st.sampled_from([0.5, 0.8])), min_size=1, max_size=6), st.randoms(use_true_random=False)
)
def test_order_never_matters(
    tie: Tie, said: list[tuple[tuple[str, str | None, str], float]], random: random_module.Random
) -> None:
    claims = [
        tie(relation, date, document=document, confidence=confidence, number=n)
        for n, ((relation, date, document), confidence) in enumerate(said)
    ]
    first = reconcile(claims)
    random.shuffle(claims)
    assert reconcile(claims) == first
    assert {claim for fact in first.facts for claim in fact.claims} == {claim.claim_id for claim in claims}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("1982", "1982-10-08", True),
        ("1982-10", "1982-10-08", True),
        ("1982", "1983", False),
        ("198X", "1982-10", True),
        ("198X", "1992", False),
        ("1982?", "1982-10", True),
        (None, "1982", True),
        ("1982/1983", "1982", True),
        ("1982/1983", "1984", False),
        ("../2017-12-07", "1982-10", True),
        ("../1981", "1982-10", False),
        ("1982-1", "1982-10", False),
    ],
)
def test_dates_that_agree(a: str | None, b: str | None, same: bool) -> None:
    assert agree(a, b) is same
    assert agree(b, a) is same
