"""What reviewers should look at next, and what their word says of a release: precision, and how far two of them agree.

The random queue is drawn in proportion from every stratum of type, extractor and band of confidence (largest remainders), so the share
of its claims that are right is the release's precision; Wilson's interval takes them for drawn at random, which is on the safe side.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.errors import UsageError
from pipeline.evaluate.agreement import Kappa, cohen_kappa
from pipeline.evaluate.intervals import Interval, wilson
from pipeline.review.released import Reading, Released, claims_in
from pipeline.store.ledger.entry import Act, Entry
from pipeline.store.ledger.standing import standing

Lot = tuple[str, str, str, float]  # claim, type, extractor, confidence
BANDS = (0.5, 0.7, 0.8, 0.9)  # edges of the bands of confidence
RIGHT, WRONG = (Act.ACCEPT,), (Act.REJECT, Act.CORRECT)


class Queue(StrEnum):
    """In which order claims are put to a reviewer."""

    UNCERTAIN = "uncertain"
    CONFLICT = "conflict"
    FINDING = "finding"
    SECOND_READER = "second-reader"
    RANDOM = "random"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True, slots=True)
class Precision:
    """Of `drawn` claims `judged` were decided and `right` are right; `interval` is Wilson's at 95 %."""

    drawn: int
    judged: int
    right: int
    interval: Interval


def queue(
    released: Released, entries: Sequence[Entry], kind: Queue, *, size: int, seed: int = 0, by: str | None = None
) -> list[Reading]:
    """Up to `size` readings that `by` (None: anybody) has not judged; of the random queue, those of its draw that are left."""
    chosen = draw(released.readings, size, seed) if kind is Queue.RANDOM else ORDERS[kind](released, entries)
    done = {one.key for entry in standing(entries) if by in (None, entry.by) for one in entry.about}
    open_again = kind is Queue.DISAGREEMENT
    return [one for one in chosen if open_again or one.subject.key not in done][:size]


def draw(readings: Sequence[Reading], size: int, seed: int) -> list[Reading]:
    """`size` readings, each stratum by its share, in random order: the same for the same release and seed."""
    known = {str(one.subject.claim_id): one for one in readings}
    lots = [(name, one.subject.type, str(one.row["extractor"]), one.confidence) for name, one in known.items()]
    return [known[name] for name in draw_ids(lots, size, seed)]


def draw_ids(lots: Sequence[Lot], size: int, seed: int) -> list[str]:
    """As `draw`, of claims by id, type, extractor and confidence."""
    strata: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for name, kind, extractor, confidence in sorted(lots):
        strata[kind, extractor, sum(confidence >= edge for edge in BANDS)].append(name)
    dice = random.Random(seed)
    shares = {key: len(group) * min(1.0, size / max(1, len(lots))) for key, group in strata.items()}
    counts = {key: int(share) for key, share in shares.items()}
    rest = min(size, len(lots)) - sum(counts.values())
    ties = {key: dice.random() for key in sorted(shares)}  # strata of one claim: each with the same chance
    for key in sorted(shares, key=lambda key: (counts[key] - shares[key], ties[key]))[:rest]:
        counts[key] += 1
    drawn = [name for key in sorted(strata) for name in dice.sample(strata[key], counts[key])]
    dice.shuffle(drawn)
    return drawn


def precision(released: Released, entries: Sequence[Entry], *, size: int, seed: int) -> Precision:
    """What the judgements on a random draw say of the release."""
    return precision_of(draw(released.readings, size, seed), entries)


def precision_of(drawn: Sequence[Reading], entries: Sequence[Entry]) -> Precision:
    """What the judgements on claims that were drawn say: one is right where it was accepted, wrong where rejected or corrected.

    Where reviewers differ the last word counts; `unsure` decides nothing.
    """
    said = verdicts(entries)
    told = [said[one.subject.key] for one in drawn if one.subject.key in said]
    right = sum(act in RIGHT for act in told)
    return Precision(len(drawn), len(told), right, wilson(right, len(told)))


def verdicts(entries: Iterable[Entry], by: str | None = None) -> dict[str, Act]:
    """The last deciding act on each reading by its key, of everybody or of one name."""
    return {
        one.key: entry.act
        for entry in standing(entries)
        if entry.act in (*RIGHT, *WRONG) and entry.fact_id is None and by in (None, entry.by)
        for one in entry.about
    }


def reviewers_agree(entries: Sequence[Entry], one: str, other: str) -> Kappa:
    """Cohen's kappa of two names on the readings that both have judged: right or wrong. Raises `UsageError` where there are none."""
    found = agreement(verdicts(entries, one), verdicts(entries, other))
    if found is None:
        raise UsageError(f"{one} and {other} have judged no claim in common")
    return found


def agreement(mine: Mapping[str, Act], theirs: Mapping[str, Act]) -> Kappa | None:
    """Cohen's kappa of two people's verdicts by the key of the readings; None where they have none in common."""
    both = sorted(mine.keys() & theirs.keys())
    return cohen_kappa((mine[key] in RIGHT, theirs[key] in RIGHT) for key in both) if both else None


def _uncertain(released: Released, _: Sequence[Entry]) -> list[Reading]:
    return sorted(released.readings, key=lambda one: (abs(one.confidence - 0.5), str(one.subject.claim_id)))


def _second_reader(released: Released, _: Sequence[Entry]) -> list[Reading]:
    return [one for one in released.readings if one.row["second_reader"] == "differs"]


def _conflict(released: Released, _: Sequence[Entry]) -> list[Reading]:
    named = [claim for row in released.conflicts for claim in claims_in(row, "kept_claims", "lost_claims")]
    return _named(released, named)


def _finding(released: Released, _: Sequence[Entry]) -> list[Reading]:
    order = ("contradiction", "gap", "note")
    rows = sorted(released.findings, key=lambda row: order.index(row["severity"]))
    return _named(released, [claim for row in rows for claim in claims_in(row, "claim_ids")])


def _named(released: Released, claims: Iterable[str]) -> list[Reading]:
    known = {one.subject.claim_id: one for one in released.readings}
    return [known[claim] for claim in dict.fromkeys(claims) if claim in known]


def _disagreement(released: Released, entries: Sequence[Entry]) -> list[Reading]:
    said: dict[str, set[bool]] = defaultdict(set)
    for by in sorted({entry.by for entry in entries}):
        for key, act in verdicts(entries, by).items():
            said[key].add(act in RIGHT)
    return [one for one in released.readings if len(said.get(one.subject.key, ())) > 1]


ORDERS: Mapping[Queue, Callable[[Released, Sequence[Entry]], list[Reading]]] = {
    Queue.UNCERTAIN: _uncertain,
    Queue.CONFLICT: _conflict,
    Queue.FINDING: _finding,
    Queue.SECOND_READER: _second_reader,
    Queue.DISAGREEMENT: _disagreement,
}
