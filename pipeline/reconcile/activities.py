"""A happening told more than once: the surest telling gives the words, what it lacks comes from the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar, cast

from pipeline.reconcile.weigh import Case
from pipeline.reconcile.words import Words, told
from pipeline.records.claim import ActivityBody, Claim
from pipeline.records.fact import Conflict, Fact

V = TypeVar("V")
NO_CONFLICT: tuple[Conflict, ...] = ()


def fuse_activity(case: Case) -> tuple[Fact, tuple[Conflict, ...]]:
    """One activity; category, participants and date are its key, so that only its details can be filled in."""
    tellings = [cast(ActivityBody, claim.body) for claim in sorted(case.claims, key=_weight)]
    body = replace(
        tellings[0],
        name=_first([t.name for t in tellings]),
        direction=_first([t.direction for t in tellings]),
        venue=_first([t.venue for t in tellings]),
        outcome=_first([t.outcome for t in tellings]),
        people=_all([t.people for t in tellings]),
        bodies=_all([t.bodies for t in tellings]),
    )
    many = told(len(case.claims), case.witnesses.count(case.claims))
    reason = Words(f"{many.en}; the surest gives the words", f"{many.zh}；文字取自最可信的一条")
    return case.fact(body, reason), NO_CONFLICT


def _weight(claim: Claim) -> tuple[float, str]:
    return -claim.confidence, claim.claim_id


def _first(values: Sequence[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _all(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))
