"""Facts: what all claims on one key come to, with what was decided between them and why."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.claim import Body, Relation
from pipeline.records.works import Copy, SourceWeight, Work


@dataclass(frozen=True, slots=True)
class State:
    """One stage of a tie's history: the relation, since when, and the claims that say so."""

    relation: Relation
    date: str | None
    date_basis: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on the way to a tie or within it (a first contact, a visit, a ratification): its kind, when, and who says so."""

    kind: str
    date: str | None
    date_basis: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values of one field that cannot both stand: which was kept, which lost, and why in words of two languages."""

    conflict_id: str
    fact_id: str
    field: str
    kept: str
    lost: str
    kept_claims: tuple[str, ...]
    lost_claims: tuple[str, ...]
    reason: str
    reason_zh: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One canonical row: `body` holds the values that won, `claims` all that support it, `reason` why it reads as it does.

    `documents` are digests; `works` counts the witnesses among them, each with one vote: a text, its PDF and a copy are one.
    """

    fact_id: str
    type: str  # pair, count, activity, document
    body: Body
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    confidence: float
    reason: str
    states: tuple[State, ...] = ()  # of pairs, oldest first
    reason_zh: str = ""
    works: int = 1
    milestones: tuple[Milestone, ...] = ()  # of pairs, oldest first
    first_contact: str | None = None  # of pairs: the earliest dated step before the signing
    years_to_signature: int | None = None  # calendar years from there to the signing


@dataclass(frozen=True, slots=True)
class Point:
    """One observation of a series: the number of one fact, with the day as of which it holds.

    `as_of` is the number's own date (`stated`), or no later than its document's (`document`). `beside` says why it stands beside
    another number of the same day.
    """

    series_id: str
    fact_id: str
    rule: str  # by which rule it is counted, empty for the whole by the usual one
    as_of: str | None
    as_of_basis: str | None
    documents: tuple[str, ...]  # digests
    beside: str = ""
    beside_zh: str = ""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """All facts and conflicts of a run, each in the order of its id; points by series and time; who is one witness, and its weight."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    series: tuple[Point, ...] = ()
    works: tuple[Work, ...] = ()
    copies: tuple[Copy, ...] = ()
    weights: tuple[SourceWeight, ...] = ()
