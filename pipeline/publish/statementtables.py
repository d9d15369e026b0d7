"""Rows of the tables of statements (steps of ties, memberships, motives, survey answers and more), in the order of their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.publish.bounds import date_bounds
from pipeline.publish.facttables import JOINT, Row, fact_end
from pipeline.records.claim import PlaceRef
from pipeline.records.fact import Fact
from pipeline.records.statements import (
    AbsenceBody,
    AssessmentBody,
    MembershipBody,
    MilestoneBody,
    MotiveBody,
    PeriodBody,
    Statement,
    SurveyBody,
    TermBody,
)

_SIDES = "a_place_id a_name b_place_id b_name b_country"
STATEMENT_COLUMNS = {
    "milestones": f"fact_id {_SIDES} stage date date_first date_last by_whom",
    "memberships": "fact_id place_id place_name organisation organisation_id since since_first since_last",
    "motives": f"fact_id {_SIDES} motive kind",
    "survey_answers": "fact_id question answer of_whom value:real unit share:real base:real",
    "terms": "fact_id term definition",
    "periods": "fact_id name order:int time time_first time_last",
    "absences": "fact_id home_ids home_names partner_ids partner_names only:bool",
    "assessments": "fact_id kind of_whom topic place_ids place_names",
}


def statement_rows(table: str, facts: Iterable[Fact]) -> Iterator[Row]:
    """The rows of one of these tables; a name that is none of them raises `KeyError`."""
    kind, row = _TABLES[table]
    for fact in facts:
        if isinstance(fact.body, kind):
            yield (fact.fact_id, *row(fact.body), *fact_end(fact))


def _sides(a: PlaceRef | None, b: PlaceRef | None) -> Row:
    first = (a.place_id, a.name) if a else (None, None)
    return (*first, *((b.place_id, b.name, b.country) if b else (None, None, None)))


def _milestone(body: MilestoneBody) -> Row:
    return (*_sides(body.a, body.b), body.stage.value, body.date, *date_bounds(body.date), body.by)


def _membership(body: MembershipBody) -> Row:
    where = body.place.place_id, body.place.name
    return (*where, body.organisation, body.organisation_id, body.since, *date_bounds(body.since))


def _motive(body: MotiveBody) -> Row:
    return (*_sides(body.a, body.b), body.motive, body.kind)


def _survey(body: SurveyBody) -> Row:
    return body.question, body.answer, body.of, body.value, body.unit, body.share, body.base


def _term(body: TermBody) -> Row:
    return body.term, body.definition


def _assessment(body: AssessmentBody) -> Row:
    ids, names = (JOINT.join(values) or None for values in _named(body.places))
    return body.kind.value, body.of, body.topic, ids, names


def _period(body: PeriodBody) -> Row:
    return body.name, body.order, body.time, *date_bounds(body.time)


def _absence(body: AbsenceBody) -> Row:
    sides = (JOINT.join(values) for places in (body.homes, body.partners) for values in _named(places))
    return (*sides, body.only)


def _named(places: tuple[PlaceRef, ...]) -> tuple[list[str], list[str]]:
    return [place.place_id for place in places], [place.name for place in places]


_TABLES: dict[str, tuple[type[Statement], Callable[..., Row]]] = {
    "milestones": (MilestoneBody, _milestone),
    "memberships": (MembershipBody, _membership),
    "motives": (MotiveBody, _motive),
    "survey_answers": (SurveyBody, _survey),
    "terms": (TermBody, _term),
    "assessments": (AssessmentBody, _assessment),
    "periods": (PeriodBody, _period),
    "absences": (AbsenceBody, _absence),
}
