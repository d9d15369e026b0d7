"""Facts: what all claims on one key come to, with what was decided between them and why."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.claim import Body, Relation


@dataclass(frozen=True, slots=True)
class State:
    """One stage of a tie's history: the relation, since when, and the claims that say so."""

    relation: Relation
    date: str | None
    date_basis: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values of one field that cannot both stand: which was kept, which lost, and why in words."""

    conflict_id: str
    fact_id: str
    field: str
    kept: str
    lost: str
    kept_claims: tuple[str, ...]
    lost_claims: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One canonical row: `body` holds the values that won, `claims` all that support it, `reason` why it reads as it does."""

    fact_id: str
    type: str  # pair, count, activity, document
    body: Body
    claims: tuple[str, ...]
    documents: tuple[str, ...]  # digests
    confidence: float
    reason: str
    states: tuple[State, ...] = ()  # of pairs, oldest first


@dataclass(frozen=True, slots=True)
class Reconciled:
    """All facts and conflicts of a run, each in the order of its id."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
