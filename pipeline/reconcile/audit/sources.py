"""Clashes between sources: what two documents say of one tie's date, or of one number on one day, and cannot both be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.reconcile.audit.say import finding
from pipeline.records.claim import Claim, CountBody, Measure, PairBody
from pipeline.records.fact import Conflict, Fact, Reconciled
from pipeline.records.finding import Finding, FindingKind, Severity

_NUMBERS = {
    Measure.SISTER_PAIRS: "友城数",
    Measure.PARTNER_COUNTRIES: "结好国家数",
    Measure.NEW_SISTER_PAIRS: "新增友城数",
}


NEAR = 0.4  # of the larger number: what is further apart counts two things


def source_findings(claims: Iterable[Claim], reconciled: Reconciled) -> Iterator[Finding]:
    """The conflicts that stand between two documents; those inside one are its own matter."""
    by_id = {claim.claim_id: claim for claim in claims}
    facts = {fact.fact_id: fact for fact in reconciled.facts}
    for conflict in reconciled.conflicts:
        kept = [by_id[c] for c in conflict.kept_claims if c in by_id]
        lost = [by_id[c] for c in conflict.lost_claims if c in by_id]
        apart = {c.document_digest for c in kept}.isdisjoint(c.document_digest for c in lost)
        fact = facts.get(conflict.fact_id)
        if kept and lost and apart and fact is not None:
            yield from _clash(conflict, fact, [*kept, *lost])


def _clash(conflict: Conflict, fact: Fact, claims: list[Claim]) -> Iterator[Finding]:
    body, words = fact.body, {"kept": conflict.kept, "lost": conflict.lost}
    kind, severity = FindingKind.CROSS_SOURCE, Severity.CONTRADICTION
    if isinstance(body, PairBody) and conflict.field.startswith("date"):
        yield finding(kind, severity, "cross.date", claims, a=body.a.name, b=body.b.name, **words)
    elif isinstance(body, CountBody) and body.measure in _NUMBERS and body.scope and body.time and _near(claims):
        names = {"measure": _NUMBERS[body.measure], "scope": "、".join(p.name for p in body.scope)}
        yield finding(kind, severity, "cross.value", claims, **names, time=body.time, **words)


def _near(claims: list[Claim]) -> bool:
    """Are the numbers close enough to be of one thing, and none of them rounded?"""
    bodies = [c.body for c in claims if isinstance(c.body, CountBody)]
    values = [b.value for b in bodies]
    return max(values) - min(values) <= NEAR * max(values) and not any(b.approximate for b in bodies)
