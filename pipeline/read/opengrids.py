"""Tables without any rule: rows of short pieces under each other with the same blank strips between them from the first to the last.

Strict on purpose: columns of text have two pieces a row or long ones, lists of names have no numbers, formulas have no strips.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

import numpy as np

from pipeline.read.glyphs import SIZE, X0, X1, Glyph, Painted
from pipeline.read.grids import ROW_GAP, SNAP, Grid, GridCell, Row, row_cells, row_starts, strips
from pipeline.read.rules import Box

MIN_ROWS = 4
MIN_PIECES = 3  # in a row
GAP = 1.6  # em between two pieces of a row
SHORT = 8.0  # em; the middle length of a table's pieces
MIN_NUMBERED = 0.5  # share of rows with a digit behind their first piece


def unruled_grids(page: int, glyphs: Sequence[Glyph]) -> list[Grid]:
    """The tables among glyphs that stand in no ruled one; their first row is the head."""
    marked = [(row is not None and len(_pieces(row)) >= MIN_PIECES, row) for row in _gappy_rows(Painted.of(glyphs))]
    grids = []
    for tabular, group in groupby(marked, key=lambda one: one[0]):
        if tabular:
            grids += [_grid(page, run) for run in _near([row for _, row in group if row]) if _is_table(run)]
    return grids


def _gappy_rows(glyphs: Painted) -> list[Row | None]:
    """The rows from the top; None for one without the gaps that a table's row has, as nearly all are."""
    if not glyphs:
        return []
    middles = glyphs.middles()
    order = np.argsort(middles, kind="stable")
    heights, ems = middles[order], glyphs.numbers[SIZE, order]
    changes = np.append(0, np.flatnonzero((np.diff(heights) != 0) | (np.diff(ems) != 0)) + 1)  # equal ones begin no row
    starts = changes[row_starts(heights[changes].tolist(), ems[changes].tolist())].tolist()
    lengths = np.diff(starts, append=len(glyphs))
    rows = np.repeat(np.arange(len(starts)), lengths)
    order = order[np.lexsort((glyphs.numbers[X0, order], rows))]
    x0, x1, sizes = glyphs.numbers[X0, order], glyphs.numbers[X1, order], glyphs.numbers[SIZE, order]
    gaps = (x0[1:] - x1[:-1] >= GAP * sizes[1:]) & (rows[1:] == rows[:-1])
    counts = np.bincount(rows[1:][gaps], minlength=len(starts))
    bounds = zip(starts, [*starts[1:], len(glyphs)], (counts >= MIN_PIECES - 1).tolist(), strict=True)
    return [[glyphs[at] for at in order[start:end].tolist()] if gappy else None for start, end, gappy in bounds]


def _pieces(row: Row) -> list[list[Glyph]]:
    pieces: list[list[Glyph]] = []
    end = float("-inf")
    for glyph in row:
        if glyph[1] - end >= GAP * glyph[5]:
            pieces.append([])
        pieces[-1].append(glyph)
        end = max(end, glyph[3])
    return pieces


def _near(rows: Sequence[Row]) -> list[list[Row]]:
    """Runs of rows that stand no further apart than a table's."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and row[0].middle - runs[-1][-1][0].middle <= ROW_GAP * row[0].size:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _is_table(rows: Sequence[Row]) -> bool:
    if len(rows) < MIN_ROWS or len(strips(rows)) < MIN_PIECES - 1:
        return False
    pieces = [_pieces(row) for row in rows]
    length = median((piece[-1].x1 - piece[0].x0) / piece[0].size for row in pieces for piece in row)
    numbered = sum(any(glyph.mark.isdecimal() for piece in row[1:] for glyph in piece) for row in pieces)
    return length <= SHORT and numbered >= MIN_NUMBERED * len(rows)


def _grid(page: int, rows: Sequence[Row]) -> Grid:
    glyphs = [glyph for row in rows for glyph in row]
    x0, x1 = min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)
    top, bottom = min(glyph.top for glyph in glyphs), max(glyph.bottom for glyph in glyphs)
    edges = [x0, *((left + right) / 2 for left, right in strips(rows)), x1]
    cells: list[GridCell] = [cell for number, row in enumerate(rows) for cell in row_cells(page, number, row, edges)]
    return Grid(page, *Box(x0 - SNAP, top, x1 + SNAP, bottom), cells, 1)
