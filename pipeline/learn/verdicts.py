"""Drafts of a gold document judged one by one, as the claims that they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.goldset import Judged, judge_gold
from pipeline.evaluate.judge import Verdict
from pipeline.extract.gate import cite
from pipeline.learn.gold import Annotation
from pipeline.publish.claims import claim_record
from pipeline.records.claim import Draft


@dataclass(frozen=True, slots=True)
class JudgedDraft:
    """A draft that became a claim: its document, its type, whether gold bears it out, which of its fields are wrong."""

    document: str
    kind: str
    draft: Draft
    right: bool
    wrong: tuple[str, ...]

    def verdict(self) -> Verdict:
        """As the reliability of claims is told."""
        return Verdict(self.kind, {"confidence": self.draft.confidence}, self.right, self.wrong)


def judge_drafts(one: Annotation, drafts: Sequence[Draft]) -> tuple[list[JudgedDraft], Judged]:
    """The drafts that gold decides, and the document judged whole."""
    by_claim = {claim.claim_id: (draft, claim) for draft in drafts for claim in cite(one.annotated.reading, [draft])}
    judged = judge_gold([claim_record(c) for _, c in by_claim.values()], [one.document])[0]
    found = [
        JudgedDraft(one.document.name, v.kind, by_claim[v.claim["claim_id"]][0], v.right, v.wrong)
        for v in judged.verdicts
        if v.right is not None
    ]
    return found, judged
