"""A tie and its history: which relation holds now, and since when.

Relations are stages of one tie (intent, then exchange or sister, then perhaps its end), so two of them are no contradiction
unless their dates say so. Dates of one stage contradict each other when neither is a coarser form of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from pipeline.reconcile.weigh import (
    STEPS,
    Case,
    better,
    by_value,
    documents_of,
    plain_place,
    precision,
    same_date,
    sure,
)  # fmt: skip
from pipeline.records.claim import Claim, PairBody, PlaceRef, Relation
from pipeline.records.fact import Conflict, Fact, State

STAGES = (Relation.INTENT, Relation.EXCHANGE, Relation.SISTER, Relation.TERMINATED)


def fuse_pair(case: Case) -> tuple[Fact, list[Conflict]]:
    """The tie with its states, the one that holds now as its value."""
    stages = by_value(case.claims, lambda claim: _body(claim).relation)
    states: list[State] = []
    conflicts: list[Conflict] = []
    for relation in sorted(stages, key=STAGES.index):
        state, lost = _state(case, relation, stages[relation])
        states.append(state)
        conflicts += lost
    now, why = _current(states, stages)
    conflicts += _overruled(case, now, why, stages)
    body = PairBody(*_sides(case.claims), now.relation, now.date, now.date_basis)
    reason = f"{why}; {_date_reason(now, stages[now.relation])}"
    return case.fact(body, reason, tuple(sorted(states, key=_age))), conflicts


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


def _age(state: State) -> tuple[str, int]:
    """States by date where they have one, the others by their stage."""
    return (state.date or "").strip(".").replace("X", "0") if state.date else "", STAGES.index(state.relation)


def _state(case: Case, relation: Relation, claims: Sequence[Claim]) -> tuple[State, list[Conflict]]:
    """One stage with the date that won; dates that cannot be the same day lose by name."""
    dated = by_value((c for c in claims if _body(c).date), lambda c: (_body(c).date, _body(c).date_basis))
    ids = tuple(claim.claim_id for claim in claims)
    if not dated:
        return State(relation, None, None, ids), []
    order = sorted(dated, key=lambda key: _date_weight(key, dated[key]))
    kept, conflicts = order[0], []
    for lost in order[1:]:
        if not same_date(kept[0], lost[0]):
            reason = _date_better(kept, lost, dated)
            sides = dated[kept], dated[lost]
            conflicts.append(case.conflict(f"date of {relation.value}", str(kept[0]), str(lost[0]), sides, reason))
    return State(relation, kept[0], kept[1], ids), conflicts


Dated = tuple[str | None, str | None]  # date and its basis


def _date_weight(key: Dated, claims: Sequence[Claim]) -> tuple[object, ...]:
    """Finest first; then stated before derived, then documents, confidence, and the date itself."""
    date, basis = key
    return -precision(date), basis != "stated", -len(documents_of(claims)), -sure(claims), str(date), str(basis)


def _date_better(kept: Dated, lost: Dated, dated: Mapping[Dated, Sequence[Claim]]) -> str:
    fine, coarse = precision(kept[0]), precision(lost[0])
    if fine != coarse:
        return f"{kept[0]} is given {STEPS[fine]}, {lost[0]} {STEPS[coarse]}"
    if kept[1] != lost[1]:
        return f"{kept[0]} is {kept[1]}, {lost[0]} {lost[1]}"
    return better(dated[kept], dated[lost])


def _date_reason(state: State, claims: Sequence[Claim]) -> str:
    if state.date is None:
        return "no claim gives a date"
    said = [claim for claim in claims if _body(claim).date == state.date]
    return f"{state.date} is the finest date given ({STEPS[precision(state.date)]}), by {len(said)} of {len(claims)} claims"


def _current(states: Sequence[State], stages: Mapping[Relation, Sequence[Claim]]) -> tuple[State, str]:
    """The state that holds now: an end outlasts what came before it, else the closest tie that a claim states."""
    if len(states) == 1:
        return states[0], f"all claims say {states[0].relation.value}"
    last = states[-1]
    if last.relation is not Relation.TERMINATED:
        return last, f"{last.relation.value} is the closest of the ties stated"
    again = [s for s in states[:-1] if s.date and last.date and s.date[:4] > last.date[:4]]
    if again:
        return again[-1], f"made in {again[-1].date}, after an end in {last.date}"
    return last, "ended, and no later tie is stated"


def _overruled(case: Case, now: State, why: str, stages: Mapping[Relation, Sequence[Claim]]) -> Iterator[Conflict]:
    """Exchange and sister without dates that part them are two readings of one tie; other stages are history."""
    for relation in (Relation.EXCHANGE, Relation.SISTER):
        other = stages.get(relation)
        if other is None or relation is now.relation or now.relation is Relation.TERMINATED:
            continue
        if not any(_body(claim).date for claim in other):
            sides = stages[now.relation], other
            yield case.conflict("relation", now.relation.value, relation.value, sides, f"{why}, and no date parts them")
