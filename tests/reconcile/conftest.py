"""Claims on one tie, made in one line each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records.claim import Body, Claim, PairBody, Place, PlaceRef, Relation
from pipeline.records.keys import fact_key, type_of

A = PlaceRef("武汉", "CN-4201", "武汉市", "Wuhan", "CN")
B = PlaceRef("杜伊斯堡", "DE-05112", "杜伊斯堡市", "Duisburg", "DE")


def make_claim(body: Body, *, document: str = "a", confidence: float = 0.8, number: int = 0) -> Claim:
    digest = document * 64
    return Claim(
        f"c-{document}{number:015x}", fact_key(body, digest, str(number)), f"{document}.txt", digest, type_of(body),
        "原文", Place(0, 2), "rules.test", confidence, body,
    )  # fmt: skip


@pytest.fixture
def tie() -> Callable[..., Claim]:
    """A claim that says 武汉 and 杜伊斯堡 are tied."""

    def make(
        relation: str = "sister", date: str | None = None, basis: str | None = None, *, document: str = "a",
        confidence: float = 0.8, number: int = 0,
    ) -> Claim:  # fmt: skip
        basis = basis or ("stated" if date else None)
        body = PairBody(A, B, Relation(relation), date, basis)
        return make_claim(body, document=document, confidence=confidence, number=number)

    return make


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Any claim."""
    return make_claim
