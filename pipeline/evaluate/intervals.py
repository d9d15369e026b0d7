"""How far a score may be trusted: intervals by drawing documents again (Efron's bootstrap, percentile), and Wilson's for a share.

Documents are drawn, not facts: facts of one document are right or wrong together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluate.judge import Tally

DRAWS, SEED = 1000, 20240501
WITHIN = 0.95
Z = 1.959964  # of the normal distribution, for 95 %
Interval = tuple[float, float]
Floats = NDArray[np.float64]


def bootstrap(tallies: Sequence[Tally], *, draws: int = DRAWS, seed: int = SEED) -> dict[str, Interval]:
    """95 % intervals of precision, recall, F1 and strict F1 over documents; the same seed gives the same interval."""
    sums = np.array([[t.gold, t.hit, t.extra, t.strict] for t in tallies], dtype=float)
    if not len(sums):
        return {}
    drawn = np.random.default_rng(seed).integers(len(sums), size=(draws, len(sums)))
    gold, hit, extra, strict = sums[drawn].sum(axis=1).T
    precision, recall = _share(hit, hit + extra), _share(hit, gold)
    rates = {
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
        "strict_f1": _f1(_share(strict, hit + extra), _share(strict, gold)),
    }
    edges = (1 - WITHIN) / 2, (1 + WITHIN) / 2
    return {name: (float(np.quantile(v, edges[0])), float(np.quantile(v, edges[1]))) for name, v in rates.items()}


def _share(part: Floats, whole: Floats) -> Floats:
    shares: Floats = np.divide(part, whole, out=np.ones_like(part), where=whole > 0)
    return shares


def _f1(precision: Floats, recall: Floats) -> Floats:
    return _share(2 * precision * recall, precision + recall) * (precision + recall > 0)


def wilson(right: int, of: int) -> Interval:
    """Wilson's 95 % interval of a share (Wilson 1927); (0, 1) where nothing was seen."""
    if of == 0:
        return 0.0, 1.0
    share, spread = right / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)
