"""Rows of the fact tables, each in the order of its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.publish.bounds import date_bounds
from pipeline.records.claim import ActivityBody, CountBody, PairBody, PlaceRef, Relation
from pipeline.records.fact import Conflict, Fact

Value = str | int | float | bool | None
Row = tuple[Value, ...]
JOINT = "; "


def pair_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """Ties with the relation that holds now, since when it stands and until when it stood."""
    for fact in facts:
        body = fact.body
        if isinstance(body, PairBody):
            when = body.date, *date_bounds(body.date), body.date_basis
            span = _date_of(fact, Relation.SISTER), _date_of(fact, Relation.TERMINATED)
            yield (fact.fact_id, *_place(body.a), *_place(body.b), body.relation.value, *when, *span, *_end(fact))


def state_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """The history of each tie, oldest state first."""
    for fact in facts:
        for position, state in enumerate(fact.states, 1):
            when = state.date, *date_bounds(state.date), state.date_basis
            yield (fact.fact_id, position, state.relation.value, *when, JOINT.join(state.claims))


def count_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """Numbers with what they count, whose they are and when they held."""
    for fact in facts:
        body = fact.body
        if isinstance(body, CountBody):
            said = body.measure.value, body.value, body.unit, body.approximate
            when = body.time, *date_bounds(body.time)
            yield (fact.fact_id, *said, *_places(body.scope), *when, body.item or None, *_end(fact))


def activity_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """What partners did together."""
    for fact in facts:
        body = fact.body
        if isinstance(body, ActivityBody):
            when = body.date, *date_bounds(body.date)
            who = JOINT.join(body.people) or None, JOINT.join(body.bodies) or None
            more = body.name, body.direction, body.venue, *who, body.outcome
            yield (fact.fact_id, body.category.value, *_places(body.participants), *when, *more, *_end(fact))


def conflict_rows(conflicts: Iterable[Conflict]) -> Iterator[Row]:
    """What lost, what it lost to, and why."""
    for c in conflicts:
        claims = JOINT.join(c.kept_claims), JOINT.join(c.lost_claims)
        yield (c.conflict_id, c.fact_id, c.field, c.kept, c.lost, *claims, c.reason)


def _date_of(fact: Fact, relation: Relation) -> str | None:
    return next((state.date for state in fact.states if state.relation is relation), None)


def _place(place: PlaceRef) -> Row:
    return place.place_id, place.name, place.name_en, place.country


def _places(places: Sequence[PlaceRef]) -> Row:
    return JOINT.join(place.place_id for place in places), JOINT.join(place.name for place in places)


def _end(fact: Fact) -> Row:
    return len(fact.claims), len(fact.documents), round(fact.confidence, 4), fact.reason
