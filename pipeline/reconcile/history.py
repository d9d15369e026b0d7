"""A tie's history over all facts: its states, the steps that led to it or followed, and how long the way to the signing was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.reconcile.stamps import order_of, stamp, years_between
from pipeline.records.claim import PairBody, PlaceRef, Relation
from pipeline.records.fact import Fact, Milestone
from pipeline.records.statements import MilestoneBody, Stage

CONTACTS = (Stage.PROPOSED, Stage.INTENT, Stage.APPROVED)  # steps before the signing
EARLIER = (Relation.INTENT, Relation.EXCHANGE)


def with_histories(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, each tie with its milestones, its first contact and the years from there to the signing."""
    steps: dict[tuple[str, ...], list[Milestone]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.body, MilestoneBody):
            step = Milestone(fact.body.stage.value, fact.body.date, "stated" if fact.body.date else None, fact.claims)
            steps[_sides(fact.body.a, fact.body.b)].append(step)
    return tuple(
        _with_history(fact, steps.get(_sides(fact.body.a, fact.body.b), ()))
        if isinstance(fact.body, PairBody)
        else fact
        for fact in facts
    )


def _with_history(fact: Fact, steps: Iterable[Milestone]) -> Fact:
    ordered = tuple(sorted(steps, key=lambda m: (order_of(m.date), m.kind, m.claims)))
    before = [s.date for s in fact.states if s.relation in EARLIER and s.date]
    before += [m.date for m in ordered if m.kind in CONTACTS and m.date]
    first = min((date for date in before if stamp(date).year), key=order_of, default=None)
    signed = _signed(fact, ordered)
    years = years_between(first, signed) if first and signed else None
    return replace(
        fact, milestones=ordered, first_contact=first if years is not None else None, years_to_signature=years
    )


def _signed(fact: Fact, steps: Sequence[Milestone]) -> str | None:
    """When the tie was made: the date of its sister state, else of the signing as a step."""
    state = next((s.date for s in fact.states if s.relation is Relation.SISTER and s.date), None)
    return state or next((m.date for m in steps if m.kind == Stage.SIGNED and m.date), None)


def _sides(a: PlaceRef, b: PlaceRef) -> tuple[str, ...]:
    return tuple(sorted((a.place_id, b.place_id)))
