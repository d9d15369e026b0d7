"""A fact's case: all claims on it, with what the weighing came to for its fields, and the words in which a choice is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.ids import stable_id
from pipeline.reconcile.docket import Testimony
from pipeline.reconcile.stamps import stamp
from pipeline.reconcile.trust import WAYS, way_of
from pipeline.reconcile.weighing import Outcome
from pipeline.reconcile.witnesses import Witnesses
from pipeline.reconcile.words import BASES, STEPS, WAY_WORDS, Words, joined
from pipeline.records.claim import Body, Claim, PlaceRef
from pipeline.records.fact import Conflict, Fact

V = TypeVar("V")
TELLING = 0.03  # difference of two accuracies that is worth a word


@dataclass(frozen=True, slots=True)
class Case:
    """All published claims on one fact in the order of their ids, the witnesses, and the outcomes of its issues by field."""

    fact_id: str
    claims: tuple[Claim, ...]
    witnesses: Witnesses
    outcomes: Mapping[str, Outcome]
    accuracy: Mapping[int, float]  # of each witness by its number

    def fact(self, body: Body, reason: Words) -> Fact:
        """The fact with these values; its confidence is that at least one of its witnesses is right."""
        kind = self.claims[0].type
        ids = tuple(claim.claim_id for claim in self.claims)
        documents, works = documents_of(self.claims), self.witnesses.count(self.claims)
        return Fact(
            self.fact_id, kind, body, ids, documents, self.sure(self.claims), reason.en,
            reason_zh=reason.zh, works=works,
        )  # fmt: skip

    def sure(self, claims: Iterable[Claim]) -> float:
        """That one witness at least is right, each taken at its surest claim: repetition and copies prove nothing."""
        best: dict[int, float] = {}
        for claim in claims:
            group = self.witnesses.group(claim)
            best[group] = max(claim.confidence, best.get(group, 0.0))
        wrong = 1.0
        for group in sorted(best):
            wrong *= 1.0 - best[group]
        return round(1.0 - wrong, 6)

    def conflict(self, field: str, kept: Sequence[Testimony], lost: Sequence[Testimony]) -> Conflict:
        """The record of one lost value: the statements for the value that was kept and for the one that was not."""
        reason = joined(list(self._because(kept, lost)))
        return self.named_conflict(field, kept[0].value, lost[0].value, kept, lost, reason)

    def named_conflict(
        self,
        field: str,
        kept: str,
        lost: str,
        winners: Sequence[Testimony],
        losers: Sequence[Testimony],
        reason: Words,
    ) -> Conflict:
        """A conflict with values and reason as given."""
        ids = stable_id("x", self.fact_id, field, kept, lost)
        ours, theirs = (tuple(sorted({c.claim_id for c in claims_of(side)})) for side in (winners, losers))
        return Conflict(ids, self.fact_id, field, kept, lost, ours, theirs, reason.en, reason.zh)

    def _because(self, kept: Sequence[Testimony], lost: Sequence[Testimony]) -> Iterator[Words]:
        """What speaks for the value that was kept, and after `although` what speaks against it."""
        marks = list(self._marks(kept, lost))
        pros = [words for sign, words in marks if sign > 0]
        cons = [words for sign, words in marks if sign < 0]
        yield from pros or [
            Words("nothing else parts them; the fixed order of the values decides", "别无区别，按固定顺序取值")
        ]
        if cons:
            against = joined(cons)
            yield Words(f"although {against.en}", f"尽管{against.zh}")

    def _marks(self, kept: Sequence[Testimony], lost: Sequence[Testimony]) -> Iterator[tuple[float, Words]]:
        """Each way in which two values differ: its sign (above 0: for the kept one) and its words."""
        yield _judged(kept, lost)
        yield _precise(kept, lost)
        yield _based(kept, lost)
        yield self._borne_out(kept, lost)
        yield self._accurate(kept, lost)
        yield _direct(kept, lost)
        yield self._confident(kept, lost)

    def _borne_out(self, kept: Sequence[Testimony], lost: Sequence[Testimony]) -> tuple[float, Words]:
        more, less = (self.witnesses.count(claims_of(side)) for side in (kept, lost))
        return more - less, Words(
            f"{more} {'works say' if more != 1 else 'work says'} so against {less}", f"{more} 种文献对 {less} 种"
        )

    def _accurate(self, kept: Sequence[Testimony], lost: Sequence[Testimony]) -> tuple[float, Words]:
        ours, theirs = (self._mean_accuracy(side) for side in (kept, lost))
        words = Words(
            f"its sources are right in {ours:.0%} of what they say, the others in {theirs:.0%}",
            f"其来源准确率 {ours:.0%}，对方 {theirs:.0%}",
        )
        return (ours - theirs if abs(ours - theirs) >= TELLING else 0.0), words

    def _mean_accuracy(self, side: Sequence[Testimony]) -> float:
        numbers = sorted({self.witnesses.of(claim) for claim in claims_of(side)})
        return sum(self.accuracy[number] for number in numbers) / len(numbers) if numbers else 0.0

    def _confident(self, kept: Sequence[Testimony], lost: Sequence[Testimony]) -> tuple[float, Words]:
        ours, theirs = self.sure(claims_of(kept)), self.sure(claims_of(lost))
        words = Words(f"confidence {ours:.2f} against {theirs:.2f}", f"可信度 {ours:.2f} 对 {theirs:.2f}")
        return (0.0 if f"{ours:.2f}" == f"{theirs:.2f}" else ours - theirs), words


def _judged(kept: Sequence[Testimony], lost: Sequence[Testimony]) -> tuple[float, Words]:
    ours, theirs = (any(s.judged for s in side) for side in (kept, lost))
    return ours - theirs, Words("a reviewer says so", "经审核者认定")


def _precise(kept: Sequence[Testimony], lost: Sequence[Testimony]) -> tuple[float, Words]:
    fine, coarse = stamp(kept[0].value).steps, stamp(lost[0].value).steps
    ours, theirs = STEPS[fine], STEPS[coarse]
    words = Words(
        f"{kept[0].value} is given {ours[0]}, {lost[0].value} {theirs[0]}",
        f"{kept[0].value} 精确{ours[1]}，{lost[0].value} {theirs[1]}",
    )
    return fine - coarse, words


def _based(kept: Sequence[Testimony], lost: Sequence[Testimony]) -> tuple[float, Words]:
    ours, theirs = BASES.get(kept[0].mark or ""), BASES.get(lost[0].mark or "")
    if ours is None or theirs is None or ours == theirs:
        return 0.0, Words("", "")
    words = Words(
        f"{kept[0].value} is {ours[0]}, {lost[0].value} {theirs[0]}",
        f"{kept[0].value} 为{ours[1]}，{lost[0].value} 为{theirs[1]}",
    )
    return (1.0 if kept[0].mark == "stated" else -1.0), words


def _direct(kept: Sequence[Testimony], lost: Sequence[Testimony]) -> tuple[float, Words]:
    ways = [min((WAYS.index(way_of(claim)) for claim in claims_of(side)), default=len(WAYS)) for side in (kept, lost)]
    if len(WAYS) in ways:
        return 0.0, Words("", "")
    ours, theirs = (WAY_WORDS[WAYS[way]] for way in ways)
    words = Words(f"said {ours[0]} against {theirs[0]}", f"{ours[1]}对{theirs[1]}")
    return ways[1] - ways[0], words


def claims_of(side: Iterable[Testimony]) -> list[Claim]:
    """The claims behind statements; a reviewer's own word has none."""
    return [statement.claim for statement in side if statement.claim is not None]


def documents_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Digests of the documents that the claims stand in, sorted."""
    return tuple(sorted({claim.document_digest for claim in claims}))


def surest(claims: Iterable[Claim]) -> Claim:
    """The most confident claim; the id decides between equals."""
    return min(claims, key=lambda claim: (-claim.confidence, claim.claim_id))


def by_value(claims: Iterable[Claim], value: Callable[[Claim], V]) -> dict[V, list[Claim]]:
    """Claims grouped by what they say."""
    groups: dict[V, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(value(claim), []).append(claim)
    return groups


def plain_place(claims: Iterable[Claim], place: Callable[[Claim], PlaceRef]) -> PlaceRef:
    """The place as most claims name it, in its fullest English."""
    groups = by_value(claims, place)
    return min(groups, key=lambda p: (-len(groups[p]), p.name_en is None, p.name, p.text))
