"""Does a confidence of 0.9 mean nine in ten? Claims in bins of confidence against the share of them that gold bears out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluate.judge import Verdict

BINS = 10
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in [low, high): how many, their mean confidence, the share that is right."""

    low: float
    high: float
    claims: int
    confidence: float
    right: float


def reliability(verdicts: Iterable[Verdict], bins: int = BINS) -> list[Bin]:
    """The bins that hold claims, lowest first; claims that gold does not decide are left out."""
    decided = _decided(verdicts)
    found = []
    for at in range(bins):
        mine = [(c, r) for c, r in decided if at == min(int(c * bins), bins - 1)]
        if mine:
            mean, right = sum(c for c, _ in mine) / len(mine), sum(r for _, r in mine) / len(mine)
            found.append(Bin(at / bins, (at + 1) / bins, len(mine), mean, right))
    return found


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error (Naeini et al. 2015): the bins' gaps weighed by their claims; None without claims."""
    total = sum(one.claims for one in bins)
    return sum(one.claims * abs(one.confidence - one.right) for one in bins) / total if total else None


def sure_claims(verdicts: Iterable[Verdict], sure: float = SURE) -> tuple[float | None, float | None]:
    """Of the claims at `sure` or above the share that is right, and their share of all claims that gold decides."""
    decided = _decided(verdicts)
    mine = [right for confidence, right in decided if confidence >= sure]
    if not decided:
        return None, None
    return (sum(mine) / len(mine) if mine else None), len(mine) / len(decided)


def _decided(verdicts: Iterable[Verdict]) -> list[tuple[float, bool]]:
    return [(float(v.claim.get("confidence") or 0), v.right) for v in verdicts if v.right is not None]


def diagram(bins: Sequence[Bin], width: int = 40) -> list[str]:
    """The bins as lines: a bar for the share that is right, `|` where the confidence says it should end."""
    lines = []
    for one in bins:
        marks = ["█" if at < round(one.right * width) else "·" for at in range(width + 1)]
        marks[min(width, round(one.confidence * width))] = "|"
        lines.append(f"{one.low:.1f}–{one.high:.1f} {''.join(marks)} {one.right:.2f} of {one.claims}")
    return lines
