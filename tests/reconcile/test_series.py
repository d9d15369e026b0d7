"""Series: one for each measure, scope and rule, in the order of time; two numbers of one day where the text says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.reconcile import reconcile
from pipeline.records.claim import Claim, CountBody, DocumentBody, Measure, PlaceRef
from pipeline.records.source import Bibliography

SHANXI = PlaceRef("山西", "140000", "山西省", "Shanxi", "CN")
Make = Callable[..., Claim]


def count(
    make: Make, value: float, time: str | None, letter: str = "a", *, item: str = "友好城市", quote: str = ""
) -> Claim:
    from pipeline.records.keys import fact_key

    body = CountBody(value, "对", False, Measure.SISTER_PAIRS, (SHANXI,), time, item)
    made = make(body, document=letter, number=int(value))
    quote = quote or f"{item}{value:g}对"
    return replace(made, quote=quote, fact_id=fact_key(body, letter * 64, quote))


def points(claims: list[Claim]) -> list[tuple[str | None, str | None, float, str]]:
    found = reconcile(claims)
    value = {f.fact_id: f.body.value for f in found.facts if isinstance(f.body, CountBody)}
    return [(p.as_of, p.as_of_basis, value[p.fact_id], p.rule) for p in found.series]


def test_a_series_is_in_the_order_of_time(claim: Make) -> None:
    said = [count(claim, 31, "2018"), count(claim, 28, "2015-06", "b"), count(claim, 30, "2018-03-05", "c")]
    assert points(said) == [("2015-06", "stated", 28, ""), ("2018-03-05", "stated", 30, ""), ("2018", "stated", 31, "")]


def test_an_undated_number_held_when_its_document_was_made(claim: Make) -> None:
    title = claim(DocumentBody(Bibliography("山西友城", date="2016-01")), document="b", number=99)
    said = [count(claim, 31, "2018"), count(claim, 29, None, "b"), title]
    assert points(said) == [("../2016-01", "document", 29, ""), ("2018", "stated", 31, "")]


def test_numbers_under_other_rules_are_other_series_and_no_conflict(claim: Make) -> None:
    said = [
        count(claim, 31, "2018"),
        count(claim, 12, "2018", "b", item="其中省级"),
        count(claim, 29, "2018", "c", quote="据日方统计，友好城市29对"),
    ]
    found = reconcile(said)
    assert len({p.series_id for p in found.series}) == 3
    assert found.conflicts == ()
    assert sorted(p.rule for p in found.series) == ["", "by 日方", "level province"]


def test_before_and_after_a_signing_both_stand(claim: Make) -> None:
    said = [
        count(claim, 46, "2018-05-01", quote="签约前友好城市46对"),
        count(claim, 47, "2018-05-01", "b", quote="签约后友好城市47对"),
    ]
    found = reconcile(said)
    assert found.conflicts == ()
    assert len({p.series_id for p in found.series}) == 1
    assert {p.beside for p in found.series} == {"before the event of that day", "after the event of that day"}


def test_two_numbers_without_a_reason_are_a_conflict(claim: Make) -> None:
    said = [count(claim, 46, "2018-05-01"), count(claim, 47, "2018-05-01", "b"), count(claim, 47, "2018-05-01", "c")]
    found = reconcile(said)
    (conflict,) = found.conflicts
    assert (conflict.kept, conflict.lost) == ("47", "46")
    assert conflict.reason.startswith("2 works say so against 1")
    assert len(found.series) == 1
