"""A document that is withdrawn takes its claims along and the facts that rested on it alone, and nothing else but learned weights moves."""

from __future__ import annotations

import random

import pytest

from pipeline.publish.weights import weights_text
from pipeline.reconcile import FrozenWeights, read_weights, reconcile
from pipeline.records.claim import Claim, CountBody, Measure, PairBody, Place, PlaceRef, Relation
from pipeline.records.fact import Reconciled
from pipeline.records.keys import fact_key, type_of
from pipeline.records.works import Document

CHINESE = [PlaceRef(f"甲{n}", f"{n}0000", f"甲{n}市", None, "CN") for n in range(10, 16)]
FOREIGN = [PlaceRef(f"乙{n}", f"geonames:{n}", f"乙{n}市", None, "FR") for n in range(6)]
DIGESTS = [letter * 64 for letter in "abcdefgh"]


def made_claims(seed: int) -> list[Claim]:
    """Eight documents, two of which often err, speak of 36 ties and of numbers."""
    rng = random.Random(seed)
    claims = []
    for number in range(160):
        digest, a, b = rng.choice(DIGESTS), rng.choice(CHINESE), rng.choice(FOREIGN)
        errs = digest[0] in "ab" and rng.random() < 0.6
        year = 1980 + CHINESE.index(a) * 3 + FOREIGN.index(b) + (rng.randint(1, 3) if errs else 0)
        date = rng.choice([f"{year}", f"{year}-05", f"{year}-05-0{rng.randint(1, 2)}", None])
        body: PairBody | CountBody = PairBody(a, b, Relation.SISTER, date, "stated" if date else None)
        if number % 4 == 0:
            body = CountBody(20 + CHINESE.index(a) + 5 * errs, "对", False, Measure.SISTER_PAIRS, (a,), "2020")
        claims.append(
            Claim(
                f"c-{number:016x}",
                fact_key(body, digest, str(number)),
                f"{digest[0]}.txt",
                digest,
                type_of(body),
                f"第{number}句",
                Place(number, number + 3),
                "rules.pairs.link",
                rng.choice([0.7, 0.9]),
                body,
            )
        )
    return claims


def documents(*left_out: str) -> list[Document]:
    return [Document(digest, f"{digest[0]}.txt") for digest in DIGESTS if digest not in left_out]


def without(claims: list[Claim], digest: str, weights: FrozenWeights | None) -> Reconciled:
    kept = [claim for claim in claims if claim.document_digest != digest]
    return reconcile(kept, documents(digest), weights=weights)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gone", DIGESTS[:3])
def test_with_frozen_weights_nothing_else_changes(seed: int, gone: str, tmp_path) -> None:
    claims = made_claims(seed)
    whole = reconcile(claims, documents())
    (tmp_path / "weights.json").write_text(weights_text(whole), encoding="utf-8")
    frozen = read_weights(tmp_path / "weights.json")
    assert reconcile(claims, documents(), weights=frozen) == whole
    rest = without(claims, gone, frozen)
    before, after = ({fact.fact_id: fact for fact in found.facts} for found in (whole, rest))
    untouched = {key for key, fact in before.items() if gone not in fact.documents}
    assert {key: before[key] for key in untouched} == {key: after[key] for key in untouched}
    assert before.keys() - after.keys() == {key for key, fact in before.items() if fact.documents == (gone,)}
    assert after.keys() <= before.keys()
    conflicts = [[c for c in found.conflicts if c.fact_id in untouched] for found in (whole, rest)]
    assert conflicts[0] == conflicts[1]


@pytest.mark.parametrize("seed", range(4))
def test_with_learned_weights_only_disputed_values_move(seed: int) -> None:
    claims = made_claims(seed)
    whole, rest = reconcile(claims, documents()), without(claims, DIGESTS[0], None)
    before = {fact.fact_id: fact for fact in whole.facts}
    disputed = {conflict.fact_id for conflict in (*whole.conflicts, *rest.conflicts)}
    for fact in rest.facts:
        old = before[fact.fact_id]
        if DIGESTS[0] not in old.documents and fact.body != old.body:
            assert fact.fact_id in disputed
    assert {f.fact_id for f in rest.facts} == {f.fact_id for f in whole.facts if f.documents != (DIGESTS[0],)}


def test_sources_that_err_are_trusted_less() -> None:
    found = reconcile(made_claims(1), documents())
    accuracy = {weight.document[0]: weight.accuracy for weight in found.weights}
    assert max(accuracy["a"], accuracy["b"]) < min(accuracy[letter] for letter in "cdefgh")


def test_order_never_matters() -> None:
    claims = made_claims(2)
    random.Random(3).shuffle(claims)
    assert reconcile(claims, documents()[::-1]) == reconcile(made_claims(2), documents())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2}', '{"version": 1, "documents": [1], "copies": []}'])
def test_what_is_no_weights_file_is_a_wrong_call(text: str, tmp_path) -> None:
    from pipeline.errors import UsageError

    (tmp_path / "w.json").write_text(text)
    with pytest.raises(UsageError):
        read_weights(tmp_path / "w.json")
