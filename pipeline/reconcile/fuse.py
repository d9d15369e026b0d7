"""Claims to facts: claims with one fact id are one fact; where they differ, one value is kept and the others lose with a reason.

Nothing depends on the order of the claims or on the name of a file: every choice ends in a total order of the values themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.reconcile.activities import fuse_activity
from pipeline.reconcile.counts import fuse_count
from pipeline.reconcile.pairs import fuse_pair
from pipeline.reconcile.statements import fuse_statement
from pipeline.reconcile.weigh import Case, surest
from pipeline.records.claim import ActivityBody, Claim, CountBody, DocumentBody, PairBody
from pipeline.records.fact import Conflict, Fact, Reconciled


def reconcile(claims: Iterable[Claim]) -> Reconciled:
    """Facts and conflicts of all published claims, each sorted by id; rejected claims support nothing."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.fact_id is not None:
            groups[claim.fact_id].append(claim)
    facts: list[Fact] = []
    conflicts: list[Conflict] = []
    for fact_id in sorted(groups):
        fact, lost = _fuse(Case(fact_id, tuple(sorted(groups[fact_id], key=lambda c: c.claim_id))))
        facts.append(fact)
        conflicts += lost
    return Reconciled(tuple(facts), tuple(sorted(conflicts, key=lambda c: c.conflict_id)))


def _fuse(case: Case) -> tuple[Fact, Sequence[Conflict]]:
    body = case.claims[0].body
    if isinstance(body, PairBody):
        return fuse_pair(case)
    if isinstance(body, CountBody):
        return fuse_count(case)
    if isinstance(body, ActivityBody):
        return fuse_activity(case)
    if not isinstance(body, DocumentBody):
        return fuse_statement(case)
    best = surest(case.claims)
    return case.fact(best.body, f"the surest of {len(case.claims)} readings of the title page"), ()
