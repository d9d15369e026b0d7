"""Box, size and font of all runs of a page at once: what most of a run's width is set in, raised signs left out of its height."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.glyphs import BOTTOM, FONT, SIZE, TOP, X0, X1, Column, Painted
from pipeline.read.lineruns import RAISED

Numbers = npt.NDArray[np.intp]


class RunTypes(NamedTuple):
    """One entry for each run: box in points, em size to a tenth of a point, font's number, and whether it holds raised glyphs."""

    boxes: list[tuple[float, float, float, float]]
    sizes: list[float]
    fonts: list[int]
    raised: list[bool]


def run_types(glyphs: Painted, starts: Numbers) -> RunTypes:
    """The types of the runs that begin at `starts` (the first at 0) and reach to the next."""
    numbers = glyphs.numbers
    low, high = np.minimum.reduceat(numbers, starts, axis=1), np.maximum.reduceat(numbers, starts, axis=1)
    sizes, fonts = np.array([round(size, 1) for size in low[SIZE].tolist()]), low[FONT].copy()
    mixed = (low[SIZE] != high[SIZE]) | (low[FONT] != high[FONT])
    if mixed.any():
        lengths = np.diff(starts, append=len(glyphs))
        some = numbers[:, np.repeat(mixed, lengths)]
        runs = np.repeat(np.arange(np.count_nonzero(mixed)), lengths[mixed])
        widths = np.maximum(1.0, np.rint(some[X1] - some[X0]))
        sizes[mixed] = _widest(_rounded(some[SIZE]), widths, runs)
        fonts[mixed] = _widest(some[FONT], widths, runs)
    raised = low[SIZE] < RAISED * sizes
    for run in np.flatnonzero(raised & (high[SIZE] >= RAISED * sizes)).tolist():
        part = numbers[:, starts[run] : starts[run + 1] if run + 1 < len(starts) else None]
        main = part[:, part[SIZE] >= RAISED * sizes[run]]
        low[TOP, run], high[BOTTOM, run] = main[TOP].min(), main[BOTTOM].max()
    sides = (side.tolist() for side in (low[X0], low[TOP], high[X1], high[BOTTOM]))
    return RunTypes(list(zip(*sides, strict=True)), sizes.tolist(), fonts.astype(int).tolist(), raised.tolist())


def _rounded(sizes: Column) -> Column:
    """To a tenth of a point as `round` does it, of which a page has few different ones; numpy's own rounding differs at times."""
    distinct, places = np.unique(sizes, return_inverse=True)
    rounded: Column = np.array([round(size, 1) for size in distinct.tolist()])[places]
    return rounded


def _widest(values: Column, widths: Column, runs: Numbers) -> Column:
    """For each run, the value that covers most of its width; of two that cover as much, the one that comes first."""
    order = np.lexsort((values, runs))
    value, run = values[order], runs[order]
    groups = np.flatnonzero(np.append(True, (value[1:] != value[:-1]) | (run[1:] != run[:-1])))
    covered = np.add.reduceat(widths[order], groups)
    ranked = np.lexsort((order[groups], -covered, run[groups]))
    firsts = np.flatnonzero(np.append(True, np.diff(run[groups][ranked]) != 0))
    widest: Column = value[groups][ranked[firsts]]
    return widest
