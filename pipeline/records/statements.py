"""What reports hold besides ties, numbers and activities: the stages of a tie, memberships, motives, survey answers, terms,
assessments, stages of a development, ties that are not there.

Each is a body of its own, as the claims of `records/claim.py` are; what a field says is in the text's own words unless a list closes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.records.placeref import PlaceRef


class Stage(StrEnum):
    """A step in the history of a tie. Only `signed` and `texts_exchanged` make one."""

    PROPOSED = "proposed"
    INTENT = "intent"
    APPROVED = "approved"
    SIGNED = "signed"
    TEXTS_EXCHANGED = "texts_exchanged"
    RENEWED = "renewed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"


class Assessed(StrEnum):
    """What an author holds of ties: what goes wrong, what bears on it, what to do, who should be next, who was praised."""

    PROBLEM = "problem"
    FACTOR = "factor"
    RECOMMENDATION = "recommendation"
    CANDIDATE = "candidate"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class MilestoneBody:
    """A step of the tie between `a` (the Chinese side) and `b`: when, and by whom where the text says so."""

    a: PlaceRef
    b: PlaceRef
    stage: Stage
    date: str | None  # EDTF
    by: str | None = None


@dataclass(frozen=True, slots=True)
class MembershipBody:
    """A place in an organisation of cities; `organisation_id` joins its names (UCLG, 世界城地组织), None for one no list knows."""

    place: PlaceRef
    organisation: str  # as written
    organisation_id: str | None
    since: str | None  # EDTF


@dataclass(frozen=True, slots=True)
class MotiveBody:
    """Why a tie was or is made. `kind` is one of the 缘 (地缘, 情缘 …) or None; the sides are None for a motive of ties as such."""

    motive: str
    kind: str | None
    a: PlaceRef | None = None
    b: PlaceRef | None = None


@dataclass(frozen=True, slots=True)
class SurveyBody:
    """One answer of a questionnaire: how many gave it (`value` of `base`) and their `share` in percent, each None where not stated."""

    question: str | None
    answer: str
    of: str | None  # who answered
    value: float | None
    unit: str | None
    share: float | None
    base: float | None


@dataclass(frozen=True, slots=True)
class TermBody:
    """What a word means, or by what standard something counts as a tie."""

    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class AssessmentBody:
    """A problem, a factor, a recommendation, a candidate or an award: `of` whom (None: of ties as such), and what about."""

    kind: Assessed
    of: str | None
    topic: str
    places: tuple[PlaceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodBody:
    """A stage of a development with its years (EDTF interval): its name, its number among the stages, each where the text says it."""

    time: str
    name: str | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class AbsenceBody:
    """Ties that are said not to be there: none of `homes` has one with any of `partners`; `only`: they alone have none."""

    homes: tuple[PlaceRef, ...]
    partners: tuple[PlaceRef, ...]
    only: bool = False


Statement = (
    MilestoneBody | MembershipBody | MotiveBody | SurveyBody | TermBody | AssessmentBody | PeriodBody | AbsenceBody
)

STATEMENTS: dict[type, str] = {
    MilestoneBody: "milestone",
    MembershipBody: "membership",
    MotiveBody: "motive",
    SurveyBody: "survey",
    TermBody: "term",
    AssessmentBody: "assessment",
    PeriodBody: "period",
    AbsenceBody: "absence",
}


def places_of(body: Statement) -> tuple[PlaceRef, ...]:
    """The places that a statement names, in the order of its fields."""
    if isinstance(body, MilestoneBody | MotiveBody):
        return tuple(place for place in (body.a, body.b) if place is not None)
    if isinstance(body, MembershipBody):
        return (body.place,)
    if isinstance(body, AbsenceBody):
        return *body.homes, *body.partners
    return body.places if isinstance(body, AssessmentBody) else ()
