"""A tie and its history: which relation holds now and since when, what led to it, and how long that took.

Relations are stages of one tie (intent, then exchange or sister, then perhaps its end), so two of them are no contradiction
unless their dates say so. A tie is its two places, each at its own level: a city's tie is not its province's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from pipeline.reconcile.dates import clashes, finest
from pipeline.reconcile.docket import Testimony
from pipeline.reconcile.stamps import agree, order_of, stamp
from pipeline.reconcile.trust import date_trust
from pipeline.reconcile.weigh import Case, by_value, plain_place
from pipeline.reconcile.words import RELATIONS, STEPS, Words, joined
from pipeline.records.claim import Claim, PairBody, PlaceRef, Relation
from pipeline.records.fact import Conflict, Fact, State

STAGES = (Relation.INTENT, Relation.EXCHANGE, Relation.SISTER, Relation.TERMINATED)


def date_field(relation: Relation) -> str:
    """The name of the issue of a stage's date."""
    return f"date of {relation.value}"


def pair_statements(claims: Sequence[Claim]) -> dict[str, list[Testimony]]:
    """What claims on one tie say of the date of each stage."""
    said: dict[str, list[Testimony]] = {}
    for claim in claims:
        body = _body(claim)
        if body.date:
            trust = date_trust(claim, stamp(body.date).steps, body.date_basis)
            said.setdefault(date_field(body.relation), []).append(Testimony(body.date, body.date_basis, trust, claim))
    return said


def fuse_pair(case: Case) -> tuple[Fact, list[Conflict]]:
    """The tie with its states, the one that holds now as its value."""
    stages = by_value(case.claims, lambda claim: _body(claim).relation)
    states: list[State] = []
    conflicts: list[Conflict] = []
    for relation in sorted(stages, key=STAGES.index):
        state, lost = _state(case, relation, stages[relation])
        states.append(state)
        conflicts += lost
    now, why = _current(states)
    conflicts += _overruled(case, now, why, stages)
    body = PairBody(*_sides(case.claims), now.relation, now.date, now.date_basis)
    reason = joined([why, _date_reason(case, now, stages[now.relation])])
    return replace(case.fact(body, reason), states=tuple(sorted(states, key=_age))), conflicts


def _body(claim: Claim) -> PairBody:
    return cast(PairBody, claim.body)


def _sides(claims: Sequence[Claim]) -> tuple[PlaceRef, PlaceRef]:
    """Both places under their plainest names, the side first that most claims put first."""
    firsts = by_value(claims, lambda claim: _body(claim).a.place_id)
    first = min(firsts, key=lambda place_id: (-len(firsts[place_id]), place_id))

    def side(claim: Claim, is_first: bool) -> PlaceRef:
        body = _body(claim)
        return body.a if (body.a.place_id == first) is is_first else body.b

    return plain_place(claims, lambda c: side(c, True)), plain_place(claims, lambda c: side(c, False))


def _age(state: State) -> tuple[tuple[int, int], int]:
    """States by date where they have one, the others by their stage."""
    return order_of(state.date), STAGES.index(state.relation)


def _state(case: Case, relation: Relation, claims: Sequence[Claim]) -> tuple[State, list[Conflict]]:
    """One stage with the date that won; dates that cannot be the same day lose by name."""
    ids = tuple(claim.claim_id for claim in claims)
    field = date_field(relation)
    outcome = case.outcomes.get(field)
    if outcome is None:
        return State(relation, None, None, ids), []
    kept = finest(outcome)
    return State(relation, kept.value, kept.mark, ids), list(clashes(case, outcome, kept))


def _date_reason(case: Case, state: State, claims: Sequence[Claim]) -> Words:
    outcome = case.outcomes.get(date_field(state.relation))
    if state.date is None or outcome is None:
        return Words("no claim gives a date", "无主张给出日期")
    steps = STEPS[stamp(state.date).steps]
    said = sum(1 for s in outcome.issue.statements if s.value == state.date and s.claim)
    agreeing = sum(1 for s in outcome.issue.statements if s.value != state.date and agree(s.value, state.date))
    borne = f", {agreeing} more agree with it" if agreeing else "", f"，另有 {agreeing} 条与之相合" if agreeing else ""
    return Words(
        f"{state.date} is the finest date given ({steps[0]}), by {said} of {len(claims)} claims{borne[0]}",
        f"{state.date} 是最精确的日期（{steps[1]}），{len(claims)} 条主张中有 {said} 条给出{borne[1]}",
    )


def _current(states: Sequence[State]) -> tuple[State, Words]:
    """The state that holds now: an end outlasts what came before it, else the closest tie that a claim states."""
    last = states[-1]
    name, zh = last.relation.value, RELATIONS[last.relation.value]
    if len(states) == 1:
        return last, Words(f"all claims say {name}", f"各主张均为{zh}")
    if last.relation is not Relation.TERMINATED:
        return last, Words(f"{name} is the closest of the ties stated", f"所述关系中以{zh}为最密")
    again = [s for s in states[:-1] if s.date and last.date and stamp(s.date).year > stamp(last.date).year > 0]
    if again:
        return again[-1], Words(
            f"made in {again[-1].date}, after an end in {last.date}", f"{last.date} 解除后于 {again[-1].date} 重新结好"
        )
    return last, Words("ended, and no later tie is stated", "已解除，未见再次结好")


def _overruled(case: Case, now: State, why: Words, stages: Mapping[Relation, Sequence[Claim]]) -> Iterator[Conflict]:
    """Exchange and sister without dates that part them are two readings of one tie; other stages are history."""
    for relation in (Relation.EXCHANGE, Relation.SISTER):
        other = stages.get(relation)
        if other is None or relation is now.relation or now.relation is Relation.TERMINATED:
            continue
        if not any(_body(claim).date for claim in other):
            reason = joined([why, Words("no date parts them", "无日期可分先后")])
            sides = _said(now.relation, stages[now.relation]), _said(relation, other)
            yield case.named_conflict("relation", now.relation.value, relation.value, *sides, reason)


def _said(relation: Relation, claims: Sequence[Claim]) -> list[Testimony]:
    return [Testimony(relation.value, None, claim.confidence, claim) for claim in claims]
