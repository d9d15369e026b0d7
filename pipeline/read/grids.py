"""Tables on a PDF page: ruled ones from their strokes, three-line ones from their rules and the blank strips between columns.

Ruled tables: pdfplumber's table functions on pdfium's strokes, which gives pdfplumber's cells without its parsing. Three-line
tables have rules of one extent and no verticals; nobody's defaults find them, so their columns are read from what stays blank.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.read.glyphs import Glyph, Painted
from pipeline.read.lines import Line, page_lines
from pipeline.read.rules import Box, Strokes
from pipeline.read.sides import missing_sides

SNAP = 3.0  # points; strokes nearer than this are one, as in pdfplumber
MAX_EDGES = 4000  # beyond that a page is a drawing, and crossing its strokes would take minutes
MIN_CELLS = 4
MIN_FILLED = 0.3  # share of cells with words; a frame round text or a form's decoration has less
STRIP = 0.45  # em of blank from the first row to the last that parts two columns
ROW_GAP = 2.6  # em; rows of an open table do not stand further apart
SAME_EXTENT = 3.0  # points


@dataclass(slots=True)
class GridCell:
    """One cell: its place in the grid, its spans, its box and lines."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table on a page as an item that can be put in reading order."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    cells: list[GridCell]
    head_rows: int
    closed: bool = True  # a rule below the last row; an open table may go on in the next column
    column: int = 0
    band: int = 0
    size: float = 0.0  # no text: takes no part in finding gutters

    @property
    def box(self) -> Box:
        """Its outline."""
        return Box(self.x0, self.top, self.x1, self.bottom)


def find_grids(page: int, glyphs: Sequence[Glyph], strokes: Strokes) -> tuple[list[Grid], Sequence[Glyph]]:
    """The tables of a page, and the glyphs that stand in none."""
    grids = _ruled(page, Painted.of(glyphs), strokes)
    rest = outside(glyphs, [grid.box for grid in grids])
    open_grids = _three_line(page, Painted.of(rest), strokes, [grid.box for grid in grids])
    return grids + open_grids, outside(rest, [grid.box for grid in open_grids])


def outside(glyphs: Sequence[Glyph], boxes: Sequence[Box]) -> Sequence[Glyph]:
    """The glyphs whose middle lies in none of the boxes."""
    if not boxes:
        return glyphs
    whole = Painted.of(glyphs)
    return whole.chosen(~np.logical_or.reduce([_inside(whole, box) for box in boxes]))


def _inside(glyphs: Painted, box: Box) -> npt.NDArray[np.bool_]:
    """Which glyphs have their middle in the box?"""
    centres, middles = glyphs.centres(), glyphs.middles()
    inside: npt.NDArray[np.bool_] = (
        (centres >= box.x0) & (centres <= box.x1) & (middles >= box.top) & (middles <= box.bottom)
    )
    return inside


def _ruled(page: int, glyphs: Painted, strokes: Strokes) -> list[Grid]:
    """Tables whose cells are closed by strokes."""
    if len(strokes.across) < 2 or not strokes.down or len(strokes.across) + len(strokes.down) > MAX_EDGES:
        return []
    edges = [_edge(box, "h") for box in strokes.across] + [_edge(box, "v") for box in strokes.down]
    merged = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    if sides := missing_sides(merged):
        merged = merge_edges([*merged, *sides], SNAP, SNAP, SNAP, SNAP)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    grids = [_grid(page, [Box(*cell) for cell in table], glyphs) for table in cells_to_tables(cells)]
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.top, grid.x0))


def _edge(box: Box, orientation: str) -> dict[str, float | str]:
    """A stroke as pdfplumber's functions want it."""
    across = orientation == "h"
    middle = (box.top + box.bottom) / 2 if across else (box.x0 + box.x1) / 2
    x0, x1 = (box.x0, box.x1) if across else (middle, middle)
    top, bottom = (middle, middle) if across else (box.top, box.bottom)
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }


