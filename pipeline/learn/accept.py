"""From which probability on a model's word is taken: the lowest at which it was right often enough on documents held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.learn.fit import Fitted

GRID = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
NEVER, ALWAYS = 1.01, 0.0


def accepted(fitted: Fitted, labels: Sequence[str], nothing: str, goal: float) -> Fitted:
    """The model with its threshold: the lowest of the grid where, held out, `goal` of what it takes for something is something."""
    is_thing = np.array([label != nothing for label in labels])
    thing = 1 - fitted.held_out[:, fitted.classes.index(nothing)]
    for least in GRID:
        taken = thing >= least
        if taken.any() and is_thing[taken].mean() >= goal:
            return replace(fitted, accept=least)
    return replace(fitted, accept=NEVER)
