"""What weighs more: the measures by which one value is kept and another loses, and the words in which that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.ids import stable_id
from pipeline.records.claim import Body, Claim, PlaceRef
from pipeline.records.fact import Conflict, Fact, State

V = TypeVar("V")
STEPS = {3: "to the day", 2: "to the month", 1: "to the year", 0: "more vaguely"}


@dataclass(frozen=True, slots=True)
class Case:
    """All published claims on one fact, in the order of their ids."""

    fact_id: str
    claims: tuple[Claim, ...]

    def fact(self, body: Body, reason: str, states: tuple[State, ...] = ()) -> Fact:
        """The fact with these values; its confidence is that at least one of its documents is right."""
        ids = tuple(claim.claim_id for claim in self.claims)
        return Fact(
            self.fact_id, self.claims[0].type, body, ids, documents_of(self.claims), sure(self.claims), reason, states
        )

    def conflict(
        self, field: str, kept: str, lost: str, of: tuple[Sequence[Claim], Sequence[Claim]], reason: str
    ) -> Conflict:
        """The record of one lost value; `of` are the claims on the kept and on the lost side."""
        ids = stable_id("x", self.fact_id, field, kept, lost)
        winners, losers = (tuple(sorted(claim.claim_id for claim in side)) for side in of)
        return Conflict(ids, self.fact_id, field, kept, lost, winners, losers, reason)


def documents_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Digests of the documents that the claims stand in, sorted."""
    return tuple(sorted({claim.document_digest for claim in claims}))


def sure(claims: Iterable[Claim]) -> float:
    """That one document at least is right, each taken at its surest claim: repetition inside a document proves nothing."""
    best: dict[str, float] = {}
    for claim in claims:
        best[claim.document_digest] = max(claim.confidence, best.get(claim.document_digest, 0.0))
    wrong = 1.0
    for digest in sorted(best):
        wrong *= 1.0 - best[digest]
    return round(1.0 - wrong, 6)


def surest(claims: Iterable[Claim]) -> Claim:
    """The most confident claim; the id decides between equals."""
    return min(claims, key=lambda claim: (-claim.confidence, claim.claim_id))


def by_value(claims: Iterable[Claim], value: Callable[[Claim], V]) -> dict[V, list[Claim]]:
    """Claims grouped by what they say."""
    groups: dict[V, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(value(claim), []).append(claim)
    return groups


def precision(edtf: str | None) -> int:
    """Steps of an EDTF date: day 3, month 2, year 1, anything vaguer or open 0."""
    if not edtf or "X" in edtf or edtf.startswith("..") or edtf.endswith(".."):
        return 0
    return edtf.partition("/")[0].count("-") + 1


def same_date(a: str | None, b: str | None) -> bool:
    """Do two dates agree, one of them perhaps coarser or not given (1973 and 1973-06-24)?"""
    if a is None or b is None or a == b:
        return True
    if "/" in a or "/" in b:
        return False
    short, long = sorted((a.rstrip("?~"), b.rstrip("?~")), key=len)
    digits = short.rstrip("X")
    return long.startswith(digits) and (digits != short or long[len(digits) :][:1] in ("", "-"))


def better(kept: Sequence[Claim], lost: Sequence[Claim]) -> str:
    """Why one of two values of the same kind was kept: documents, then confidence, then the fixed order."""
    more, less = len(documents_of(kept)), len(documents_of(lost))
    if more != less:
        return f"{more} documents say so against {less}"
    if sure(kept) != sure(lost):
        return f"confidence {sure(kept):.2f} against {sure(lost):.2f}"
    return "documents and confidence are equal; the fixed order of the values decides"


def support(groups: Mapping[V, Sequence[Claim]]) -> list[V]:
    """Values by weight: documents, confidence, then their own order."""
    return sorted(groups, key=lambda v: (-len(documents_of(groups[v])), -sure(groups[v]), str(v)))


def plain_place(claims: Iterable[Claim], place: Callable[[Claim], PlaceRef]) -> PlaceRef:
    """The place as most claims name it, in its fullest English."""
    groups = by_value(claims, place)
    return min(groups, key=lambda p: (-len(groups[p]), p.name_en is None, p.name, p.text))
