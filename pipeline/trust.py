"""How far a release may be trusted, as far as anybody measured it: the test split's figures, the corpus's own gold, reviewers' samples."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.goldbeside import judge_beside
from pipeline.evaluate.knowing import quality_lines, random_verdicts
from pipeline.evaluate.measured import measured
from pipeline.records.claim import Claim
from pipeline.records.quality import QualityLine
from pipeline.records.result import DocumentResult
from pipeline.review.applying import subject_of
from pipeline.store.ledger.entry import Entry
from pipeline.store.version import stage_version


def quality_of(
    results: Sequence[DocumentResult], claims: Sequence[Claim], entries: Sequence[Entry]
) -> tuple[QualityLine, ...]:
    """What is known of a release with these `claims`; `results` are the documents as they were read, before any judgement."""
    read = [result.source for result in results if result.trouble is None]
    gold, broken = judge_beside(read, claims)
    seen = (subject_of(claim) for result in results for claim in result.claims if claim.rejected is None)
    sample = random_verdicts(entries, seen) if any(entry.queue for entry in entries) else []
    return quality_lines(claims, test=measured(), stage=stage_version(), gold=gold, sample=sample, broken=broken)
