"""A statement made more than once: the surest gives the words; of two dates of one step the one that weighs most is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.reconcile.dates import clashes, finest
from pipeline.reconcile.docket import Testimony
from pipeline.reconcile.stamps import stamp
from pipeline.reconcile.trust import date_trust
from pipeline.reconcile.weigh import Case, surest
from pipeline.reconcile.words import Words, told
from pipeline.records.claim import Body, Claim
from pipeline.records.fact import Conflict, Fact
from pipeline.records.statements import MembershipBody, MilestoneBody

FIELD = "date"


def statement_dates(claims: Sequence[Claim]) -> dict[str, list[Testimony]]:
    """What claims on one statement say of its date; none for kinds that have no date."""
    dated = [(claim, date) for claim in claims if (date := _date(claim.body))]
    said = [Testimony(date, "stated", date_trust(claim, stamp(date).steps, "stated"), claim) for claim, date in dated]
    return {FIELD: said} if said else {}


def fuse_statement(case: Case) -> tuple[Fact, Sequence[Conflict]]:
    """The fact of one statement. What it is about is its key, so that only dates can differ."""
    body, outcome = surest(case.claims).body, case.outcomes.get(FIELD)
    many = told(len(case.claims), case.witnesses.count(case.claims))
    reason = Words(f"{many.en}; the surest gives the words", f"{many.zh}；文字取自最可信的一条")
    if outcome is None:
        return case.fact(body, reason), ()
    kept = finest(outcome)
    return case.fact(_dated(body, kept.value), reason), list(clashes(case, outcome, kept))


def _dated(body: Body, date: str) -> Body:
    if isinstance(body, MilestoneBody):
        return replace(body, date=date)
    return replace(body, since=date) if isinstance(body, MembershipBody) else body


def _date(body: Body) -> str | None:
    if isinstance(body, MilestoneBody):
        return body.date
    return body.since if isinstance(body, MembershipBody) else None
