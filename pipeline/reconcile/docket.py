"""The questions that claims answer, each with its statements: what is put to the weighing core, and what comes back.

A field of a fact is one issue. Reviewers' decisions are taken in here: what they reject is no statement any more, what they accept or
put in its place is one that nothing outweighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.records.claim import Claim
from pipeline.records.judgement import Judgement, Verdict

REVIEWER = 2.0  # trust of a reviewer's word; more than any chance


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one claim says to an issue. `value` and `mark` (a date and its basis) are as published; a reviewer's own word has no claim."""

    value: str
    mark: str | None
    trust: float
    claim: Claim | None = None

    @property
    def judged(self) -> bool:
        """Is it a reviewer's word, or borne out by one?"""
        return self.trust >= REVIEWER

    @property
    def key(self) -> tuple[str, str]:
        """What is printed: the value with its mark."""
        return self.value, self.mark or ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One field of one fact with all that is said to it; `rejected` are the claims that a reviewer put aside."""

    fact_id: str
    field: str
    statements: tuple[Testimony, ...]
    rejected: tuple[str, ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        """Fact and field."""
        return self.fact_id, self.field


class Judgements:
    """Reviewers' decisions by target and field, the latest of each."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        latest: dict[tuple[str, str | None], Judgement] = {}
        for one in sorted(judgements, key=lambda j: (j.at, j.verdict, j.value or "")):
            latest[one.target, one.field] = one
        self.latest: Mapping[tuple[str, str | None], Judgement] = latest

    def on(self, target: str, field: str) -> Judgement | None:
        """The decision on this field of a claim or fact; `date` stands for the date of any stage."""
        for name in (field, field.partition(" of ")[0]):
            if found := self.latest.get((target, name)):
                return found
        return None

    def rejects(self, claim: Claim) -> bool:
        """Was the whole claim put aside?"""
        found = self.latest.get((claim.claim_id, None))
        return found is not None and found.verdict is Verdict.REJECT

    def accepts(self, claim: Claim) -> bool:
        """Was the whole claim borne out?"""
        found = self.latest.get((claim.claim_id, None))
        return found is not None and found.verdict is Verdict.ACCEPT

    def apply(self, fact_id: str, field: str, statements: Sequence[Testimony]) -> Issue:
        """The issue that these statements make after all decisions."""
        kept: list[Testimony] = []
        rejected: list[str] = []
        of_fact = self.on(fact_id, field)
        for statement in statements:
            said = self._said(statement, field)
            if said is None or (of_fact and of_fact.verdict is Verdict.REJECT and said.value == of_fact.value):
                rejected += [statement.claim.claim_id] if statement.claim else []
            else:
                kept.append(said)
        if of_fact and of_fact.value and of_fact.verdict is not Verdict.REJECT:
            mark = next((s.mark for s in kept if s.value == of_fact.value), kept[0].mark if kept else None)
            kept.append(Testimony(of_fact.value, mark, REVIEWER))
        return Issue(fact_id, field, tuple(kept), tuple(rejected))

    def _said(self, statement: Testimony, field: str) -> Testimony | None:
        """A statement after the decisions on its claim; None where it was put aside."""
        if statement.claim is None:
            return statement
        found = self.on(statement.claim.claim_id, field)
        if self.accepts(statement.claim):
            statement = replace(statement, trust=REVIEWER)
        if found is None:
            return statement
        if found.verdict is Verdict.REJECT:
            return None
        return replace(statement, value=found.value or statement.value, trust=REVIEWER)
