"""In which order the lines of a page are read: bands between full-width lines, in a band one column after the other.

A gutter is a strip that no line crosses where lines begin on its right, one under the other, with other lines on its left.
Found for each page from its own lines, since title pages, floats and appendices change the number of columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

MIN_LINES = 3  # on each side of a gutter
MIN_WIDTH = 6.0  # em; narrower lines on a side are cells or names, not a column of text
ALIGNED = 2.0  # points between the left edges of lines that begin together
ONE = 40.0  # points; lines that begin nearer to each other begin in one column
MAX_CROSSING = 0.25  # share of lines in a gutter's height that may cross it (full-width titles, floats)


class Placed(Protocol):
    """What can be put in order: a line, a table, a figure."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    column: int
    band: int


Item = TypeVar("Item", bound=Placed)


class Gutter(NamedTuple):
    """A strip between two columns: from the right edge of the left one to `right`, between two heights."""

    right: float
    top: float
    bottom: float


def in_reading_order(items: Sequence[Item], known: Sequence[float] = ()) -> list[Item]:
    """The items of one page in reading order; band and column are written into each. `known`: gutters of other pages."""
    gutters = find_gutters([item for item in items if item.size], known)
    band: list[Item] = []
    ordered: list[Item] = []
    number = 0
    for item in sorted(items, key=lambda one: (round(one.top), one.x0)):
        if _crosses(item, gutters):
            ordered += _columns(band, gutters, number)
            item.band, item.column = number + 1, -1
            ordered.append(item)
            band, number = [], number + 2
        else:
            band.append(item)
    return ordered + _columns(band, gutters, number)


def _crosses(item: Placed, gutters: Sequence[Gutter]) -> bool:
    play = 0.5 * (item.size or 10.0)
    return any(item.x0 < gutter.right - 2 * play and item.x1 > gutter.right + play for gutter in gutters)


def _columns(band: list[Item], gutters: Sequence[Gutter], number: int) -> list[Item]:
    """One band's items, column by column; within a column from the top, pieces of one row from the left."""
    for item in band:
        item.band = number
        item.column = sum(item.x0 >= gutter.right - 0.9 * (item.size or 10.0) for gutter in gutters)
    return _by_rows(sorted(band, key=lambda one: (one.column, one.top, one.x0)))


def _by_rows(items: list[Item]) -> list[Item]:
    """Sort pieces that stand side by side by their left edge, though one may begin a little higher."""
    ordered: list[Item] = []
    row: list[Item] = []
    for item in items:
        if row and (item.column != row[0].column or item.top > row[0].top + 0.5 * (row[0].bottom - row[0].top)):
            ordered += sorted(row, key=lambda one: one.x0)
            row = []
        row.append(item)
    return ordered + sorted(row, key=lambda one: one.x0)


def usual_gutters(pages: Sequence[Sequence[Placed]]) -> list[float]:
    """Right edges of gutters that two pages or more have: a last page's short column is known by them."""
    edges = sorted(gutter.right for items in pages for gutter in find_gutters(items))
    groups: list[list[float]] = []
    for edge in edges:
        if groups and edge - groups[-1][0] <= 2 * ALIGNED:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [group[0] for group in groups if len(group) >= 2]


def find_gutters(items: Sequence[Placed], known: Sequence[float] = ()) -> list[Gutter]:
    """The gutters of a page from the left to the right."""
    if len(items) < 2 * MIN_LINES:
        return []
    left = min(item.x0 for item in items)
    found: list[Gutter] = []
    for start in _starts(items, left):
        if gutter := _gutter(start, items):
            near = [other for other in found if abs(gutter.right - other.right) < ONE]
            if all(gutter.right < other.right for other in near):  # behind the edge stand a column's indented lines
                found = [other for other in found if other not in near] + [gutter]
    for edge in known:
        if not any(abs(edge - other.right) < ONE for other in found):
            found += _known_gutter(edge, items)
    return _with_text_between(sorted(found), items)


def _with_text_between(gutters: Sequence[Gutter], items: Sequence[Placed]) -> list[Gutter]:
    """Those that have lines between themselves and the one on their left: text beside a picture is no column of its own."""
    kept: list[Gutter] = []
    for gutter in gutters:
        edge = kept[-1].right if kept else float("-inf")
        beside = [item for item in items if item.bottom > gutter.top and item.top < gutter.bottom]
        between = [item for item in beside if edge - 0.8 * item.size <= item.x0 and item.x1 <= gutter.right + item.size]
        if len(between) >= MIN_LINES:
            kept.append(gutter)
    return kept


def _known_gutter(edge: float, items: Sequence[Placed]) -> list[Gutter]:
    """The gutter that other pages have at `edge`, if this page's lines respect it."""
    start = [item for item in items if abs(item.x0 - edge) <= ALIGNED or 0 < item.x0 - edge < 3 * item.size]
    gutter = _gutter(start, items, edge) if start else None
    return [gutter] if gutter else []


def _starts(items: Sequence[Placed], left: float) -> list[list[Placed]]:
    """Groups of items that begin at one place away from the page's left edge, the largest group first."""
    ordered = sorted((item for item in items if item.x0 > left + MIN_WIDTH * item.size), key=lambda item: item.x0)
    groups: list[list[Placed]] = []
    for item in ordered:
        if groups and item.x0 - groups[-1][0].x0 <= ALIGNED:
            groups[-1].append(item)
        else:
            groups.append([item])
    return sorted((group for group in groups if len(group) >= MIN_LINES), key=len, reverse=True)


def _gutter(start: list[Placed], items: Sequence[Placed], edge: float | None = None) -> Gutter | None:
    """A gutter left of these items, if nearly nothing crosses it and a column of text stands on its left."""
    size = sorted(item.size for item in start)[len(start) // 2]
    edge = min(item.x0 for item in start) if edge is None else edge
    top, bottom = min(item.top for item in start), max(item.bottom for item in start)
    within = [item for item in items if item.bottom > top and item.top < bottom]
    crossing = [item for item in within if item.x0 < edge - 0.8 * size and item.x1 > edge + 0.5 * size]
    if len(crossing) > MAX_CROSSING * len(within):
        return None
    top, bottom = _reach(items, edge, size, top, bottom)
    beside = [item for item in items if item.bottom > top and item.top < bottom]
    before = [item for item in beside if item.x1 <= edge + 0.5 * size and item.x0 < edge - 0.8 * size]
    if len(before) < MIN_LINES:
        return None
    if not _is_text(before) or (len(start) >= MIN_LINES and not _is_text(start)):
        return None
    return Gutter(edge, top, bottom)


def _reach(items: Sequence[Placed], edge: float, size: float, top: float, bottom: float) -> tuple[float, float]:
    """A gutter's height up to the next lines above and below that cross it: tables in a column leave it few lines."""
    crossing = [item for item in items if item.x0 < edge - 0.8 * size and item.x1 > edge + 0.5 * size]
    above = max((item.bottom for item in crossing if item.bottom <= top), default=min(item.top for item in items))
    below = min((item.top for item in crossing if item.top >= bottom), default=max(item.bottom for item in items))
    return above, below


def _is_text(items: Sequence[Placed]) -> bool:
    """Is the middle width of these items that of running text?"""
    widths = sorted((item.x1 - item.x0) / item.size for item in items)
    return widths[len(widths) // 2] >= MIN_WIDTH
