"""Tables that a column's or a page's end parts: put together under equal heads, or by equal columns where no head is repeated."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.read.grids import SNAP, Grid


def join_grids(grids: Sequence[Grid], over_page: Collection[int] = ()) -> list[Grid]:
    """Put together tables that go on in the next column or page under the same head, or without one.

    `over_page` holds the `id` of each grid that is the first thing on its page and follows one that is the last on the page before.
    """
    joined: list[Grid] = []
    for grid in grids:
        before = joined[-1] if joined else None
        near = before is not None and before.page in (grid.page, grid.page - 1)
        if before and near and not before.closed and _head(before) == _head(grid):
            _append(before, grid, grid.head_rows)
        elif before and id(grid) in over_page and _same_columns(before, grid):
            _append(before, grid, grid.head_rows if _head(before) == _head(grid) else 0)
        else:
            joined.append(grid)
    return joined


def _same_columns(one: Grid, other: Grid) -> bool:
    """Do both have the same columns at the same places? `one` may have come over a page already."""
    ours, theirs = ({cell.column: cell.box.x0 for cell in grid.cells} for grid in (one, other))
    return (
        len(ours) >= 2 and ours.keys() == theirs.keys() and all(abs(ours[at] - theirs[at]) <= 2 * SNAP for at in ours)
    )


def _head(grid: Grid) -> list[tuple[int, str]]:
    return [(c.column, "".join(line.text for line in c.lines)) for c in grid.cells if c.row < grid.head_rows]


def _append(grid: Grid, more: Grid, head_rows: int) -> None:
    rows = 1 + max(cell.row + cell.rowspan - 1 for cell in grid.cells)
    for cell in more.cells:
        if cell.row >= head_rows:
            cell.row += rows - head_rows
            grid.cells.append(cell)
    grid.closed, grid.page = more.closed, more.page
