"""Tables without rules at their sides: where horizontal rules of one extent are crossed by a vertical, their ends close the table.

Statistical yearbooks and many journals rule a table inside and leave its left and right open, or draw the sides for a part of its
height; without sides the outer columns have no cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

SNAP = 3.0  # points
MAX_PAIRS = 200_000  # verticals times horizontals; a page with more is a drawing

Edge = Mapping[str, float | str]


def missing_sides(edges: Sequence[Edge]) -> list[dict[str, float | str]]:
    """The vertical edges at the ends of horizontal ones that a table lacks; `edges` are merged, as pdfplumber's functions have them."""
    across = sorted(_placed(edge) for edge in edges if edge["orientation"] == "h")
    down = [
        (float(edge["x0"]), float(edge["top"]), float(edge["bottom"])) for edge in edges if edge["orientation"] == "v"
    ]
    if len(across) * len(down) > MAX_PAIRS:
        return []
    sides: set[tuple[float, float, float]] = set()
    for x, top, bottom in down:
        near = across[bisect_left(across, (top - SNAP,)) : bisect_right(across, (bottom + SNAP, float("inf")))]
        group = _widest([one for one in near if one[1] - SNAP <= x <= one[2] + SNAP])
        if len(group) > 1 and group[0][1] + SNAP < x < group[0][2] - SNAP:
            sides |= {(side, group[0][0], group[-1][0]) for side in (group[0][1], group[0][2])}
    return [_edge(*side) for side in sorted(sides) if not any(_covers(one, side) for one in down)]


def _placed(edge: Edge) -> tuple[float, float, float]:
    """Height, left and right end of a horizontal edge."""
    return float(edge["top"]), float(edge["x0"]), float(edge["x1"])


def _widest(across: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """The edges of one extent, two at least, that reach furthest; from the top."""
    for _, x0, x1 in sorted(across, key=lambda one: one[1] - one[2]):
        group = [one for one in across if abs(one[1] - x0) <= SNAP and abs(one[2] - x1) <= SNAP]
        if len(group) > 1:
            return group
    return []


def _covers(one: tuple[float, float, float], side: tuple[float, float, float]) -> bool:
    return abs(one[0] - side[0]) <= SNAP and one[1] <= side[1] + SNAP and one[2] >= side[2] - SNAP


def _edge(x: float, top: float, bottom: float) -> dict[str, float | str]:
    return {
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "width": 0.0,
        "height": bottom - top,
        "orientation": "v",
    }
