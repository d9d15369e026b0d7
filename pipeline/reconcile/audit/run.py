"""All audits over all claims and what came of them, in one total order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.reconcile.audit.answers import answer_findings
from pipeline.reconcile.audit.coverage import coverage_findings
from pipeline.reconcile.audit.entries import Entry, entries_by_document
from pipeline.reconcile.audit.flows import flow_findings
from pipeline.reconcile.audit.order import order_findings
from pipeline.reconcile.audit.periods import period_findings
from pipeline.reconcile.audit.series import series_findings
from pipeline.reconcile.audit.shares import share_findings
from pipeline.reconcile.audit.sources import source_findings
from pipeline.reconcile.audit.sums import sum_findings
from pipeline.reconcile.audit.tables import table_findings
from pipeline.records.claim import Claim
from pipeline.records.fact import Reconciled
from pipeline.records.finding import Finding

# Audits that look at the numbers of one document at a time.
OF_DOCUMENT: tuple[Callable[[Sequence[Entry]], Iterator[Finding]], ...] = (
    sum_findings,
    table_findings,
    flow_findings,
    answer_findings,
    share_findings,
    order_findings,
)


def audit(claims: Iterable[Claim], reconciled: Reconciled) -> tuple[Finding, ...]:
    """All findings, by document, kind and id; one that two copies of a report give is one finding of both."""
    kept = [claim for claim in claims if claim.rejected is None]
    documents = entries_by_document(kept)
    found = [f for entries in documents for look in OF_DOCUMENT for f in look(entries)]
    found += period_findings(kept)
    found += series_findings(kept, reconciled)
    found += coverage_findings(kept, documents)
    found += source_findings(kept, reconciled)
    return tuple(sorted(_merged(found), key=_order))


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one id as one, with the documents and claims of all."""
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.finding_id, []).append(one)
    for same in groups.values():
        first = min(same, key=lambda f: (f.documents, f.claims))
        yield Finding(
            first.finding_id,
            first.kind,
            first.severity,
            tuple(sorted({d for f in same for d in f.documents})),
            tuple(dict.fromkeys(c for f in sorted(same, key=lambda f: f.claims) for c in f.claims)),
            first.quotes,
            first.says,
            first.says_zh,
        )


def _order(one: Finding) -> tuple[object, ...]:
    return one.documents, one.kind.value, one.severity.value, one.finding_id
