"""The date that is published of those that agree with what won, and those that lost to it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.reconcile.docket import Testimony
from pipeline.reconcile.stamps import agree, stamp
from pipeline.reconcile.weigh import Case
from pipeline.reconcile.weighing import Outcome
from pipeline.records.fact import Conflict


def finest(outcome: Outcome) -> Testimony:
    """The statement that is published: of those that agree with what won the finest; stated before derived."""
    standing = [s for s in outcome.issue.statements if outcome.stands(s.value)]
    return min(standing, key=_fineness)


def _fineness(said: Testimony) -> tuple[object, ...]:
    when = stamp(said.value)
    return -when.steps, when.high - when.low, not said.judged, said.mark != "stated", said.value, said.mark or ""


def clashes(case: Case, outcome: Outcome, kept: Testimony) -> Iterator[Conflict]:
    """Each value that cannot be true together with the kept one, with why it lost."""
    statements = outcome.issue.statements
    ours = [kept, *(s for s in statements if s is not kept and agree(s.value, kept.value))]
    others = [s for s in statements if not agree(s.value, kept.value)]
    for key in sorted({s.key for s in others}):
        theirs = [s for s in others if s.key == key]
        bears_out = [s for s in others if s.key != key and agree(s.value, theirs[0].value)]
        yield case.conflict(outcome.issue.field, ours, theirs + bears_out)