def _grid(page: int, boxes: list[Box], glyphs: Painted) -> Grid | None:
    """Cells on a grid with their spans and words; None where it is no table."""
    if len(boxes) < MIN_CELLS:
        return None
    xs, ys = _levels([v for b in boxes for v in (b.x0, b.x1)]), _levels([v for b in boxes for v in (b.top, b.bottom)])
    if len(xs) < 3 or len(ys) < 3:
        return None
    whole = Box(xs[0], ys[0], xs[-1], ys[-1])
    cells = [_cell(box, xs, ys) for box in boxes]
    for cell, mine in _filled(cells, glyphs.chosen(_inside(glyphs, whole)), xs, ys):
        cell.lines = sorted(page_lines(page, mine), key=lambda line: (round(line.top), line.x0))
    if sum(bool(cell.lines) for cell in cells) < max(MIN_CELLS, MIN_FILLED * len(cells)):
        return None
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(page, *whole, cells, max(cell.rowspan for cell in cells if cell.row == 0))


def _filled(
    cells: Sequence[GridCell], glyphs: Sequence[Glyph], xs: list[float], ys: list[float]
) -> Iterator[tuple[GridCell, list[Glyph]]]:
    """The cells that hold glyphs, each with its own."""
    places = {
        (row, column): number
        for number, cell in enumerate(cells)
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }
    found: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        row, column = bisect_right(ys, (glyph[2] + glyph[4]) / 2) - 1, bisect_right(xs, (glyph[1] + glyph[3]) / 2) - 1
        if (row, column) in places:
            found.setdefault(places[row, column], []).append(glyph)
    return ((cells[number], mine) for number, mine in found.items())


def _levels(values: list[float]) -> list[float]:
    """Distinct heights or left edges; those within `SNAP` are one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > SNAP:
            levels.append(value)
    return levels


def _cell(box: Box, xs: list[float], ys: list[float]) -> GridCell:
    column, end = (bisect_left(xs, v - SNAP) for v in (box.x0, box.x1))
    row, last = (bisect_left(ys, v - SNAP) for v in (box.top, box.bottom))
    return GridCell(row, column, max(1, last - row), max(1, end - column), box)


def _three_line(page: int, glyphs: Painted, strokes: Strokes, taken: Sequence[Box]) -> list[Grid]:
    """Tables with rules above and below their head, and below their last row or at the column's end."""
    rules = [r for r in strokes.across if r.x1 - r.x0 > 60 and not any(b.holds(r.x0 + 1, r.top) for b in taken)]
    grids: list[Grid] = []
    for group in _same_extent(rules):
        at = 0
        while at + 1 < len(group):
            grid, used = _from_rules(page, glyphs, group[at:])
            if grid and not any(_crossed(grid.box, down) for down in strokes.down):
                grids.append(grid)
            at += used
    return grids


def _crossed(box: Box, down: Box) -> bool:
    return box.x0 < down.x0 < box.x1 and down.top < box.bottom and down.bottom > box.top


def _same_extent(rules: Sequence[Box]) -> list[list[Box]]:
    groups: list[list[Box]] = []
    for rule in sorted(rules, key=lambda r: r.top):
        mate = next((g for g in groups if abs(g[0].x0 - rule.x0) + abs(g[0].x1 - rule.x1) <= SAME_EXTENT), None)
        if mate is None:
            groups.append([rule])
        elif rule.top - mate[-1].top > SNAP:
            mate.append(rule)
    return [group for group in groups if len(group) >= 2]


