"""Ruled tables whose body has no rules between its rows: a band of numbers under the head is parted into rows and columns.

The head says where columns are, lines of type where rows are. Only where numbers stand under each other, line for line: cells of
words that run over several lines are common, and stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.grids import Grid, GridCell, row_cells, rows_of

MIN_ROWS = 3  # lines of type in a band; fewer are a cell's own lines
BELOW = 40.0  # points from a head to its rows, or from one group of rows to the next
MAX_HEAD = 4  # rows
MIN_NUMBERED = 2  # columns of numbers
_NUMBER = re.compile(r"[-+−–—…()（）]*\d[\d.,，:：%％()（）*＊r]*|[-–—…－]+")


def part_bands(grid: Grid) -> Grid:
    """The table with each such band parted; the same one where it has none."""
    bands = sorted({cell.row for cell in grid.cells if cell.row >= grid.head_rows})
    if len(bands) == 0 or sum(len(cell.lines) for cell in grid.cells) < MIN_ROWS * MIN_NUMBERED:
        return grid
    edges = sorted({round(side, 1) for cell in grid.cells for side in (cell.box.x0, cell.box.x1)})
    columns = _apart(edges)
    cells, added, first = [cell for cell in grid.cells if cell.row < grid.head_rows], 0, 0
    for band in bands:
        mine = [cell for cell in grid.cells if cell.row == band]
        parted = _parted(grid.page, mine, columns)
        if not parted:
            cells += [replace(cell, row=cell.row + added) for cell in mine]
            continue
        cells += [replace(cell, row=cell.row + band + added) for cell in parted]
        first = first or band
        added += max(cell.row for cell in parted)
    above = [cell for cell in grid.cells if cell.row < first]
    head_rows = first if added and above and _is_head(above) else grid.head_rows
    return replace(grid, cells=cells, head_rows=head_rows) if added else grid


def under_heads(grids: Sequence[Grid], bare: Sequence[Grid]) -> tuple[list[Grid], list[Grid]]:
    """Unruled rows right below a ruled head become its rows, cut where the head's columns are; and what is left of `bare`."""
    left, done = sorted(bare, key=lambda one: one.top), list[Grid]()
    for grid in grids:
        whole = grid
        if _is_head(grid.cells):
            for body in list(left):
                if 0 <= body.top - whole.bottom <= BELOW and whole.x0 - 6 <= body.x0 and body.x1 <= whole.x1 + 6:
                    whole = _with_rows(whole, body)
                    left.remove(body)
        done.append(whole)
    return done, left


def _with_rows(head: Grid, body: Grid) -> Grid:
    """The head with the rows of `body` below those that it has."""
    begin = 1 + max(cell.row + cell.rowspan - 1 for cell in head.cells)
    columns = _apart(sorted({round(side, 1) for cell in head.cells for side in (cell.box.x0, cell.box.x1)}))
    rows = rows_of([glyph for cell in body.cells for line in cell.lines for glyph in line.glyphs])
    cells = [cell for number, row in enumerate(rows, begin) for cell in row_cells(head.page, number, row, columns)]
    head_rows = begin if _is_head(head.cells) else head.head_rows
    return replace(head, cells=[*head.cells, *cells], bottom=body.bottom, head_rows=head_rows)


def _is_head(cells: Sequence[GridCell]) -> bool:
    """Are these at most a few rows, and none of their cells a number?"""
    return max(cell.row for cell in cells) < MAX_HEAD and not any(map(_NUMBER.fullmatch, map(_words, cells)))


def _words(cell: GridCell) -> str:
    return "".join(line.text for line in cell.lines)


def _apart(edges: Sequence[float]) -> list[float]:
    apart: list[float] = []
    for edge in edges:
        if not apart or edge - apart[-1] > 3.0:
            apart.append(edge)
    return apart


def _parted(page: int, band: Sequence[GridCell], columns: list[float]) -> list[GridCell]:
    """The cells of a band by its lines of type and the head's columns, rows from 0; none where it is an ordinary row."""
    if any(cell.rowspan > 1 for cell in band) or max(len(cell.lines) for cell in band) < MIN_ROWS:
        return []
    rows = rows_of([glyph for cell in band for line in cell.lines for glyph in line.glyphs])
    if len(rows) < MIN_ROWS:
        return []
    cells = [cell for number, row in enumerate(rows) for cell in row_cells(page, number, row, columns)]
    by_column: dict[int, list[str]] = {}
    for cell in cells:
        if cell.lines:
            by_column.setdefault(cell.column, []).append(_words(cell))
    numbered = [words for words in by_column.values() if len(words) >= MIN_ROWS and all(map(_NUMBER.fullmatch, words))]
    full = [words for words in numbered if len(words) >= 0.6 * len(rows)]
    return cells if len(full) >= MIN_NUMBERED else []
