"""Where a page's glyphs in painted order break into runs on one baseline without a wide gap.

All neighbours are judged at once; only behind a raised glyph, whose height says nothing, one looks back along the run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.read.glyphs import BOTTOM, SIZE, TOP, X0, X1, Glyph, Painted

WIDE_GAP = 1.6  # em; narrower gutters than this have not been seen, wider word gaps are cells or tab stops
PLAY = 0.6  # em; how far a glyph's middle may stand from its line's (superscripts, small Latin letters)
RAISED = 0.8  # of the line's size; smaller glyphs are note calls and the like
LOOK_BACK = 12  # glyphs


def run_starts(glyphs: Painted) -> list[int]:
    """The index of each run's first glyph."""
    if not glyphs:
        return []
    one, other = glyphs.numbers[:, :-1], glyphs.numbers[:, 1:]
    size = np.maximum(one[SIZE], other[SIZE])
    gap = other[X0] - one[X1]
    fits = (other[X0] >= one[X0] - 0.5 * size) & (gap <= WIDE_GAP * size)
    middles = glyphs.middles()
    overlap = np.minimum(one[BOTTOM], other[BOTTOM]) - np.maximum(one[TOP], other[TOP])
    beside = (np.abs(np.diff(middles)) <= PLAY * size) & (overlap > 0)
    alike = (one[SIZE] == other[SIZE]) & (one[TOP] == other[TOP]) & (one[X0] <= other[X0])
    plain = alike & (other[X0] <= one[X1] + WIDE_GAP * one[SIZE])
    raised = one[SIZE] < RAISED * size
    starts = np.concatenate(([True], ~(plain | fits & beside & ~raised)))
    for at in np.flatnonzero(fits & raised & ~plain).tolist():
        first = max(0, at + 1 - LOOK_BACK)
        last = np.flatnonzero(starts[first : at + 1])
        begin = first + int(last[-1]) if len(last) else first
        starts[at + 1] = not _goes_on(glyphs[begin : at + 1], glyphs[at + 1])
    return np.flatnonzero(starts).tolist()


def few_starts(glyphs: Sequence[Glyph]) -> list[int]:
    """As `run_starts`, glyph after glyph: for a cell's few, which are done before columns are made."""
    starts: list[int] = []
    begin = 0
    x0 = top = x1 = size = 0.0  # of the last glyph; most glyphs go on just behind it, on its height, in its size
    for at, glyph in enumerate(glyphs):
        left, high, right, em = glyph[1], glyph[2], glyph[3], glyph[5]
        plain = at and em == size and high == top and x0 <= left <= x1 + WIDE_GAP * size
        if not plain and not (at and _goes_on(glyphs[max(begin, at - LOOK_BACK) : at], glyph)):
            starts.append(at)
            begin = at
        x0, top, x1, size = left, high, right, em
    return starts


def _goes_on(run: Sequence[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    size = max(last[5], glyph[5])
    if glyph[1] < last[1] - 0.5 * size or glyph[1] - last[3] > WIDE_GAP * size:
        return False
    anchor = next((one for one in reversed(run) if one[5] >= RAISED * size), last)
    overlap = min(glyph[4], anchor[4]) - max(glyph[2], anchor[2])
    return abs(glyph.middle - anchor.middle) <= PLAY * size and overlap > 0
