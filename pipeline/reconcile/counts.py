"""A number of one measure, scope, rule and time: the value that weighs most is kept, what else was said loses with its reason.

An approximate number (近30, 200多) that its exact rival bears out is a vote for that rival.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from pipeline.reconcile.docket import Testimony
from pipeline.reconcile.trust import amount_trust
from pipeline.reconcile.weigh import Case, claims_of, surest
from pipeline.reconcile.words import Words
from pipeline.records.claim import Claim, CountBody
from pipeline.records.fact import Conflict, Fact
from pipeline.records.keys import normal_amount

ABOUT = 0.15  # share by which a rounded number may miss the exact one
FIELD = "value"


def count_statements(claims: Sequence[Claim]) -> dict[str, list[Testimony]]:
    """What claims on one number say: its amount in the plain unit; a rounded one under the exact one that bears it out."""
    amounts = {claim.claim_id: _amount(claim) for claim in claims}
    exact = sorted({value for value, approximate in amounts.values() if not approximate})
    said = []
    for claim in claims:
        value, approximate = amounts[claim.claim_id]
        near = [one for one in exact if approximate and abs(one - value) <= ABOUT * max(abs(one), abs(value))]
        mark = "approximate" if approximate else None
        words = _words(near[0], False) if len(near) == 1 else _words(value, approximate)
        said.append(Testimony(words, mark, amount_trust(claim, approximate), claim))
    return {FIELD: said}


def fuse_count(case: Case) -> tuple[Fact, list[Conflict]]:
    """The fact with the amount that weighs most, in the words of its surest exact claim."""
    outcome = case.outcomes.get(FIELD)
    if outcome is None:  # a reviewer put every value aside
        reason = Words("every value given was rejected by a reviewer", "各值均被审核者否定")
        return case.fact(surest(case.claims).body, reason), []
    kept = [s for s in outcome.issue.statements if s.value == outcome.won]
    return case.fact(_best(kept, case.claims), _reason(kept, case)), list(_losers(case, kept))


def _best(kept: Sequence[Testimony], claims: Sequence[Claim]) -> CountBody:
    """The body that is published; where only a reviewer gives the value, a claim's with the value put in."""
    plain = [claim for claim in claims_of(kept) if _words(*_amount(claim)) == kept[0].value]
    if plain:
        return cast(CountBody, surest(plain).body)
    body = cast(CountBody, surest(claims).body)
    unit = normal_amount(body.value, body.unit)[1]
    return replace(body, value=float(kept[0].value.removeprefix("about ")), unit=unit, approximate=False)


def _losers(case: Case, kept: Sequence[Testimony]) -> Iterator[Conflict]:
    outcome = case.outcomes[FIELD]
    for value in sorted({s.value for s in outcome.issue.statements} - {kept[0].value}):
        lost = [s for s in outcome.issue.statements if s.value == value]
        yield case.conflict(FIELD, kept, lost)


def _amount(claim: Claim) -> tuple[float, bool]:
    body = cast(CountBody, claim.body)
    return normal_amount(body.value, body.unit)[0], body.approximate


def _words(value: float, approximate: bool) -> str:
    number = f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    return f"about {number}" if approximate else number


def _reason(kept: Sequence[Testimony], case: Case) -> Words:
    claims = claims_of(kept)
    values = len({s.value for s in case.outcomes[FIELD].issue.statements})
    works, of = case.witnesses.count(claims), len(case.claims)
    said = Words(
        f"{len(claims)} of {of} claims in {works} {'work' if works == 1 else 'works'}, confidence {case.sure(claims):.2f}",
        f"{of} 条主张中有 {len(claims)} 条，见于 {works} 种文献，可信度 {case.sure(claims):.2f}",
    )
    if values == 1:
        return Words(f"the only value: {said.en}", f"唯一的值：{said.zh}")
    return Words(f"the weightiest of {values} values: {said.en}", f"{values} 个值中权重最大：{said.zh}")
