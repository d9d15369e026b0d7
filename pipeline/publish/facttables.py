"""Rows of the fact tables, each in the order of its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.publish.bounds import date_bounds
from pipeline.records.claim import ActivityBody, CountBody, PairBody, PlaceRef, Relation
from pipeline.records.fact import Conflict, Fact, Point
from pipeline.records.works import Copy, SourceWeight, Work

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
            way = fact.first_contact, fact.years_to_signature
            yield (
                fact.fact_id,
                *_place(body.a),
                *_place(body.b),
                body.relation.value,
                *when,
                *span,
                *way,
                *fact_end(fact),
            )


def state_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """The history of each tie: its states, oldest first, then its steps."""
    for fact in facts:
        states = [(s.relation.value, s.date, s.date_basis, s.claims) for s in fact.states]
        steps = [(f"step: {m.kind}", m.date, m.date_basis, m.claims) for m in fact.milestones]
        for position, (what, date, basis, claims) in enumerate((*states, *steps), 1):
            yield (fact.fact_id, position, what, date, *date_bounds(date), basis, JOINT.join(claims))


def count_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """Numbers with what they count, whose they are and when they held."""
    for fact in facts:
        body = fact.body
        if isinstance(body, CountBody):
            said = body.measure.value, body.value, body.unit, body.approximate
            when = body.time, *date_bounds(body.time)
            yield (fact.fact_id, *said, *_places(body.scope), *when, body.item or None, *fact_end(fact))


def activity_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """What partners did together."""
    for fact in facts:
        body = fact.body
        if isinstance(body, ActivityBody):
            when = body.date, *date_bounds(body.date)
            who = JOINT.join(body.people) or None, JOINT.join(body.bodies) or None
            more = body.name, body.direction, body.venue, *who, body.outcome
            yield (fact.fact_id, body.category.value, *_places(body.participants), *when, *more, *fact_end(fact))


def conflict_rows(conflicts: Iterable[Conflict]) -> Iterator[Row]:
    """What lost, what it lost to, and why."""
    for c in conflicts:
        claims = JOINT.join(c.kept_claims), JOINT.join(c.lost_claims)
        yield (c.conflict_id, c.fact_id, c.field, c.kept, c.lost, *claims, c.reason, c.reason_zh)


def series_rows(points: Iterable[Point], facts: Iterable[Fact]) -> Iterator[Row]:
    """Numbers in the order of time, each with the day as of which it holds and the documents that say so."""
    of = {fact.fact_id: fact for fact in facts}
    for p in points:
        fact = of[p.fact_id]
        if isinstance(body := fact.body, CountBody):
            what = p.series_id, body.measure.value, *_places(body.scope), p.rule or None
            when = p.as_of, *date_bounds(p.as_of), p.as_of_basis
            said = body.value, body.unit, body.approximate, p.fact_id, fact.works
            yield (*what, *when, *said, JOINT.join(p.documents), p.beside or None, p.beside_zh or None)


def work_rows(works: Iterable[Work], weights: Iterable[SourceWeight]) -> Iterator[Row]:
    """Documents by the work that they are editions of, with what joins them and what their word weighs."""
    weight = {one.document: one for one in weights}
    for work in works:
        why = {digest: reasons for digest, *reasons in work.why}
        for digest in work.documents:
            of = weight.get(digest)
            learned = (of.accuracy, of.judged, of.group) if of else (None, None, None)
            yield (work.work_id, digest, *why.get(digest, (None, None)), *learned)


def copy_rows(copies: Iterable[Copy]) -> Iterator[Row]:
    """Pairs of works with shared passages or tables."""
    yield from ((c.one, c.other, c.characters, c.numbers) for c in copies)


def _date_of(fact: Fact, relation: Relation) -> str | None:
    return next((state.date for state in fact.states if state.relation is relation), None)


def _place(place: PlaceRef) -> Row:
    return place.place_id, place.name, place.name_en, place.country


def _places(places: Sequence[PlaceRef]) -> Row:
    return JOINT.join(place.place_id for place in places), JOINT.join(place.name for place in places)


def fact_end(fact: Fact) -> Row:
    """What every fact's row ends with: what it rests on, how sure it is, and why it reads as it does."""
    numbers = len(fact.claims), len(fact.documents), fact.works
    return *numbers, round(fact.confidence, 4), fact.reason, fact.reason_zh
