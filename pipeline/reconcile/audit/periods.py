"""Stages of a development: one stage told with two spans of years, stages of one list that overlap or leave years to none.

A stage is known by its number or its name. Sharing one boundary year is common (1978–1988, 1988–2000) and no finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pipeline.reconcile.audit.say import finding
from pipeline.records.claim import Claim
from pipeline.records.finding import Finding, FindingKind, Severity
from pipeline.records.statements import PeriodBody

OPEN = 9999  # the last year of a stage that goes on
LONGEST_HOLE = 30  # years: further apart they are not stages of one list


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as one place of a document tells it."""

    first: int
    last: int
    name: str
    order: int | None
    claim: Claim

    @property
    def words(self) -> str:
        """1979–2000; 2001– where it goes on."""
        return f"{self.first}–{'' if self.last == OPEN else self.last}"


def period_findings(claims: Iterable[Claim]) -> Iterator[Finding]:
    """Stages of each document that contradict each other."""
    documents: dict[str, list[Stage]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.body, PeriodBody):
            first, _, last = claim.body.time.partition("/")
            years = int(first), OPEN if last == ".." else int(last)
            documents[claim.document_digest].append(Stage(*years, claim.body.name or "", claim.body.order, claim))
    for digest in sorted(documents):
        stages = sorted(documents[digest], key=lambda s: (s.first, s.last, s.name, s.claim.claim_id))
        clashing = list(_clashes(stages))
        yield from clashing
        told = {
            c for f in clashing for c in f.claims
        }  # what such a stage opens or covers beside others is explained by it
        listed = [
            f for numbered in (True, False) for f in _list([s for s in stages if (s.order is not None) is numbered])
        ]
        yield from (f for f in listed if told.isdisjoint(f.claims))


def _clashes(stages: Sequence[Stage]) -> Iterator[Finding]:
    """One stage with two spans of years."""
    for a, b in combinations(stages, 2):
        same = (a.name and a.name == b.name and _may_be_one(a, b)) or (a.order is not None and a.order == b.order)
        near = a.first <= b.last and b.first <= a.last
        if same and near and (a.first, a.last) != (b.first, b.last):
            name = a.name or b.name or f"{a.order}"
            claims = [a.claim, b.claim]
            words = {"name": name, "a": a.words, "b": b.words}
            yield finding(FindingKind.PERIOD, Severity.CONTRADICTION, "period.clash", claims, **words)


def _may_be_one(a: Stage, b: Stage) -> bool:
    return a.order is None or b.order is None or a.order == b.order


def _list(stages: Sequence[Stage]) -> Iterator[Finding]:
    """Overlaps and holes between the stages of one list, in the order of their years."""
    once = list({(s.first, s.last): s for s in reversed(stages)}.values())
    for a, b in pairwise(sorted(once, key=lambda s: (s.first, s.last))):
        claims, words = [a.claim, b.claim], {"a": a.words, "b": b.words}
        if b.last <= a.last:
            continue  # a stage inside a stage
        if b.first < a.last:
            shared = min(a.last, b.last) - b.first
            yield finding(FindingKind.PERIOD, Severity.CONTRADICTION, "period.overlap", claims, **words, years=shared)
        elif 1 < b.first - a.last <= LONGEST_HOLE:
            hole = {"years": b.first - a.last - 1, "first": a.last + 1, "last": b.first - 1}
            yield finding(FindingKind.PERIOD, Severity.GAP, "period.hole", claims, **words, **hole)
