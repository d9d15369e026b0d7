"""What a reviewer decided about a claim or a fact; reconciliation takes a list of these and asks nothing else of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a reviewer may say."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One decision. `target` is a claim's or a fact's id; without `field` it is about the whole claim.

    Fields are named as conflicts name them: `date of sister`, `value`. `value` is what a correction puts in its place. Of two
    decisions on one field of one target the later (`at`, ISO 8601) stands.
    """

    target: str
    field: str | None
    verdict: Verdict
    value: str | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """A decision of the ledger as a release tells it, one line a decision and claim; the fields are the columns of `judgements`.

    `state`: stands, overruled (by a later one), second look (the words are read otherwise now), offered (on a twin document),
    orphaned. `fact_id` is the fact as it was read, `became` the one that the claim supports after the decision.
    """

    judgement_id: str
    state: str
    verdict: str
    field: str | None
    value: str | None
    by: str
    why: str | None
    at: str
    claim_id: str | None
    fact_id: str | None
    became: str | None
    document: str
    document_digest: str
    type: str
    quote: str
    because: str

    @property
    def order(self) -> tuple[str, ...]:
        """Total order: by time, decision, claim and state."""
        return (
            self.at,
            self.judgement_id,
            self.document,
            self.document_digest,
            self.claim_id or "",
            self.quote,
            self.state,
        )
