"""A statement made more than once: the surest gives the words; of two dates of one step the finest that agrees is kept."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reconcile.weigh import Case, documents_of, precision, same_date, surest
from pipeline.records.claim import Body
from pipeline.records.fact import Conflict, Fact
from pipeline.records.statements import MembershipBody, MilestoneBody

NO_CONFLICT: tuple[Conflict, ...] = ()


def fuse_statement(case: Case) -> tuple[Fact, tuple[Conflict, ...]]:
    """The fact of one statement. What it is about is its key, so that only dates can differ."""
    told = f"told by {len(case.claims)} claims in {len(documents_of(case.claims))} documents"
    return case.fact(_dated(case, surest(case.claims).body), f"{told}; the surest gives the words"), NO_CONFLICT


def _dated(case: Case, body: Body) -> Body:
    """The statement with the finest date that does not contradict its own; the surest claim's among equals."""
    own = _date(body)
    agreeing = [c for c in case.claims if _date(c.body) and same_date(own, _date(c.body))]
    finest = max((precision(_date(c.body)) for c in agreeing), default=0)
    if finest <= precision(own):
        return body
    found = _date(surest(c for c in agreeing if precision(_date(c.body)) == finest).body)
    if isinstance(body, MilestoneBody):
        return replace(body, date=found)
    return replace(body, since=found) if isinstance(body, MembershipBody) else body


def _date(body: Body) -> str | None:
    if isinstance(body, MilestoneBody):
        return body.date
    return body.since if isinstance(body, MembershipBody) else None
