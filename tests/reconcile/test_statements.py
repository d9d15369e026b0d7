"""Statements told twice: the surest gives the words, the finest date that agrees is kept."""

from __future__ import annotations

import pytest

from pipeline.reconcile import reconcile
from pipeline.records.claim import Claim, Place, PlaceRef
from pipeline.records.keys import fact_key, type_of
from pipeline.records.statements import MembershipBody, MilestoneBody, Stage, Statement

XIAN = PlaceRef("西安", "CN-6101", "西安市", "Xi'an", "CN")
NARA = PlaceRef("奈良", "JP-29201", "奈良市", "Nara", "JP")


def claim(number: int, body: Statement, confidence: float) -> Claim:
    digest = f"{number:x}" * 64
    fact = fact_key(body, digest)
    return Claim(
        f"c-{number:016x}", fact, "a.txt", digest, type_of(body), "甲", Place(0, 1), "rules.test", confidence, body
    )


def signed(date: str, by: str | None = None) -> MilestoneBody:
    return MilestoneBody(XIAN, NARA, Stage.SIGNED, date, by)


@pytest.mark.parametrize(
    ("bodies", "kept", "why"),
    [
        ((signed("1974", "市长"), signed("1974-02-01")), signed("1974-02-01", "市长"), "the finer date, the surer words"),
        ((signed("1974-03"), signed("1974-02-01")), signed("1974-03"), "a date that contradicts fills nothing in"),
        (
            (MembershipBody(XIAN, "UCLG", "uclg", None), MembershipBody(XIAN, "UCLG", "uclg", "2005")),
            MembershipBody(XIAN, "UCLG", "uclg", "2005"),
            "since when is told by the other",
        ),
    ],
)  # fmt: skip
def test_the_fact_of_two_claims(bodies: tuple[Statement, ...], kept: Statement, why: str) -> None:
    (fact,) = reconcile([claim(n, body, 0.9 - n / 10) for n, body in enumerate(bodies, 1)]).facts
    assert fact.body == kept, why
    assert len(fact.claims) == 2