def _from_rules(page: int, glyphs: Painted, rules: Sequence[Box]) -> tuple[Grid | None, int]:
    """The table that begins at the first rule, and how many rules it takes."""
    x0, x1 = rules[0].x0 - SNAP, rules[0].x1 + SNAP
    centres, middles = glyphs.centres(), glyphs.middles()
    under = (x0 <= centres) & (centres <= x1) & (middles > rules[0].top)
    head = rows_of(glyphs.chosen(under & (middles < rules[1].top)))
    if not head or len(head) > 4:
        return None, 1
    below = under & (middles > rules[1].top)
    limit = rules[2].top if len(rules) > 2 else None
    body = rows_of(glyphs.chosen(below if limit is None else below & (middles < limit)))
    closed = limit is not None and _is_tabular(head, body)
    if not closed:
        body = _open_body(head, rows_of(glyphs.chosen(below)))
    if not body or not _is_tabular(head, body):
        return None, 1
    return _grid_of_rows(page, rules[0], head, body, limit if closed else None), 3 if closed else 2


Row = list[Glyph]


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """Glyphs by row from the top, each from the left."""
    ordered = sorted(glyphs, key=lambda g: (g[2] + g[4]) / 2)
    starts = row_starts([(g[2] + g[4]) / 2 for g in ordered], [g[5] for g in ordered])
    return [sorted(ordered[a:b], key=lambda g: g[1]) for a, b in pairwise([*starts, len(ordered)])]


def row_starts(middles: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Where a row begins among glyphs by the height of their middles: at one half an em below the row's first."""
    starts: list[int] = []
    first, em = float("-inf"), 0.0
    for at, (middle, size) in enumerate(zip(middles, sizes, strict=True)):
        if middle - first > 0.5 * (size if size > em else em):
            starts.append(at)
            first, em = middle, size
    return starts


def _open_body(head: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Rows under an open head as long as they keep its columns, distance and size."""
    size, body = head[-1][0].size, list[Row]()
    above = head[-1]
    for row in rows:
        far = row[0].middle - above[0].middle > ROW_GAP * size
        if far or abs(row[0].size - size) > 0.08 * size or not _is_tabular(head, [*body, row]):
            break
        body.append(row)
        above = row
    return body


def _is_tabular(head: Sequence[Row], body: Sequence[Row]) -> bool:
    """Do head and body leave the same blank strips?"""
    if not body:
        return False
    common = len(strips([*head[-1:], *body]))
    return common >= 1 and common >= len(strips(head[-1:])) / 2


def strips(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Blank strips that run through all rows, from the left."""
    glyphs = sorted(chain.from_iterable(rows), key=itemgetter(1))
    strips: list[tuple[float, float]] = []
    end = glyphs[0].x1
    for glyph in glyphs:
        x1 = glyph[3]
        if x1 > end:
            if glyph[1] - end >= STRIP * glyph[5]:
                strips.append((end, glyph[1]))
            end = x1
    return strips


def _grid_of_rows(page: int, rule: Box, head: list[Row], body: list[Row], bottom: float | None) -> Grid:
    rows = head + body
    edges = [rule.x0, *((a + b) / 2 for a, b in strips(rows) or strips(body)), rule.x1]
    cells = [cell for number, row in enumerate(rows) for cell in row_cells(page, number, row, edges)]
    last = max(g.bottom for g in rows[-1])
    box = Box(rule.x0 - SNAP, rule.top, rule.x1 + SNAP, bottom if bottom is not None else last)
    return Grid(page, *box, cells, len(head), bottom is not None)


def row_cells(page: int, number: int, row: Row, edges: list[float]) -> list[GridCell]:
    """The cells of one row between column edges; what hangs out at either side belongs to the outermost column."""
    top, bottom = min(g[2] for g in row), max(g[4] for g in row)
    parts: list[list[Glyph]] = [[] for _ in edges[1:]]
    for glyph in row:
        column = bisect_right(edges, (glyph[1] + glyph[3]) / 2) - 1
        parts[min(max(column, 0), len(parts) - 1)].append(glyph)
    return [
        GridCell(number, column, 1, 1, Box(*edge, bottom), page_lines(page, mine))
        for column, (edge, mine) in enumerate(zip(((a, top, b) for a, b in pairwise(edges)), parts, strict=True))
    ]
